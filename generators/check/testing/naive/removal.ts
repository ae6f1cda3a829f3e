/** Transcriptions: how the object goes, and what is left of it. */
import { also, always, type Facts, remembering, type Step, type Transcription } from './transcription.ts';
import { at, isTerminal, objectOf, podOf, pods, removedBy, running } from './words.ts';

/** Pods that were deleted while they had no node. */
const deletedUnscheduled = (known: Facts, { before, event }: Step): Facts => {
  if (event.type !== 'user/podDeleted' && event.type !== 'user/podForceDeleted') return known;
  const { uid, nodeName } = at(before.pods, event.pod);
  return nodeName === '' ? also(known, `${uid} deleted without a node`) : known;
};

/** What the sentences about removal say. */
export const removal = {
  'terminal-phase-before-removal': always((step) =>
    removedBy(step).some((pod) => at(step.before.pods, pod.name).nodeName !== '' && !isTerminal(step.before, pod)),
  ),
  'removed-only-after-containers-stopped': always((step) =>
    removedBy(step).some((pod) => running(step.before, pod).length > 0),
  ),
  'removed-means-cleaned-up': always((step) =>
    removedBy(step).some(({ uid }) => at(step.before.volumes, uid).mounted || at(step.before.cgroups, uid).exists),
  ),
  'final-delete-comes-last': always(({ before, event }) => {
    if (event.type !== 'kubelet/podFinallyDeleted') return false;
    const pod = podOf(before, event.uid);
    return (
      (objectOf(before, pod) !== undefined && !isTerminal(before, pod)) ||
      at(before.volumes, event.uid).mounted ||
      at(before.cgroups, event.uid).exists
    );
  }),
  'final-delete-hits-the-right-pod': always((step) => {
    const { event } = step;
    return event.type === 'kubelet/podFinallyDeleted' && removedBy(step).some(({ uid }) => uid !== event.uid);
  }),
  'unscheduled-pod-is-deleted-at-once': remembering(deletedUnscheduled, (step, known) => {
    const { before, event, after } = step;
    if (event.type === 'user/podDeleted' || event.type === 'user/podForceDeleted') {
      const { uid, nodeName } = at(before.pods, event.pod);
      const now = at(after.pods, event.pod);
      if (nodeName === '' && now.uid === uid && now.deletionGracePeriodSeconds !== 0) return true;
    }
    return pods(before).some(
      (pod) =>
        known.has(`${pod.uid} deleted without a node`) &&
        objectOf(before, pod)?.nodeName === '' &&
        (objectOf(after, pod)?.nodeName ?? '') !== '',
    );
  }),
  'one-running-pod-per-name': always(({ after }) => {
    const names = pods(after)
      .filter((pod) => running(after, pod).length > 0)
      .map(({ name }) => name);
    return new Set(names).size < names.length;
  }),
} satisfies Readonly<Record<string, Transcription>>;
