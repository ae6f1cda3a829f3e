/** Transcriptions: what a kubelet takes in, turns away and probes. */
import type { Cluster } from '../../../../model/cluster.ts';
import type { Probe } from '../../../../model/kubernetes/spec.ts';
import { also, always, type Facts, forget, remembering, type Step, type Transcription } from './transcription.ts';
import {
  at,
  containerIn,
  created,
  everyContainer,
  isTerminal,
  objectOf,
  podOf,
  pods,
  running,
  started,
} from './words.ts';

const setsUp = [
  'kubelet/volumesMounted',
  'kubelet/imagePulled',
  'cni/networkAdded',
  'runtime/sandboxReady',
  'runtime/containerCreated',
  'runtime/containerStarted',
] as const;

/** Pods a kubelet has seen bound to its own node. */
const own = (known: Facts, { after }: Step): Facts =>
  also(
    known,
    ...pods(after)
      .filter(({ uid }) => at(after.kubeletPods, uid).state === 'seen')
      .flatMap((pod) => {
        const stored = objectOf(after, pod);
        return stored === undefined || stored.nodeName === '' ? [] : [`${pod.uid} is on ${stored.nodeName}`];
      }),
  );

const admitted = (known: Facts, { event }: Step): Facts =>
  event.type === 'kubelet/podAdmitted' ? also(known, `${event.uid} admitted`) : known;

const rejected = (known: Facts, { event }: Step): Facts =>
  event.type === 'kubelet/podRejected' ? also(known, `${event.uid} rejected`) : known;

/** Containers of a kubelet that restarts by this step and does not take over that their startup probe has succeeded. */
const lostOn = ({ before, event, after }: Step): readonly string[] =>
  event.type !== 'fault/kubeletRestarted'
    ? []
    : everyContainer(before)
        .filter(({ pod }) => at(before.workers, pod.uid).node === event.node)
        .filter(
          ({ container, key }) =>
            container.startupProbe !== undefined && at(after.probes, `${key}/startup`).result !== 'Success',
        )
        .map(({ key }) => key);

/** Containers whose present instance has passed its startup probe under the present kubelet. (From 1.35 on a new one takes over what it knew.) */
const startedUp = (known: Facts, step: Step): Facts => {
  const { event } = step;
  const start = started(step);
  if (start !== undefined) return forget(known, `${start.key} is up`);
  if (event.type === 'fault/kubeletRestarted')
    return lostOn(step).reduce((facts, key) => forget(facts, `${key} is up`), known);
  if (event.type === 'prober/probeSucceeded' && event.probe === 'startup')
    return also(known, `${event.uid}/${event.container} is up`);
  return known;
};

/** Containers whose present instance has served. */
const served = (known: Facts, step: Step): Facts => {
  const start = started(step);
  return also(
    start === undefined ? known : forget(known, `${start.key} has served`),
    ...everyContainer(step.after)
      .filter(({ key }) => at(step.after.containers, key).state === 'running' && at(step.after.processes, key).serving)
      .map(({ key }) => `${key} has served`),
  );
};

/** Where the deletion of a Pod cancels its exec probes. */
const execProbesEnd = ({ scenario }: Cluster, { handler }: Probe): boolean =>
  handler === 'exec' && !scenario.switches.execProbesSurviveTermination;

/** Where probes hang on the first sync: has the kubelet heard of the deletion before it saw any container started, with an exec probe to lose? */
const endsFirstSync = (after: Cluster, pod: ReturnType<typeof pods>[number]): boolean =>
  after.scenario.switches.execProbesHangOnFirstSync &&
  at(after.kubeletPods, pod.uid).deletionGracePeriodSeconds !== null &&
  at(after.workers, pod.uid).state === 'sync' &&
  Object.values(at(after.cachedStatuses, pod.uid).containers).every(({ state }) => state === 'waiting') &&
  running(after, pod).some(({ readinessProbe }) => readinessProbe?.handler === 'exec');

/** What the sentences about the kubelet say. */
export const kubelet = {
  'kubelet-starts-only-its-own-pods': remembering(own, (step, known) => {
    const { event } = step;
    if (event.type === 'kubelet/podAdmitted') return !known.has(`${event.uid} is on ${event.node}`);
    const start = started(step);
    return start !== undefined && !known.has(`${start.pod.uid} is on ${at(step.before.workers, start.pod.uid).node}`);
  }),
  'kubelet-admission-before-setup': remembering(
    admitted,
    ({ event }, known) =>
      (setsUp as readonly string[]).includes(event.type) && 'uid' in event && !known.has(`${event.uid} admitted`),
  ),
  'rejected-pod-never-starts': remembering(rejected, (step, known) => {
    const { before, event } = step;
    if (event.type === 'fault/kubeletRestarted')
      return pods(before).some(
        (pod) =>
          known.has(`${pod.uid} rejected`) &&
          objectOf(before, pod)?.nodeName === event.node &&
          !isTerminal(before, pod),
      );
    const now = started(step) ?? created(step);
    return now !== undefined && known.has(`${now.pod.uid} rejected`);
  }),
  'running-pod-is-not-rejected': always(
    ({ before, event }) => event.type === 'kubelet/podRejected' && running(before, podOf(before, event.uid)).length > 0,
  ),
  'probes-only-after-started': remembering(startedUp, (step, known) => {
    const { event } = step;
    const probed = containerIn(step, 'prober/probeSucceeded', 'prober/probeFailed');
    if (probed === undefined || !('probe' in event) || event.probe === 'startup') return false;
    return (
      probed.container.startupProbe !== undefined &&
      !known.has(`${probed.key} is up`) &&
      at(step.before.probes, `${probed.key}/startup`).result !== 'Success'
    );
  }),
  'no-probe-kill-while-terminating': always(({ before, after }) =>
    pods(before).some(
      (pod) =>
        at(before.workers, pod.uid).state === 'terminating' &&
        pod.spec.containers.concat(pod.spec.initContainers).some(({ name }) => {
          const [was, is] = [at(before.kills, `${pod.uid}/${name}`), at(after.kills, `${pod.uid}/${name}`)];
          return was.cause !== is.cause && (is.cause === 'liveness' || is.cause === 'startup');
        }),
    ),
  ),
  'readiness-probed-until-stopped': always(
    ({ after }) =>
      pods(after).some(
        (pod) =>
          at(after.workers, pod.uid).state === 'terminating' &&
          at(after.workers, pod.uid).cause === 'deleted' &&
          running(after, pod).some(
            ({ name, readinessProbe }) =>
              readinessProbe !== undefined &&
              (!at(after.probes, `${pod.uid}/${name}/readiness`).worker || execProbesEnd(after, readinessProbe)),
          ),
      ) || pods(after).some((pod) => endsFirstSync(after, pod)),
  ),
  'slow-starter-is-not-killed': remembering(served, (step, known) => {
    const signalled = containerIn(step, 'runtime/sigtermSent', 'runtime/sigkillSent');
    if (signalled === undefined || known.has(`${signalled.key} has served`)) return false;
    return ['startup', 'liveness'].includes(at(step.before.kills, signalled.key).cause);
  }),
} satisfies Readonly<Record<string, Transcription>>;
