/** From many violations to few findings: those with one cause, as far as who can do what about it, are one. */
import type { Guarantee, StoryEnd } from '../../model/guarantees/guarantee.ts';
import { guarantees, type Remedy } from '../../model/guarantees/index.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { GuaranteeResult, ScenarioResult } from '../check/result.ts';
import { parameterOf } from '../tune/index.ts';

/** The answers to one scenario of a workload. */
export interface Answered {
  /** The workload, as `Deployment/web`. */
  readonly object: string;
  readonly slice: string;
  readonly result: ScenarioResult;
  /** Guarantees that the workload ignores, each with the reason. */
  readonly ignored?: ReadonlyMap<string, string>;
}

/** One guarantee that does not hold in one scenario. */
export interface Violation {
  readonly guarantee: Guarantee;
  readonly found: GuaranteeResult;
  readonly scenario: Scenario;
  readonly answered: Answered;
  /** Where its counterexample ends. */
  readonly end?: StoryEnd;
  readonly remedy: Remedy;
  /** Why it is ignored. */
  readonly ignored?: string;
}

/** Violations with one cause, led by the one that says it best. */
export interface Folded {
  readonly object: string;
  readonly lead: Violation;
  readonly also: readonly Violation[];
}

const endOf = ({ trace }: GuaranteeResult): StoryEnd | undefined => {
  const last = trace?.steps.at(-1);
  return last === undefined ? undefined : { event: last.event, after: last.state };
};

const violationOf = (found: GuaranteeResult, answered: Answered): Violation => {
  const { guarantee } = found;
  const { scenario } = answered.result;
  const end = endOf(found);
  const ignored = answered.ignored?.get(guarantee.id);
  return {
    guarantee,
    found,
    scenario,
    answered,
    remedy: guarantee.remedy(scenario, end),
    ...(end === undefined ? {} : { end }),
    ...(ignored === undefined ? {} : { ignored }),
  };
};

const violationsIn = (answers: readonly Answered[]): readonly Violation[] =>
  answers.flatMap((answered) =>
    answered.result.results
      .filter(({ verdict }) => verdict === 'violated')
      .map((found) => violationOf(found, answered)),
  );

/**
 * Whether a guarantee was answered for a workload with delays as they are assumed: what endless ones do is no news then. That it cannot
 * come up in time is an answer to what nobody can change; of anything else a slice in time may have left out what matters.
 */
const newsIn = (answers: readonly Answered[]): ((violation: Violation) => boolean) => {
  const timed = answers
    .filter(({ result }) => result.scenario.assumptions !== undefined)
    .flatMap(({ result }) => result.results);
  const idsOf = (told: (one: GuaranteeResult) => boolean): ReadonlySet<string> =>
    new Set(timed.filter(told).map(({ guarantee }) => guarantee.id));
  const answered = idsOf(({ verdict, reached }) => verdict === 'violated' || (verdict === 'holds' && reached > 0));
  const neverUp = idsOf(({ verdict, reached }) => verdict === 'holds' && reached === 0);
  return ({ guarantee: { id }, scenario, remedy }) =>
    scenario.assumptions !== undefined || !(answered.has(id) || (remedy.who === 'nobody' && neverUp.has(id)));
};

/** What violations of one cause have in common: what to change or to say, or, where nothing helps, the mechanism. */
const causeOf = ({ guarantee, scenario, end, answered: { slice }, remedy, ignored }: Violation): string => {
  const parts = (): readonly unknown[] => {
    if (remedy.who !== 'manifest')
      return [remedy.who, (end === undefined ? undefined : guarantee.cause?.(scenario, end))?.why ?? guarantee.why];
    if ('question' in remedy) return ['question', remedy.question, slice];
    return remedy.tunes === undefined ? ['edits', ...remedy.edits.map(({ path }) => path)] : ['tunes', remedy.tunes];
  };
  return JSON.stringify([...parts(), ignored ?? null]);
};

const order = new Map(guarantees.map(({ id }, index) => [id, index]));

/** The number that a violation is about. Before SIGTERM a hook of any kind is asked what a sleep is. */
const numberOf = ({ remedy, answered: { slice } }: Violation): string | undefined => {
  if (remedy.who !== 'manifest') return undefined;
  if (!('question' in remedy)) return remedy.tunes;
  return slice === 'timed-endpoints' ? 'preStop.sleep' : remedy.question;
};

/** The guarantee that a number is for says best what is wrong with it. */
const isNamesake = (violation: Violation): boolean =>
  parameterOf(numberOf(violation) ?? '')?.guarantee === violation.guarantee.id;

const byImportance = (a: Violation, b: Violation): number =>
  Number(isNamesake(b)) - Number(isNamesake(a)) ||
  Number(b.scenario.assumptions !== undefined) - Number(a.scenario.assumptions !== undefined) ||
  (order.get(a.guarantee.id) ?? 0) - (order.get(b.guarantee.id) ?? 0);

const foldedIn = (object: string, answers: readonly Answered[]): readonly Folded[] => {
  const isNews = newsIn(answers);
  const causes = new Map<string, Violation[]>();
  for (const violation of violationsIn(answers)) {
    if (!isNews(violation)) continue;
    const cause = causeOf(violation);
    causes.set(cause, [...(causes.get(cause) ?? []), violation]);
  }
  return [...causes.values()]
    .map((members) => [...members].sort(byImportance))
    .sort(([a], [b]) => (a === undefined || b === undefined ? 0 : byImportance(a, b)))
    .flatMap(([lead, ...also]) => (lead === undefined ? [] : [{ object, lead, also }]));
};

/** The findings behind the answers of a check: workload by workload, in each the most important first. */
export const fold = (answers: readonly Answered[]): readonly Folded[] =>
  [...new Set(answers.map(({ object }) => object))].flatMap((object) =>
    foldedIn(
      object,
      answers.filter((one) => one.object === object),
    ),
  );
