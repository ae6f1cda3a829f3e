/** Transcriptions: from the delete to the last process. */
import { also, always, type Facts, forget, remembering, type Step, type Transcription } from './transcription.ts';
import {
  at,
  containers,
  everyContainer,
  isDeleted,
  isTerminal,
  killed,
  objectOf,
  type Pod,
  pods,
  running,
  started,
  stopSignalled,
} from './words.ts';

/** The shortest effective grace period each worker has had while it terminates. */
const graces = (known: Facts, { after }: Step): Facts =>
  pods(after).reduce((facts, { uid }) => {
    const { state, grace } = at(after.workers, uid);
    return state !== 'terminating' || grace === null
      ? facts
      : also(forget(facts, `${uid} grace `), `${uid} grace ${grace}`);
  }, known);

const lastGrace = (known: Facts, uid: string): number => {
  const fact = [...known].find((one) => one.startsWith(`${uid} grace `));
  return fact === undefined ? Number.POSITIVE_INFINITY : Number(fact.slice(`${uid} grace `.length));
};

/** Containers whose present instance has been sent its stop signal. */
const signalled = (known: Facts, step: Step): Facts => {
  const start = started(step);
  const now = start === undefined ? known : forget(known, `${start.key} signalled`);
  const stop = stopSignalled(step);
  return stop === undefined ? now : also(now, `${stop.key} signalled`);
};

/** Pods that their present worker has begun to terminate. */
const terminating = (known: Facts, { before, event, after }: Step): Facts => {
  const lost = pods(before).filter(
    ({ uid }) => event.type === 'fault/kubeletRestarted' && at(before.workers, uid).node === event.node,
  );
  return also(
    lost.reduce((facts, { uid }) => forget(facts, `${uid} terminates`), known),
    ...pods(after)
      .filter(({ uid }) => ['terminating', 'terminated', 'finished'].includes(at(after.workers, uid).state))
      .map(({ uid }) => `${uid} terminates`),
  );
};

const deleted = (known: Facts, { after }: Step): Facts =>
  also(
    known,
    ...pods(after)
      .filter((pod) => isDeleted(after, pod))
      .map(({ uid }) => `${uid} deleted`),
  );

/** Pods that the API has shown as terminal, or that their present worker has terminated. */
const over = (known: Facts, { before, event, after }: Step): Facts => {
  const lost = pods(before).filter(
    ({ uid }) => event.type === 'fault/kubeletRestarted' && at(before.workers, uid).node === event.node,
  );
  return also(
    lost.reduce((facts, { uid }) => forget(facts, `${uid} is over for its worker`), known),
    ...pods(after)
      .filter((pod) => isTerminal(after, pod))
      .map(({ uid }) => `${uid} is over`),
    ...pods(after)
      .filter(({ uid }) => ['terminated', 'finished'].includes(at(after.workers, uid).state))
      .map(({ uid }) => `${uid} is over for its worker`),
  );
};

const startsAfter =
  (fact: string) =>
  (step: Step, known: Facts): boolean => {
    const start = started(step);
    return start !== undefined && known.has(`${start.pod.uid} ${fact}`);
  };

const hookBegins = ({ before, after }: Step): readonly string[] =>
  everyContainer(before)
    .map(({ key }) => key)
    .filter((key) => at(before.kills, key).stage !== 'preStop' && at(after.kills, key).stage === 'preStop');

/** Hooks that have begun in the kill that is under way and not completed. */
const hooksUnderWay = (known: Facts, step: Step): Facts => {
  const { event, after } = step;
  const begun = also(known, ...hookBegins(step).map((key) => `${key} hook`));
  const left =
    event.type === 'kubelet/preStopCompleted' ? forget(begun, `${event.uid}/${event.container} hook`) : begun;
  return everyContainer(after)
    .filter(({ key }) => at(after.kills, key).stage === 'none')
    .reduce((facts, { key }) => forget(facts, `${key} hook`), left);
};

/** Hooks that have begun for the present instance. */
const hooksBegun = (known: Facts, step: Step): Facts => {
  const start = started(step);
  const now = start === undefined ? known : forget(known, `${start.key} hook`);
  return also(now, ...hookBegins(step).map((key) => `${key} hook`));
};

