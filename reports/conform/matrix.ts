/** The divergence matrix: what each target makes of each case, and what that says about each guarantee. */
import type { Conformance } from '../../conformance/conform.ts';
import type { CaseResult, Verdict } from '../../conformance/verdict.ts';
import { guarantees } from '../../model/guarantees/index.ts';

/**
 * What a target's cases say about a guarantee. kept: a case that shows its situation passes · broken: a case fails just as it would with
 * the mistake that breaks it · suspect: that mistake is one of several that would explain the failure · open: no case says anything.
 */
export type Standing = 'kept' | 'broken' | 'suspect' | 'open';

/** Rows by id; one cell for each target. */
export interface Matrix {
  readonly targets: readonly string[];
  readonly guarantees: readonly { readonly id: string; readonly cells: readonly Standing[] }[];
  readonly cases: readonly { readonly id: string; readonly cells: readonly (Verdict | 'not run')[] }[];
}

const failures = ({ cases }: Conformance): readonly (readonly string[])[] =>
  cases.flatMap(({ divergence }) => (divergence === null ? [] : [divergence.asIf]));

const standingOf = (run: Conformance, id: string, mutant: string): Standing => {
  const failed = failures(run);
  if (failed.some((asIf) => asIf.length === 1 && asIf[0] === mutant)) return 'broken';
  if (failed.some((asIf) => asIf.includes(mutant))) return 'suspect';
  const shows = ({ verdict, covers }: CaseResult) => verdict === 'pass' && covers.includes(`witness:${id}`);
  return run.cases.some(shows) ? 'kept' : 'open';
};

/** The matrix of several runs of one suite. Guarantees about which no target says anything are left out. */
export const matrixOf = (runs: readonly Conformance[]): Matrix => {
  const ids = [...new Set(runs.flatMap(({ cases }) => cases.map(({ id }) => id)))];
  return {
    targets: runs.map(({ target }) => target),
    guarantees: guarantees
      .map(({ id, mutant }) => ({ id, cells: runs.map((run) => standingOf(run, id, mutant)) }))
      .filter(({ cells }) => cells.some((cell) => cell !== 'open')),
    cases: ids.map((id) => ({
      id,
      cells: runs.map(({ cases }) => cases.find((one) => one.id === id)?.verdict ?? 'not run'),
    })),
  };
};
