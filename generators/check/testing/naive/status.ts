/** Transcriptions: what the kubelet computes and the API shows. */
import { also, always, type Facts, forget, remembering, type Step, type Transcription } from './transcription.ts';
import { at, containerIn, exited, isTerminal, objectOf, podOf, pods, running, runs, started } from './words.ts';

/** Containers whose present instance has passed its readiness probe. */
const passedReadiness = (known: Facts, step: Step): Facts => {
  const { event } = step;
  const start = started(step);
  if (start !== undefined) return forget(known, `${start.key} passed`);
  if (event.type === 'prober/probeSucceeded' && event.probe === 'readiness')
    return also(known, `${event.uid}/${event.container} passed`);
  return known;
};

/** Containers that were started once, or would have been, had the runtime not failed. */
const startedOnce = (known: Facts, step: Step): Facts => {
  const start = containerIn(step, 'runtime/containerStarted', 'runtime/containerStartFailed');
  return start === undefined ? known : also(known, `${start.key} started`);
};

/** Pods the API has shown as Running. */
const ranInApi = (known: Facts, { after }: Step): Facts =>
  also(
    known,
    ...pods(after)
      .filter((pod) => objectOf(after, pod) !== undefined && at(after.statuses, pod.name).phase === 'Running')
      .map(({ uid }) => `${uid} ran`),
  );

/** How each container has last exited. */
const lastExits = (known: Facts, step: Step): Facts =>
  exited(step).reduce(
    (facts, { key, exitCode }) => also(forget(facts, `${key} exited `), `${key} exited ${exitCode}`),
    known,
  );

/** Pods that were Ready in the API when their kubelet restarted, and nothing has happened since that may end it. */
const readyOverRestart = (known: Facts, step: Step): Facts => {
  const { before, event, after } = step;
  if (event.type === 'fault/kubeletRestarted')
    return also(
      known,
      ...pods(before)
        .filter((pod) => objectOf(before, pod)?.nodeName === event.node && at(before.statuses, pod.name).ready)
        .map(({ uid }) => `${uid} stays ready`),
    );
  const ended = pods(after)
    .filter(
      (pod) =>
        objectOf(after, pod) === undefined ||
        pod.spec.containers
          .concat(pod.spec.initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always'))
          .some(({ name }) => !runs(after, pod, name)) ||
        (event.type === 'user/readinessGateSet' && event.pod === pod.name) ||
        (event.type === 'prober/probeFailed' && event.uid === pod.uid),
    )
    .map(({ uid }) => uid);
  return ended.reduce((facts, uid) => forget(facts, `${uid} stays ready`), known);
};

/** What the sentences about status say. */
export const status = {
  'ready-means-every-container-ready': remembering(passedReadiness, (step, known) => {
    const { before, after } = step;
    const now = passedReadiness(known, step);
    return pods(before).some(
      ({ uid, spec }) =>
        !at(before.cachedStatuses, uid).ready &&
        at(after.cachedStatuses, uid).ready &&
        spec.containers.some(
          ({ name, readinessProbe }) => readinessProbe !== undefined && !now.has(`${uid}/${name} passed`),
        ),
    );
  }),
  'readiness-survives-kubelet-restart': remembering(readyOverRestart, (step, known) => {
    const then = readyOverRestart(known, step);
    return pods(step.after).some(
      (pod) => then.has(`${pod.uid} stays ready`) && !at(step.after.statuses, pod.name).ready,
    );
  }),
  'ready-in-api-means-running-now': always(({ after }) =>
    pods(after).some(
      (pod) =>
        objectOf(after, pod) !== undefined &&
        at(after.statuses, pod.name).ready &&
        pod.spec.containers.some(({ name }) => !runs(after, pod, name)),
    ),
  ),
  'terminal-phase-is-final': always(({ before, after }) =>
    pods(before).some(
      (pod) =>
        isTerminal(before, pod) &&
        objectOf(after, pod) !== undefined &&
        at(after.statuses, pod.name).phase !== at(before.statuses, pod.name).phase,
    ),
  ),
  'running-never-returns-to-pending': remembering(ranInApi, ({ after }, known) =>
    pods(after).some(
      (pod) =>
        objectOf(after, pod) !== undefined &&
        at(after.statuses, pod.name).phase === 'Pending' &&
        known.has(`${pod.uid} ran`),
    ),
  ),
  'running-means-every-main-has-started': remembering(startedOnce, ({ before, after }, known) =>
    pods(before).some(
      ({ uid, spec }) =>
        at(before.cachedStatuses, uid).phase !== 'Running' &&
        at(after.cachedStatuses, uid).phase === 'Running' &&
        spec.containers.some(({ name }) => !known.has(`${uid}/${name} started`)),
    ),
  ),
  'succeeded-iff-every-main-exits-zero': remembering(lastExits, (step, known) => {
    const { after } = step;
    const now = lastExits(known, step);
    return pods(after).some((pod) => {
      const over = ['terminated', 'finished'].includes(at(after.workers, pod.uid).state);
      if (!over || !isTerminal(after, pod) || running(after, pod).length > 0) return false;
      const allZero = pod.spec.containers.every(({ name }) => now.has(`${pod.uid}/${name} exited 0`));
      return (at(after.statuses, pod.name).phase === 'Succeeded') !== allZero;
    });
  }),
  'status-reaches-the-right-pod': always(({ before, event }) => {
    return event.type === 'kubelet/statusPatched' && objectOf(before, podOf(before, event.uid)) === undefined;
  }),
} satisfies Readonly<Record<string, Transcription>>;
