/** Transcriptions: sentences that count seconds, over histories with a clock. */
import type { Cluster } from '../../../../model/cluster.ts';
import { addresses, reachable } from './endpoints.ts';
import { also, always, type Facts, forget, remembering, type Step, type Transcription } from './transcription.ts';
import { at, everyContainer, isTerminating, killed, objectOf, type Pod, podOf, pods, running } from './words.ts';

const second = 1000;

const now = ({ at: moment }: Step): number => moment ?? 0;

/** The number behind the fact that begins so. */
const number = (known: Facts, beginning: string): number | undefined => {
  const fact = [...known].find((one) => one.startsWith(beginning));
  return fact === undefined ? undefined : Number(fact.slice(beginning.length));
};

/** A promise that the processes of a Pod are gone by a moment: broken as soon as time passes it while one of them runs. */
const goneBy = (begins: (step: Step) => { readonly pod: Pod; readonly by: number } | undefined): Transcription =>
  remembering(
    (known, step) => {
      const deadline = begins(step);
      if (deadline === undefined || number(known, `${deadline.pod.uid} gone by `) !== undefined) return known;
      return also(known, `${deadline.pod.uid} gone by ${deadline.by}`);
    },
    (step, known) =>
      pods(step.before).some((pod) => {
        const by = number(known, `${pod.uid} gone by `);
        return by !== undefined && now(step) > by && running(step.before, pod).length > 0;
      }),
  );

const alive = (cluster: Cluster, pod: Pod): boolean => running(cluster, pod).length > 0;

const firstKillCall = (step: Step) => {
  const { event, after } = step;
  if (event.type !== 'kubelet/terminationStarted') return undefined;
  const pod = podOf(after, event.uid);
  const { grace } = at(after.workers, pod.uid);
  return grace === null || !alive(after, pod) ? undefined : { pod, by: now(step) + (grace + 3) * second };
};

const graceStored = (cluster: Cluster, pod: Pod): number | undefined =>
  objectOf(cluster, pod)?.deletionGracePeriodSeconds ?? undefined;

const deletion = (step: Step) => {
  const { event, before, after } = step;
  if (event.type !== 'user/podDeleted') return undefined;
  const pod = pods(after).find((one) => one.name === event.pod && objectOf(after, one) !== undefined);
  if (pod === undefined || graceStored(before, pod) !== undefined || !alive(after, pod)) return undefined;
  return { pod, by: now(step) + ((graceStored(after, pod) ?? 0) + 3) * second };
};

const shortening = (step: Step) => {
  const { event, before, after } = step;
  if (event.type !== 'user/podDeleted') return undefined;
  const pod = pods(after).find((one) => one.name === event.pod && objectOf(after, one) !== undefined);
  if (pod === undefined || !isTerminating(before, pod) || !alive(after, pod)) return undefined;
  const [was, is, given] = [graceStored(before, pod), graceStored(after, pod), at(before.workers, pod.uid).grace];
  if (was === undefined || is === undefined || given === null || is >= given) return undefined;
  return { pod, by: now(step) + (is + 2) * second };
};

/** When each kill that is under way was begun, and how long it was given. */
const killsBegun = (known: Facts, step: Step): Facts => {
  const { before, after } = step;
  const ended = everyContainer(after)
    .filter(({ key }) => at(after.kills, key).stage === 'none')
    .reduce((facts, { key }) => forget(facts, `${key} kill`), known);
  return everyContainer(after)
    .filter(({ key }) => at(before.kills, key).stage === 'none' && at(after.kills, key).stage !== 'none')
    .reduce((facts, { pod, container, key }) => {
      const { cause } = at(after.kills, key);
      const probe =
        cause === 'liveness' ? container.livenessProbe : cause === 'startup' ? container.startupProbe : undefined;
      const whole = cause === 'pod' ? at(after.workers, pod.uid).grace : undefined;
      const grace = whole ?? probe?.terminationGracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds;
      return also(facts, `${key} kill lasts to ${now(step) + grace * second}`);
    }, ended);
};

const accepts = (cluster: Cluster, pod: Pod): boolean => {
  const mains = pod.spec.containers.map(({ name }) => name);
  const names = Object.values(cluster.scenario.services)
    .filter((service) => service.unproxied === undefined && service.pods.includes(pod.name))
    .flatMap((service) => service.containers ?? mains);
  return names.every((name) => {
    const key = `${pod.uid}/${name}`;
    return at(cluster.containers, key).state === 'running' && at(cluster.processes, key).serving;
  });
};

/** What the sentences about time say. */
export const time = {
  'traffic-only-to-serving': remembering(addresses, (step, known) => {
    const then = addresses(known, step);
    return pods(step.after).some((pod) => reachable(step.after, then, pod) && !accepts(step.after, pod));
  }),
  'graceful-exit-within-grace': always((step) =>
    killed(step).some(({ pod }) => {
      const { grace } = at(step.before.workers, pod.uid);
      return isTerminating(step.before, pod) && grace !== null && grace >= pod.spec.terminationGracePeriodSeconds;
    }),
  ),
  'shutdown-bounded-by-grace': goneBy(firstKillCall),
  'shutdown-bounded-from-deletion': goneBy(deletion),
  'shorter-grace-bounds-the-kill': goneBy(shortening),
  'sigkill-not-before-grace': remembering(killsBegun, (step, known) =>
    killed(step).some(({ key }) => now(step) < (number(known, `${key} kill lasts to `) ?? 0)),
  ),
} satisfies Readonly<Record<string, Transcription>>;