const killUnderWay = (step: Step, { uid }: Pod, name: string): boolean =>
  !['none', 'done', 'failed'].includes(at(step.before.kills, `${uid}/${name}`).stage);

/** What the sentences about termination say. */
export const termination = {
  'deletion-is-irrevocable': always(({ before, after }) =>
    pods(before).some((pod) => isDeleted(before, pod) && objectOf(after, pod) !== undefined && !isDeleted(after, pod)),
  ),
  'grace-never-grows': remembering(graces, (step, known) =>
    pods(step.after).some((pod) => {
      const was = objectOf(step.before, pod)?.deletionGracePeriodSeconds ?? Number.POSITIVE_INFINITY;
      const is = objectOf(step.after, pod)?.deletionGracePeriodSeconds ?? 0;
      return (
        is > was ||
        (lastGrace(graces(new Set(), step), pod.uid) > lastGrace(known, pod.uid) &&
          lastGrace(graces(new Set(), step), pod.uid) !== Number.POSITIVE_INFINITY)
      );
    }),
  ),
  'shorter-grace-takes-effect': always((step) => {
    const { before, event, after } = step;
    if (event.type !== 'watch/kubeletSawPod') return false;
    const pod = pods(before).find(({ uid }) => uid === event.uid);
    const was = at(before.kubeletPods, event.uid).deletionGracePeriodSeconds;
    const is = at(after.kubeletPods, event.uid).deletionGracePeriodSeconds;
    if (pod === undefined || was === null || is === null || is >= was) return false;
    return running(before, pod).some(
      ({ name }) =>
        at(before.workers, pod.uid).state === 'terminating' &&
        killUnderWay(step, pod, name) &&
        !at(after.kills, `${pod.uid}/${name}`).expired,
    );
  }),
  'sigterm-before-sigkill': remembering(signalled, (step, known) =>
    killed(step).some(({ key }) => !known.has(`${key} signalled`)),
  ),
  'no-start-after-termination-begins': remembering(terminating, startsAfter('terminates')),
  'no-start-after-deletion': remembering(deleted, startsAfter('deleted')),
  'containers-stopped-before-sandbox': always((step) => {
    const { before, event } = step;
    if (event.type !== 'runtime/sandboxStopped') return false;
    return pods(before)
      .filter(({ uid }) => uid === event.uid)
      .some((pod) =>
        containers(pod).some(
          ({ name }) =>
            killUnderWay(step, pod, name) ||
            (at(before.kills, `${pod.uid}/${name}`).stage === 'none' &&
              at(before.containers, `${pod.uid}/${name}`).state === 'running'),
        ),
      );
  }),
  'prestop-before-sigterm': remembering(hooksUnderWay, (step, known) => {
    const stop = stopSignalled(step);
    return stop !== undefined && known.has(`${stop.key} hook`) && !at(step.before.kills, stop.key).expired;
  }),
  'prestop-never-skipped': always(({ before, after }) =>
    everyContainer(before).some(({ pod, container, key }) => {
      const over = ['none', 'done', 'failed'];
      const begins = over.includes(at(before.kills, key).stage) && !over.includes(at(after.kills, key).stage);
      const runs = running(before, pod).includes(container);
      return begins && runs && container.preStop !== undefined && at(after.kills, key).stage !== 'preStop';
    }),
  ),
  'prestop-runs-once': remembering(hooksBegun, (step, known) =>
    hookBegins(step).some((key) => known.has(`${key} hook`)),
  ),
  'terminal-phase-means-nothing-runs': always(({ after }) =>
    pods(after).some((pod) => isTerminal(after, pod) && running(after, pod).length > 0),
  ),
  'sandbox-stopped-before-terminal-phase': always(({ before, after }) =>
    pods(before).some((pod) => {
      const { state, podIP } = at(before.sandboxes, pod.uid);
      const holds = Object.values(before.addresses).some(({ uid }) => uid === pod.uid);
      return (
        objectOf(before, pod) !== undefined &&
        !isTerminal(before, pod) &&
        isTerminal(after, pod) &&
        (!['none', 'stopped'].includes(state) || podIP !== '' || holds)
      );
    }),
  ),
  'terminated-pod-never-restarts': remembering(
    over,
    (step, known) => startsAfter('is over')(step, known) || startsAfter('is over for its worker')(step, known),
  ),
} satisfies Readonly<Record<string, Transcription>>;
