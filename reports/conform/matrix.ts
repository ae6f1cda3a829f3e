/** The divergence matrix: what each target makes of each case, and what that says about each guarantee. */
import type { Conformance } from '../../conformance/conform.ts';
import type { CaseResult, Verdict } from '../../conformance/verdict.ts';
import type { Suite } from '../../generators/suite/case.ts';
import { type Guarantee, guarantees, mutantsOf } from '../../model/guarantees/index.ts';
import type { Scenario } from '../../model/scenario.ts';

/**
 * What a target's cases say about a guarantee. kept: a case passes that tells a mistake that breaks it from the model · broken: a case fails
 * just as it would with that mistake, alone or beside another · suspect: something else would explain the failure, too · open: no case says anything.
 */
export type Standing = 'kept' | 'broken' | 'suspect' | 'open';

/** Rows by id; one cell for each target. */
export interface Matrix {
  readonly targets: readonly string[];
  readonly guarantees: readonly { readonly id: string; readonly cells: readonly Standing[] }[];
  readonly cases: readonly { readonly id: string; readonly cells: readonly (Verdict | 'not run')[] }[];
}

/** The mistakes of a word such as `sigkill-without-sigterm + sandbox-stopped-first`. */
const apart = (mistakes: string): readonly string[] => mistakes.split(' + ');

/** Does one of these mistakes break the guarantee? */
const breaks = (mistakes: string, guarantee: Guarantee): boolean =>
  mutantsOf(guarantee).some((mutant) => apart(mistakes).includes(mutant));

/** Guarantees about something this scenario has that one of these mistakes breaks. */
export const brokenBy = (asIf: readonly string[], scenario: Scenario): readonly Guarantee[] =>
  guarantees.filter((guarantee) => asIf.some((mistakes) => breaks(mistakes, guarantee)) && guarantee.applies(scenario));

const standingOf = (suite: Suite, { cases }: Conformance, guarantee: Guarantee): Standing => {
  const scenarios = new Map(suite.cases.map(({ id, manifest }) => [id, manifest.scenario]));
  const about = cases.filter(({ id }) => {
    const scenario = scenarios.get(id);
    return scenario !== undefined && guarantee.applies(scenario);
  });
  const failed = about.flatMap(({ divergence }) => (divergence === null ? [] : [divergence.asIf]));
  const takes = (mistakes: string): boolean => breaks(mistakes, guarantee);
  if (failed.some((asIf) => asIf.length > 0 && asIf.every(takes))) return 'broken';
  if (failed.some((asIf) => asIf.some(takes))) return 'suspect';
  const tells = ({ verdict, covers }: CaseResult) =>
    verdict === 'pass' && mutantsOf(guarantee).some((mutant) => covers.includes(`near-miss:${mutant}`));
  return about.some(tells) ? 'kept' : 'open';
};

/** The matrix of several runs of one suite. Guarantees about which no target says anything are left out. */
export const matrixOf = (suite: Suite, runs: readonly Conformance[]): Matrix => {
  const ids = [...new Set(runs.flatMap(({ cases }) => cases.map(({ id }) => id)))];
  return {
    targets: runs.map(({ target }) => target),
    guarantees: guarantees
      .map((guarantee) => ({ id: guarantee.id, cells: runs.map((run) => standingOf(suite, run, guarantee)) }))
      .filter(({ cells }) => cells.some((cell) => cell !== 'open')),
    cases: ids.map((id) => ({
      id,
      cells: runs.map(({ cases }) => cases.find((one) => one.id === id)?.verdict ?? 'not run'),
    })),
  };
};
