/** Mistakes about the life of a sandbox: when it dies, and when it is stopped. */
import { type Cluster, cell, patch } from '../../model/cluster.ts';
import { beginPass, passDue } from '../../model/components/kubelet/sync/pass.ts';
import { startFirstOf } from '../../model/components/kubelet/sync/starting.ts';
import type { Event } from '../../model/event.ts';
import { plainInitContainers } from '../../model/kubernetes/spec.ts';
import { containerKey, instanceOf, type Uid } from '../../model/scenario.ts';
import type { Mutation } from './mutation.ts';
import { andThen } from './ways.ts';

const specOf = (cluster: Cluster, uid: Uid) => instanceOf(cluster.scenario, uid).spec;

const isDead = (cluster: Cluster, uid: Uid): boolean => cell(cluster, 'sandboxes', uid).state === 'notReady';
const asReady = (cluster: Cluster, uid: Uid): Cluster => patch(cluster, 'sandboxes', uid, { state: 'ready' });
const asDead = (cluster: Cluster, uid: Uid): Cluster => patch(cluster, 'sandboxes', uid, { state: 'notReady' });

/** What happens to a pod in a dead sandbox as if it lived. */
const unnoticed = (cluster: Cluster, event: Event): readonly Event[] => {
  if (event.type === 'kubelet/syncStarted' && isDead(cluster, event.uid))
    return passDue(asReady(cluster, event.uid), event.uid) ? [event] : [];
  if (event.type !== 'runtime/containerStartFailed' || !isDead(cluster, event.uid)) return [event];
  const { uid, container } = event;
  return [{ type: 'runtime/containerStarted', uid, container }];
};

const sandboxDeathUnnoticed: Mutation = {
  id: 'sandbox-death-unnoticed',
  mistake: 'Nobody watches the sandbox: when it dies the containers go on without it, and no new one is made.',
  enabled: (_actor, cluster, events) => events.flatMap((event) => unnoticed(cluster, event)),
  reduce: (before, event, after) => {
    return event.type === 'kubelet/syncStarted' && isDead(before, event.uid)
      ? asDead(beginPass(asReady(before, event.uid), event.uid), event.uid)
      : after;
  },
};

const newSandboxSkipsInit: Mutation = {
  id: 'new-sandbox-skips-init',
  mistake: 'A sandbox that died is made again and the Pod goes on where it was, without its init containers.',
  reduce: andThen(['runtime/sandboxReady'], (after, { uid }, before) => {
    const { initialized } = cell(before, 'cachedStatuses', uid);
    const again = cell(after, 'sandboxes', uid).again && initialized;
    return again
      ? startFirstOf(
          after,
          uid,
          specOf(after, uid).containers.map(({ name }) => name),
        )
      : after;
  }),
};

const failedForGood = (cluster: Cluster, uid: Uid): boolean =>
  plainInitContainers(specOf(cluster, uid)).some(({ name }) => {
    const { state, exitCode } = cell(cluster, 'containers', containerKey(uid, name));
    return state === 'exited' && exitCode !== 0;
  });

const failedInitKeepsSandbox: Mutation = {
  id: 'failed-init-keeps-sandbox',
  mistake:
    'A Pod is taken down when its main containers have exited: one whose init container failed keeps its sandbox.',
  enabled: (_actor, cluster, events) =>
    events.filter(
      (event) =>
        event.type !== 'kubelet/terminationStarted' ||
        event.cause !== 'completed' ||
        !failedForGood(cluster, event.uid),
    ),
};

/** Mistakes about the life of a sandbox. */
export const sandboxMutations: readonly Mutation[] = [
  sandboxDeathUnnoticed,
  newSandboxSkipsInit,
  failedInitKeepsSandbox,
];
