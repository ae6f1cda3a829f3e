import { describe, expect, it } from 'vitest';
import { reasonToSkip } from '../environment/capabilities.ts';
import { leftOutOf, situationsOf } from './from-manifest.ts';
import { container, probe, situation, situations } from './situations.ts';

const cutOf = (scenario: (typeof situations)[number]) => ({ slice: 'pod', scenario, leftOut: [] }) as const;

describe('somebody’s Pod on podman', () => {
  it.each(situations.map((one) => [one.name, one] as const))(
    'can be run without what podman lacks, unless it fits nowhere: %s',
    (name, one) => {
      const because = name === 'a Pod that does not fit' ? 'podman has no scheduler' : undefined;
      for (const bare of situationsOf(cutOf(one), 'podman')) expect(reasonToSkip('podman', bare, [])).toBe(because);
    },
  );

  it('keeps what podman has: init containers, sidecars, liveness probes, graces', () => {
    const spec = {
      initContainers: [container('first'), container('proxy', { restartPolicy: 'Always' })],
      containers: [container('app', { livenessProbe: probe, readinessProbe: probe, requests: { cpu: 100 } })],
      terminationGracePeriodSeconds: 7,
    };
    const [bare] = situationsOf(cutOf(situation('web', { 'web#1': spec }, {})), 'podman');
    expect(bare?.instances['web#1']?.spec).toMatchObject({
      initContainers: spec.initContainers,
      containers: [{ name: 'app', livenessProbe: probe, requests: {} }],
      terminationGracePeriodSeconds: 7,
    });
  });

  it('says what the cases do not have', () => {
    const hooked = situation(
      'web',
      { 'web#1': { containers: [container('app', { preStop: { handler: 'exec' } })] } },
      {},
    );
    expect(leftOutOf(cutOf(hooked), 'podman')).toContainEqual({
      id: 'web',
      because: 'the cases have no hooks: podman kube play does without',
    });
  });
});
