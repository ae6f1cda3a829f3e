/** Claims and volumes over a pod's life, run through the whole model. */
import { describe, expect, it } from 'vitest';
import { type Cluster, cell } from '../../cluster.ts';
import type { Event } from '../../event.ts';
import { initialCluster } from '../../initial.ts';
import type { ClaimSpec, PodSpec } from '../../kubernetes/spec.ts';
import { offered, play, runUntil } from '../../testing/play.ts';
import { container, podSpec, scenario } from '../../testing/scenario.ts';

const start = (claim: Partial<ClaimSpec> = {}, pod: Partial<PodSpec> = {}): Cluster =>
  initialCluster(
    scenario({
      instances: {
        'web#1': {
          name: 'web',
          spec: podSpec({
            containers: [container('app', { volumeMounts: ['data'] })],
            volumes: [{ kind: 'persistentVolumeClaim', name: 'data', claim: 'data' }],
            ...pod,
          }),
        },
      },
      claims: {
        data: {
          accessModes: ['ReadWriteOnce'],
          volumeBindingMode: 'WaitForFirstConsumer',
          reclaimPolicy: 'Delete',
          bound: false,
          ...claim,
        },
      },
      user: { delete: 1, 'delete-claim': 1 },
    }),
  );

const byUser: readonly Event['type'][] = ['user/podDeleted', 'user/claimDeleted'];
const removed = 'persistentvolume/claimRemoved';
const mounted = (now: Cluster): boolean => cell(now, 'volumes', 'web#1').mounted;
const running = (now: Cluster): boolean => cell(now, 'containers', 'web#1/app').state === 'running';
const gone = (now: Cluster): boolean => cell(now, 'pods', 'web').uid === '';
const claim = (now: Cluster) => cell(now, 'claims', 'data');

describe('a claim and its pod', () => {
  it('a late-binding claim is bound before the pod is, attached before it is mounted, mounted before anything starts (C52, C89, C91)', () => {
    const bound = runUntil(start(), (now) => claim(now).phase === 'Bound', byUser);
    expect(cell(bound, 'pods', 'web').nodeName).toBe('');
    const attached = runUntil(bound, (now) => cell(now, 'volumes', 'web#1').attached, byUser);
    expect(cell(attached, 'pods', 'web').nodeName).toBe('n1');
    expect(mounted(attached)).toBe(false);
    const ready = runUntil(attached, mounted, byUser);
    expect(cell(ready, 'sandboxes', 'web#1').state).toBe('none');
    expect(running(runUntil(ready, running, byUser))).toBe(true);
  });

  it('a pod created with a nodeName waits for ever for a late-binding claim that nobody binds (C52)', () => {
    const step = (now: Cluster): Cluster | undefined => {
      try {
        return runUntil(now, mounted, byUser);
      } catch {
        return undefined;
      }
    };
    expect(step(start({}, { nodeName: 'n1' }))).toBeUndefined();
    expect(step(start({ volumeBindingMode: 'Immediate' }, { nodeName: 'n1' }))).toBeDefined();
  });

  it('a claim deleted under a running pod goes only after the pod, and its volume only after the detach', () => {
    const deleting = play(runUntil(start(), running, byUser), 'user/claimDeleted');
    expect(offered(deleting, removed)).toEqual([]);
    const finalDelete = runUntil(play(deleting, 'user/podDeleted'), gone, [removed]);
    const released = play(finalDelete, removed);
    expect(claim(released)).toEqual({ phase: 'Deleted', deleting: false, volume: 'Released' });
    const volumeGone = runUntil(released, (now) => claim(now).volume === 'Deleted');
    expect(cell(volumeGone, 'volumes', 'web#1')).toEqual({ attached: false, mounted: false });
  });

  it('a completed pod keeps a deleted claim until somebody deletes the pod', () => {
    const once = start({}, { restartPolicy: 'Never' });
    const done = runUntil(once, (now) => cell(now, 'statuses', 'web').phase === 'Succeeded', byUser);
    const deleting = play(done, 'user/claimDeleted');
    expect(offered(deleting, removed)).toEqual([]);
    expect(offered(runUntil(play(deleting, 'user/podDeleted'), gone), removed)).toHaveLength(1);
  });
});
