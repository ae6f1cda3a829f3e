/** Whether a replayed run breaks a promise: judged anew, by the promise itself, without the search that found it. */
import type { Trace } from '../../generators/explore/machine.ts';
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { GuaranteePromise, LeadsToPromise } from '../../model/guarantees/guarantee.ts';
import type { Model } from '../../model/reducer.ts';
import type { RunEnd } from './timeline.ts';

type Run = Trace<Cluster, Event>;

/** How a run breaks a promise: after how many steps, and whether at once or by never keeping it. */
export interface Breach {
  readonly subject: string;
  readonly steps: number;
  readonly ends: Exclude<RunEnd, 'open'>;
  readonly loopsTo?: number;
}

const clustersOf = ({ initial, steps }: Run): readonly Cluster[] => [initial, ...steps.map(({ state }) => state)];

/** The breach of a promise by a run, if it breaks it. */
export const breachOf = (promise: GuaranteePromise, model: Model, run: Run): Breach | undefined => {
  if (promise.kind === 'leads-to') return owed(promise, model, run);
  const clusters = clustersOf(run);
  const { subject } = promise;
  const brokenAt = clusters.findIndex((cluster, index) => {
    if (promise.kind === 'state') return promise.judge(cluster) === 'broken';
    const step = run.steps[index - 1];
    const before = clusters[index - 1];
    if (step === undefined || before === undefined || !promise.concerns(step.event)) return false;
    return promise.judge(before, step.event, cluster) === 'broken';
  });
  return brokenAt === -1 ? undefined : { subject, steps: brokenAt, ends: 'broken' };
};

/** A leads-to promise is broken by a fair run that never ends or has ended, owing. */
const owed = (promise: LeadsToPromise, model: Model, run: Run): Breach | undefined => {
  const clusters = clustersOf(run);
  const paid = clusters.findLastIndex((cluster) => promise.to(cluster));
  if (!clusters.some((cluster, index) => index > paid && promise.from(cluster))) return undefined;
  const { subject } = promise;
  const steps = run.steps.length;
  const last = clusters.at(-1) ?? run.initial;
  const fair = model.components.filter((component) => component.fair);
  if (fair.every(({ enabled }) => enabled(last).length === 0)) return { subject, steps, ends: 'stuck' };
  const loopsTo = clusters.findIndex((cluster) => same(cluster, last));
  return loopsTo < steps && fairLoop(model, run, loopsTo) ? { subject, steps, ends: 'loop', loopsTo } : undefined;
};

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Every fair component acts in the loop or cannot act somewhere in it. */
const fairLoop = ({ components }: Model, run: Run, loopsTo: number): boolean => {
  const clusters = clustersOf(run);
  return components.every(({ fair, enabled }) => {
    if (!fair) return true;
    return run.steps.slice(loopsTo).some(({ event }, index) => {
      const offered = enabled(clusters[loopsTo + index] ?? run.initial);
      return offered.length === 0 || offered.some((one) => same(one, event));
    });
  });
};
