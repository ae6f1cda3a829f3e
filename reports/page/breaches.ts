/** Which promises a run breaks, judged live by the promises themselves. */

import type { GuaranteePromise } from '../../model/guarantees/guarantee.ts';
import { guarantees } from '../../model/guarantees/index.ts';
import type { Scenario } from '../../model/scenario.ts';
import { type Choice, clusterAt, type Run } from './run.ts';

/** A promise that a step breaks for the first time. */
export interface Breach {
  readonly guarantee: string;
  readonly sentence: string;
  readonly subject: string;
}

/** A promise of a guarantee that a single step or state can break. */
export interface Watched {
  readonly guarantee: string;
  readonly sentence: string;
  readonly promise: Exclude<GuaranteePromise, { readonly kind: 'leads-to' }>;
}

/** Promises of one thing that is asked, as far as a single step can break them. */
export const watchedOf = (
  guarantee: string,
  sentence: string,
  promises: readonly GuaranteePromise[],
): readonly Watched[] =>
  promises.flatMap((promise) => (promise.kind === 'leads-to' ? [] : [{ guarantee, sentence, promise }]));

/** The promises that are judged on this slice of this scenario. What must happen eventually no single step can break. */
export const watchedIn = (scenario: Scenario, slice: string): readonly Watched[] =>
  guarantees
    .filter((guarantee) => guarantee.slices.some((name) => name === slice) && guarantee.applies(scenario))
    .flatMap(({ id, sentence, promises }) => watchedOf(id, sentence, promises(scenario)));

const breaks = ({ promise }: Watched, { before, event, after }: Choice): boolean =>
  promise.kind === 'state'
    ? promise.judge(after) === 'broken'
    : promise.concerns(event) && promise.judge(before, event, after) === 'broken';

/** For each step of a run, the promises it is the first to break. */
export const breachesOf = (run: Run, watched: readonly Watched[]): readonly (readonly Breach[])[] => {
  const begun = clusterAt(run, 0);
  const left = new Set(watched.filter(({ promise }) => promise.kind !== 'state' || promise.judge(begun) !== 'broken'));
  return run.steps.map((step) =>
    [...left]
      .filter((one) => breaks(one, step))
      .map((one) => {
        left.delete(one);
        return { guarantee: one.guarantee, sentence: one.sentence, subject: one.promise.subject };
      }),
  );
};
