/** The answer to one guarantee as data: its verdict, and of a violation the run, the place to look at and what to do. */
import type { GuaranteeResult } from '../../generators/check/result.ts';
import type { Trace } from '../../generators/explore/machine.ts';
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { SpecPath } from '../../model/guarantees/guarantee.ts';
import type { Scenario } from '../../model/scenario.ts';
import { type Location, locationOf, type Origin } from '../run/location.ts';
import { settingOf } from '../run/setting.ts';
import { stepReports } from '../run/steps.ts';
import { countsAt } from './answer.ts';
import type { Checked, GuaranteeReport } from './report.ts';

const pointed = (origin: Origin | undefined, path: SpecPath | undefined, scenario: Scenario): Location | undefined =>
  origin === undefined || path === undefined ? undefined : locationOf(origin, path, scenario);

const violation = (found: GuaranteeResult, { result, origin, replay }: Checked): Partial<GuaranteeReport> => {
  const { guarantee, subject, trace, schedule, shortest } = found;
  const last = trace?.steps.at(-1);
  const end = last === undefined ? undefined : { event: last.event, after: last.state };
  const cause = end === undefined ? undefined : guarantee.cause?.(result.scenario, end);
  const location = pointed(origin, guarantee.where?.(result.scenario, end), result.scenario);
  const setting = trace === undefined ? undefined : settingOf(trace);
  const ends = trace === undefined ? undefined : endOf(found, trace, result.scenario);
  return {
    ...(subject === undefined ? {} : { subject }),
    why: cause?.why ?? guarantee.why,
    advice: cause?.advice ?? guarantee.remedy(result.scenario, end).says ?? guarantee.advice,
    ...(location === undefined ? {} : { location }),
    ...(trace === undefined ? {} : { trace: stepReports(trace) }),
    ...(ends === undefined ? {} : { ends }),
    ...(cause === undefined || ends !== 'stuck' ? {} : { waits: cause.waits }),
    ...(trace?.loopsTo === undefined ? {} : { loopsTo: trace.loopsTo }),
    ...(setting === undefined ? {} : { setting }),
    ...(schedule === undefined ? {} : { replay: replay(guarantee.id, schedule) }),
    ...(shortest === undefined
      ? {}
      : { shortest: { steps: shortest.steps, replay: replay(guarantee.id, shortest.schedule) } }),
  };
};

const endOf = ({ guarantee, subject }: GuaranteeResult, trace: Trace<Cluster, Event>, scenario: Scenario) => {
  if (trace.loopsTo !== undefined) return 'loop' as const;
  const promise = guarantee.promises(scenario).find((one) => one.subject === subject);
  return promise?.kind === 'leads-to' ? ('stuck' as const) : ('broken' as const);
};

/** The answer as a report has it. Whether a violation counts is decided once the findings are known. */
export const guaranteeReport = (found: GuaranteeResult, checked: Checked): GuaranteeReport => {
  const { id, sentence, facts, standing, condition } = found.guarantee;
  const ignored = found.verdict === 'holds' ? undefined : checked.ignored?.get(id);
  return {
    id,
    sentence,
    verdict: found.verdict,
    reached: found.reached,
    facts,
    standing,
    ...(condition === undefined ? {} : { condition }),
    ...(found.limit === undefined ? {} : { limit: found.limit }),
    counts: ignored === undefined && countsAt(checked.failOn ?? 'actionable', standing, true),
    ...(ignored === undefined ? {} : { ignored }),
    ...(found.verdict === 'violated' ? violation(found, checked) : {}),
  };
};
