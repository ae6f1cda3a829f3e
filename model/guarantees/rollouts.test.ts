import { describe, expect, it } from 'vitest';
import { type Cluster, patch } from '../cluster.ts';
import { modelOf } from '../reducer.ts';
import { type deploymentSetup, rollout } from '../testing/workload.ts';
import { notRolledOut } from './rolloutWords.ts';

const slot = 'web/2';

/** A rollout whose new Pod waits: for a node, or on this one. */
const waiting = (setup: Parameters<typeof deploymentSetup>[0], node: string): Cluster => {
  const begun = patch(modelOf(rollout(setup)).initial, 'deployments', 'web', { revision: 'new' });
  return patch(begun, 'slots', slot, { state: 'Pending', revision: 'new', node });
};

const causeOf = (cluster: Cluster) =>
  notRolledOut(cluster.scenario, {
    event: { type: 'user/templateChanged', deployment: 'web', revision: 'new' },
    after: cluster,
  });

const setup = { replicas: 1, slots: 2, nodes: { n1: 1, n2: 2 } };

describe('why a rollout does not go on', () => {
  it('is the node that has no room: one Pod may be unavailable then', () => {
    const cause = causeOf(waiting(setup, ''));
    expect(cause?.remedy).toEqual({
      who: 'manifest',
      edits: [{ root: 'workload', path: ['spec', 'strategy', 'rollingUpdate', 'maxUnavailable'], value: 1 }],
    });
  });

  it('is the volume on another node: strategy Recreate lets the old Pod go first', () => {
    const cluster = waiting({ ...setup, sharesVolume: true }, 'n2');
    expect(causeOf(cluster)?.waits).toContain('Multi-Attach');
    expect(causeOf(waiting(setup, 'n2'))).toBeUndefined();
  });
});
