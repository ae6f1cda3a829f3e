/** What happens by itself in the hands of a tester: everything but users and faults, as programs and probes allow. */
import { cell } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import { allContainers } from '../../model/kubernetes/spec.ts';
import { containerKey, instanceOf, probeKey, type Uid } from '../../model/scenario.ts';
import { type EventDecidedBy, isFromOutside } from '../../model/traits/index.ts';
import { programIn, type TestedCluster, testerCell } from './tested-cluster.ts';

/** Is something of the pod waited for that never comes? Then, and only then, a grace period runs out. */
const isStuck = (cluster: TestedCluster, uid: Uid): boolean =>
  allContainers(instanceOf(cluster.scenario, uid).spec).some(({ name }) => {
    const key = containerKey(uid, name);
    const { stage } = cell(cluster, 'kills', key);
    const { onSigterm, preStop } = programIn(cluster, key);
    return (stage === 'stopping' && onSigterm === 'ignore') || (stage === 'preStop' && preStop === 'hangs');
  });

const succeeds = (cluster: TestedCluster, key: string): boolean => testerCell(cluster, key).succeeds ?? true;

const probeAllows = (cluster: TestedCluster, event: Event & { readonly type: `prober/${string}` }): boolean => {
  const { uid, container, probe } = event;
  const answer = succeeds(cluster, `probe/${probeKey(uid, container, probe)}`);
  if (answer === (event.type === 'prober/probeSucceeded')) return true;
  return !answer ? false : cell(cluster, 'containers', containerKey(uid, container)).state !== 'running';
};

type EventOf<T extends Event['type']> = Extract<Event, { readonly type: T }>;
type Rule<E> = (event: E, cluster: TestedCluster) => boolean;

/** What depends on programs and answers: a rule for each such event, or it does not compile. */
const rules: { readonly [T in EventDecidedBy<'program'>]: Rule<EventOf<T>> } = {
  'apiserver/stageRejected': () => false,
  'prober/probeSucceeded': (event, cluster) => probeAllows(cluster, event),
  'prober/probeFailed': (event, cluster) => probeAllows(cluster, event),
  'kubelet/imagePulled': ({ uid, container }, cluster) => succeeds(cluster, `image/${containerKey(uid, container)}`),
  'kubelet/imagePullFailed': ({ uid, container }, cluster) =>
    !succeeds(cluster, `image/${containerKey(uid, container)}`),
  'kubelet/volumesMounted': ({ uid }, cluster) => succeeds(cluster, `volumes/${uid}`),
  'kubelet/volumesFailed': ({ uid }, cluster) => !succeeds(cluster, `volumes/${uid}`),
  'kubelet/postStartCompleted': ({ uid, container }, cluster) =>
    programIn(cluster, containerKey(uid, container)).postStart === 'ends',
  'kubelet/postStartFailed': ({ uid, container }, cluster) =>
    programIn(cluster, containerKey(uid, container)).postStart === 'fails',
  'kubelet/preStopCompleted': ({ uid, container }, cluster) =>
    programIn(cluster, containerKey(uid, container)).preStop === 'ends',
  'kubelet/graceExpired': ({ uid }, cluster) => isStuck(cluster, uid),
  'process/exited': ({ uid, container, exitCode }, cluster) => {
    const key = containerKey(uid, container);
    const { signal } = cell(cluster, 'processes', key);
    return signal === 'SIGKILL' || (signal === 'SIGTERM' && programIn(cluster, key).onSigterm === exitCode);
  },
};

/** True of what happens by itself under these programs and answers. */
export const comesByItself = (cluster: TestedCluster, event: Event): boolean => {
  if (isFromOutside(event)) return false;
  const rule = (rules as Readonly<Partial<Record<Event['type'], Rule<Event>>>>)[event.type];
  return rule === undefined || rule(event, cluster);
};
