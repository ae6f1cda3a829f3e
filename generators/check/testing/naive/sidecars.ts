/** Transcriptions: sidecars beside the main containers, to the end. A Pod is stopped where its containers are killed for its sake (cause pod), not one of them alone. */
import { always, type Transcription } from './transcription.ts';
import { at, isSidecarOf, isTerminating, pods, runs, sidecarsOf, someMainRuns, stopSignalled } from './words.ts';

/** What the sentences about sidecars say. */
export const sidecars = {
  'sidecar-up-while-main-runs': always(({ after }) =>
    pods(after).some((pod) => someMainRuns(after, pod) && sidecarsOf(pod).some(({ name }) => !runs(after, pod, name))),
  ),
  'main-stopped-before-sidecar-sigterm': always((step) => {
    const stop = stopSignalled(step);
    if (stop === undefined || at(step.before.kills, stop.key).cause !== 'pod') return false;
    return isSidecarOf(stop.pod, stop.container.name) && someMainRuns(step.before, stop.pod);
  }),
  'sidecars-stop-in-reverse-order': always((step) => {
    const stop = stopSignalled(step);
    if (stop === undefined || at(step.before.kills, stop.key).cause !== 'pod') return false;
    if (!isSidecarOf(stop.pod, stop.container.name)) return false;
    const names = sidecarsOf(stop.pod).map(({ name }) => name);
    return names.slice(names.indexOf(stop.container.name) + 1).some((name) => runs(step.before, stop.pod, name));
  }),
  'sidecar-prestop-after-main-exit': always(({ before, after }) =>
    pods(before).some(
      (pod) =>
        someMainRuns(before, pod) &&
        sidecarsOf(pod).some(
          ({ name }) =>
            at(after.kills, `${pod.uid}/${name}`).cause === 'pod' &&
            at(before.kills, `${pod.uid}/${name}`).stage !== 'preStop' &&
            at(after.kills, `${pod.uid}/${name}`).stage === 'preStop',
        ),
    ),
  ),
  'sidecar-up-until-main-stopped': always(({ after }) =>
    pods(after).some(
      (pod) =>
        isTerminating(after, pod) &&
        someMainRuns(after, pod) &&
        sidecarsOf(pod).some(({ name }) => !runs(after, pod, name)),
    ),
  ),
} satisfies Readonly<Record<string, Transcription>>;
