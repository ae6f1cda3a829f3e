/** Transcriptions: what comes in the end. */
import type { Cluster } from '../../../../model/cluster.ts';
import type { Container } from '../../../../model/kubernetes/spec.ts';
import type { Transcription } from './transcription.ts';
import { at, isDeleted, isMain, isTerminal, objectOf, type Pod, podOf, pods, runs, sidecarsOf } from './words.ts';

/** Nobody ends this Pod, its sidecars and main containers run, no hook is under way, and its main containers answer. */
const isUpAndAnswers = (cluster: Cluster, pod: Pod): boolean =>
  objectOf(cluster, pod) !== undefined &&
  !isDeleted(cluster, pod) &&
  at(cluster.workers, pod.uid).state === 'sync' &&
  at(cluster.workers, pod.uid).step !== 'postStart' &&
  [...sidecarsOf(pod), ...pod.spec.containers].every(({ name, startupProbe, readinessProbe }) => {
    const answers = (kind: string) => at(cluster.probes, `${pod.uid}/${name}/${kind}`).result === 'Success';
    return (
      runs(cluster, pod, name) &&
      (startupProbe === undefined || answers('startup')) &&
      (readinessProbe === undefined || !isMain(pod, name) || answers('readiness'))
    );
  });

/** Somebody else than its main containers had to make it ready, and the deadline came first. */
const endedWaiting = (cluster: Cluster, pod: Pod): boolean =>
  at(cluster.cachedStatuses, pod.uid).reason === 'DeadlineExceeded' &&
  (pod.spec.readinessGates.length > 0 || sidecarsOf(pod).some(({ readinessProbe }) => readinessProbe !== undefined));

/** It has exited, and no rule and no policy starts it again. */
const isDone = ({ containers, scenario }: Cluster, { uid, spec }: Pod, main: Container): boolean => {
  const { state, exitCode } = at(containers, `${uid}/${main.name}`);
  if (state !== 'exited') return false;
  const own = scenario.featureGates['ContainerRestartRules'] === true ? main : undefined;
  const rule =
    own?.restartPolicy === undefined
      ? undefined
      : own.restartPolicyRules.find(({ operator, values }) => values.includes(exitCode) === (operator === 'In'));
  if (rule?.action === 'Restart') return false;
  if (rule !== undefined && scenario.featureGates['RestartAllContainersOnContainerExits'] === true) return false;
  const policy = own?.restartPolicy ?? spec.restartPolicy;
  return policy === 'Never' || (policy === 'OnFailure' && exitCode === 0);
};

const someMainIsDone = (cluster: Cluster, pod: Pod): boolean =>
  pod.spec.containers.some((main) => isDone(cluster, pod, main));

/** What the sentences about progress say. */
export const progress = {
  'pod-is-eventually-bound': {
    kind: 'eventually',
    subjects: (cluster) => pods(cluster).map(({ uid }) => uid),
    from: (cluster, uid) => objectOf(cluster, podOf(cluster, uid)) !== undefined,
    to: (cluster, uid) => objectOf(cluster, podOf(cluster, uid))?.nodeName !== '',
  },
  'main-containers-eventually-start': {
    kind: 'eventually',
    subjects: (cluster) =>
      pods(cluster).flatMap(({ uid, spec }) => spec.containers.map(({ name }) => `${uid}/${name}`)),
    from: (cluster, key) => at(cluster.workers, key.split('/')[0] ?? '').state === 'sync',
    to: (cluster, key) => {
      const pod = podOf(cluster, key.split('/')[0] ?? '');
      const { state, restarted } = at(cluster.containers, key);
      return (
        state === 'running' ||
        state === 'exited' ||
        restarted ||
        objectOf(cluster, pod) === undefined ||
        isDeleted(cluster, pod) ||
        at(cluster.statuses, pod.name).phase === 'Failed'
      );
    },
  },
  'pod-becomes-ready': {
    kind: 'eventually',
    subjects: (cluster) => pods(cluster).map(({ uid }) => uid),
    from: (cluster, uid) => isUpAndAnswers(cluster, podOf(cluster, uid)),
    to: (cluster, uid) =>
      at(cluster.statuses, podOf(cluster, uid).name).ready ||
      (!isUpAndAnswers(cluster, podOf(cluster, uid)) && !endedWaiting(cluster, podOf(cluster, uid))),
  },
  'finished-pod-ends': {
    kind: 'eventually',
    subjects: (cluster) => pods(cluster).map(({ uid }) => uid),
    from: (cluster, uid) =>
      objectOf(cluster, podOf(cluster, uid)) !== undefined && someMainIsDone(cluster, podOf(cluster, uid)),
    // One that is started again had not finished for good.
    to: (cluster, uid) =>
      objectOf(cluster, podOf(cluster, uid)) === undefined ||
      isTerminal(cluster, podOf(cluster, uid)) ||
      !someMainIsDone(cluster, podOf(cluster, uid)),
  },
  'deleted-pod-disappears': {
    kind: 'eventually',
    subjects: (cluster) => pods(cluster).map(({ uid }) => uid),
    from: (cluster, uid) => isDeleted(cluster, podOf(cluster, uid)),
    to: (cluster, uid) => objectOf(cluster, podOf(cluster, uid)) === undefined,
  },
} satisfies Readonly<Record<string, Transcription>>;
