/** A report with each run told once: workloads that differ in names alone break a guarantee in the same way. */
import type { AlikeReport, Checked, CheckReport, GuaranteeReport } from './report.ts';

/** A violation without its trace, where the one that it is like has it. */
const briefly = (found: GuaranteeReport, like: AlikeReport, told: ReadonlySet<string>): GuaranteeReport => {
  const { trace, ...rest } = found;
  return trace === undefined || !told.has(found.id) ? found : { ...rest, sameAs: like };
};

/** The report for files and machines, which hold hundreds of workloads. */
export const toldOnce = (report: CheckReport, checked: readonly Pick<Checked, 'like'>[]): CheckReport => {
  const told = new Map(
    report.scenarios.map(({ name, guarantees }) => [
      name,
      new Set(guarantees.flatMap(({ id, trace }) => (trace === undefined ? [] : [id]))),
    ]),
  );
  return {
    ...report,
    scenarios: report.scenarios.map((scenario, index) => {
      const like = checked[index]?.like;
      const by = like === undefined ? undefined : told.get(like.scenario);
      if (like === undefined || by === undefined) return scenario;
      return { ...scenario, guarantees: scenario.guarantees.map((found) => briefly(found, like, by)) };
    }),
  };
};
