/** A scenario as JSON: enough to set the same thing up again. JSON knows no infinity, so a delay without a bound has `null`. */
import type { AssumptionName, Assumptions } from '../../model/assumptions.ts';
import type { Scenario } from '../../model/scenario.ts';

type Delay = Assumptions[AssumptionName];

/** A delay as it is written down. */
type DelayData = Omit<Delay, 'latest'> & { readonly latest: number | null };

/** A scenario as `schemas/scenario.v1.schema.json` describes it. */
export type ScenarioData = Omit<Scenario, 'assumptions'> & {
  readonly assumptions?: Readonly<Record<AssumptionName, DelayData>>;
};

const mapped = <A, B>(record: Readonly<Record<AssumptionName, A>>, change: (one: A) => B): Record<AssumptionName, B> =>
  Object.fromEntries(Object.entries(record).map(([name, one]) => [name, change(one)])) as Record<AssumptionName, B>;

/** The scenario as data. */
export const scenarioData = ({ assumptions, ...rest }: Scenario): ScenarioData => ({
  ...rest,
  ...(assumptions === undefined
    ? {}
    : {
        assumptions: mapped(assumptions, (delay) => ({
          ...delay,
          latest: Number.isFinite(delay.latest) ? delay.latest : null,
        })),
      }),
});

/** The scenario again. */
export const scenarioFrom = ({ assumptions, ...rest }: ScenarioData): Scenario => ({
  ...rest,
  ...(assumptions === undefined
    ? {}
    : {
        assumptions: mapped(assumptions, (delay) => ({ ...delay, latest: delay.latest ?? Number.POSITIVE_INFINITY })),
      }),
});
