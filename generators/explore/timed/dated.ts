/** Findings with the moments of their runs. Where delays were widened in the search, only what can happen with the true ones is believed. */

import type { Finding, Machine, Trace } from '../machine.ts';
import { NoMoments, withMoments } from './timetable.ts';

/**
 * Says when the steps of the runs can happen.
 *
 * A search with widened delays goes every way that there is, and maybe more. So what holds in it holds. A run in it is one of the
 * machine if there are moments at which it can happen with the true delays; a shortest one is then a shortest one of the machine. If
 * there are none, or if the run goes on for ever, which moments cannot show, nothing is known: other runs may break the promise.
 */
export function dated<S, E>(machine: Machine<S, E>, finding: Finding<S, E>, widened: boolean): Finding<S, E> {
  const { trace, witness, ...others } = finding;
  const believed = (run: Trace<S, E> | undefined) =>
    run && (widened ? possible(machine, run) : withMoments(machine, run));
  const [broken, kept] = [believed(trace), believed(witness)];
  const found = { ...others, ...(broken && { trace: broken }), ...(kept && { witness: kept }) };
  const unfounded = (trace && !broken) || (finding.verdict === 'holds' && witness && !kept);
  return unfounded ? { ...found, verdict: 'undecided', limit: 'long-delay' } : found;
}

function possible<S, E>(machine: Machine<S, E>, run: Trace<S, E>): Trace<S, E> | undefined {
  if (run.loopsTo !== undefined) return undefined;
  try {
    return withMoments(machine, run);
  } catch (error) {
    if (error instanceof NoMoments) return undefined;
    throw error;
  }
}
