/** Transcriptions: what is started again, and when. */
import type { Container, PodSpec, RestartRule } from '../../../../model/kubernetes/spec.ts';
import { also, type Facts, forget, remembering, type Step, type Transcription } from './transcription.ts';
import { at, created, everyContainer, exited, isSidecarOf, newSandboxes, type Pod, podOf, started } from './words.ts';

const ruleFor = ({ restartPolicyRules }: Container, exitCode: number): RestartRule | undefined =>
  restartPolicyRules.find(({ operator, values }) => values.includes(exitCode) === (operator === 'In'));

const byPolicy = (policy: PodSpec['restartPolicy'], exitCode: number): boolean =>
  policy === 'Always' || (policy === 'OnFailure' && exitCode !== 0);

/** Whether this container may be started again after this exit. A plain init container that has failed is tried again unless the policy is Never. */
const mayRestart = (pod: Pod, container: Container, exitCode: number): boolean => {
  if (ruleFor(container, exitCode) !== undefined) return true;
  const isInit = pod.spec.initContainers.includes(container) && !isSidecarOf(pod, container.name);
  const policy = container.restartPolicy ?? pod.spec.restartPolicy;
  return isInit ? exitCode !== 0 && policy !== 'Never' : byPolicy(policy, exitCode);
};

/** Containers that some rule wants restarted, all of them together. */
const allRestart = (step: Step, pod: Pod): boolean =>
  everyContainer(step.before)
    .filter((one) => one.pod.uid === pod.uid && at(step.before.containers, one.key).state === 'exited')
    .some(
      ({ container, key }) =>
        ruleFor(container, at(step.before.containers, key).exitCode)?.action === 'RestartAllContainers',
    );

/** What the present pass has found: containers that had exited, each with its code. */
const found = (known: Facts, step: Step): Facts => {
  const { before, event } = step;
  const kept = newSandboxes(step).reduce((facts, { uid }) => forget(facts, `${uid}/`), known);
  if (event.type !== 'kubelet/syncStarted') return kept;
  const pod = podOf(before, event.uid);
  const all = allRestart(step, pod);
  return everyContainer(before)
    .filter((one) => one.pod.uid === event.uid && at(before.containers, one.key).state === 'exited')
    .filter(() => !all)
    .reduce(
      (facts, { key }) => also(facts, `${key} exited ${at(before.containers, key).exitCode}`),
      forget(kept, `${event.uid}/`),
    );
};

/** `<key> again`: a later instance has run; `<key> waits`: and has exited, and nobody has said since that the back-off is over. */
const backingOff = (known: Facts, step: Step): Facts => {
  const { before, event } = step;
  // A restarted kubelet knows of no restarts.
  if (event.type === 'fault/kubeletRestarted')
    return everyContainer(before)
      .filter(({ pod }) => at(before.workers, pod.uid).node === event.node)
      .reduce((facts, { key }) => forget(forget(facts, `${key} again`), `${key} waits`), known);
  // A new sandbox has no exit of an init container or sidecar to wait after.
  const made = newSandboxes(step);
  if (made.length > 0)
    return everyContainer(before)
      .filter(
        ({ pod, container }) => made.some(({ uid }) => uid === pod.uid) && pod.spec.initContainers.includes(container),
      )
      .reduce((facts, { key }) => forget(forget(facts, `${key} ran`), `${key} waits`), known);
  const start = started(step);
  if (start !== undefined)
    return also(
      forget(known, `${start.key} waits`),
      known.has(`${start.key} ran`) ? `${start.key} again` : `${start.key} ran`,
    );
  if (event.type === 'kubelet/backOffExpired')
    return forget(forget(known, `${event.uid}/${event.container} waits`), `${event.uid}/${event.container} again`);
  if (event.type === 'kubelet/terminationStarted')
    return [...known]
      .filter((fact) => fact.startsWith(`${event.uid}/`))
      .reduce((facts, fact) => forget(facts, fact), known);
  return exited(step)
    .filter(({ pod, container, key, exitCode }) => {
      const alive = at(before.workers, pod.uid).state === 'sync';
      return (
        alive && known.has(`${key} again`) && (mayRestart(pod, container, exitCode) || isSidecarOf(pod, container.name))
      );
    })
    .reduce((facts, { key }) => also(facts, `${key} waits`), known);
};

/** What the sentences about restarts say. */
export const restarts = {
  'restart-only-if-policy-allows': remembering(found, (step, known) => {
    const start = started(step);
    if (start === undefined) return false;
    const { pod, container, key } = start;
    return [...known]
      .filter((fact) => fact.startsWith(`${key} exited `))
      .some((fact) => !mayRestart(pod, container, Number(fact.slice(`${key} exited `.length))));
  }),
  'crash-back-off-respected': remembering(backingOff, (step, known) => {
    const { before, event } = step;
    if (event.type === 'fault/kubeletRestarted')
      return everyContainer(before).some(
        ({ pod, key }) => at(before.workers, pod.uid).node === event.node && known.has(`${key} waits`),
      );
    const now = created(step);
    return now !== undefined && known.has(`${now.key} waits`);
  }),
} satisfies Readonly<Record<string, Transcription>>;
