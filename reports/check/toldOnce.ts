/** A report with each thing told once: workloads that differ in names alone have the same assumptions, sentences and runs. And such a report told in full again. */
import { isDeepStrictEqual } from 'node:util';
import type { AlikeReport, Checked, CheckReport, GuaranteeReport, ScenarioReport } from './report.ts';

/** A scenario as it was read from a file. */
export interface RecordedScenario extends Omit<ScenarioReport, 'scenario'> {
  /** Absent with `sameAs`. */
  readonly scenario?: ScenarioReport['scenario'];
  /** An earlier scenario, from which this one differs in names alone. It has the runs of this one. */
  readonly sameAs?: AlikeReport;
}

/** A report as it was read from a file. */
export interface RecordedReport extends Omit<CheckReport, 'scenarios'> {
  readonly scenarios: readonly RecordedScenario[];
}

/** Of an answer: what is left out where the earlier scenario says it. */
const sharedOfGuarantee = ['sentence', 'facts', 'standing', 'condition'] as const;

type BriefGuarantee = Omit<GuaranteeReport, (typeof sharedOfGuarantee)[number]> & Partial<GuaranteeReport>;

/** A scenario as it stands in a file. */
type BriefScenario = Omit<RecordedScenario, 'assumptions' | 'leftOut' | 'guarantees'> &
  Partial<Pick<ScenarioReport, 'assumptions' | 'leftOut'>> & { readonly guarantees: readonly BriefGuarantee[] };

/** A report as it stands in a file. */
export interface BriefReport extends Omit<CheckReport, 'scenarios'> {
  readonly scenarios: readonly BriefScenario[];
}

const isTold = (found: GuaranteeReport, there: GuaranteeReport | undefined): boolean =>
  found.verdict === there?.verdict &&
  (found.trace === undefined) === (there.trace === undefined) &&
  sharedOfGuarantee.every((key) => isDeepStrictEqual(found[key], there[key]));

const briefGuarantee = ({
  sentence: _sentence,
  facts: _facts,
  standing: _standing,
  condition: _condition,
  trace: _trace,
  ...rest
}: GuaranteeReport): BriefGuarantee => rest;

/** Without what the other scenario says, if that tells all the answers. */
const briefly = (scenario: ScenarioReport, there: ScenarioReport, sameAs: AlikeReport): BriefScenario | undefined => {
  const others = new Map(there.guarantees.map((found) => [found.id, found]));
  if (!scenario.guarantees.every((found) => isTold(found, others.get(found.id)))) return undefined;
  const { scenario: _scenario, assumptions, leftOut, guarantees, ...rest } = scenario;
  return {
    ...rest,
    ...(isDeepStrictEqual(assumptions, there.assumptions) ? {} : { assumptions }),
    ...(isDeepStrictEqual(leftOut, there.leftOut) ? {} : { leftOut }),
    guarantees: guarantees.map(briefGuarantee),
    sameAs,
  };
};

/** The report for files and machines, which hold hundreds of workloads. */
export const toldOnce = (report: CheckReport, checked: readonly Pick<Checked, 'like'>[]): BriefReport => {
  const full = new Map<string, ScenarioReport>();
  const scenarios = report.scenarios.map((scenario, index) => {
    const like = checked[index]?.like;
    const there = like === undefined ? undefined : full.get(like.scenario);
    const brief = like === undefined || there === undefined ? undefined : briefly(scenario, there, like);
    if (brief === undefined) full.set(scenario.name, scenario);
    return brief ?? scenario;
  });
  return { ...report, scenarios };
};

const isFull = ({ sameAs }: BriefScenario): boolean => sameAs === undefined;

/** The first scenario that points at one which does not tell what is left out. */
export const untold = ({ scenarios }: BriefReport): string | undefined => {
  const before = new Map<string, ReadonlyMap<string, BriefGuarantee>>();
  for (const [index, scenario] of scenarios.entries()) {
    const { name, sameAs, guarantees } = scenario;
    if (isFull(scenario)) before.set(name, new Map(guarantees.map((found) => [found.id, found])));
    if (sameAs === undefined) continue;
    const there = before.get(sameAs.scenario);
    const tells = guarantees.every(({ id, verdict }) => there?.get(id)?.verdict === verdict);
    if (there === undefined || !tells) return `scenarios[${index}].sameAs: names a scenario that does not tell it`;
  }
  return undefined;
};

/** The report of a file with everything said again, but for set-ups and runs, which have other names there. Of one that `untold` finds nothing wrong with. */
export const toldInFull = (report: BriefReport): RecordedReport => {
  const full = new Map<string, RecordedScenario>();
  const scenarios = report.scenarios.map((scenario): RecordedScenario => {
    const there = full.get(scenario.sameAs?.scenario ?? '');
    // Of one without `sameAs` the schema asks everything.
    if (there === undefined) {
      const told = scenario as RecordedScenario;
      full.set(told.name, told);
      return told;
    }
    const { assumptions, leftOut } = there;
    const others = new Map(there.guarantees.map((found) => [found.id, found]));
    const guarantees = scenario.guarantees.map((found): GuaranteeReport => {
      const { trace: _trace, ...other } = others.get(found.id) ?? (found as GuaranteeReport);
      const { sentence, facts, standing, condition } = other;
      return { sentence, facts, standing, ...(condition === undefined ? {} : { condition }), ...found };
    });
    return { assumptions, leftOut, ...scenario, guarantees };
  });
  return { ...report, scenarios };
};
