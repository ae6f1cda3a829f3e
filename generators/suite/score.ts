/** The mutation score: which mistakes the cases of a suite tell from the model. */
import { modelOf } from '../../model/reducer.ts';
import { type Mutation, mutate } from '../mutants/index.ts';
import type { Suite } from './case.ts';
import { conformanceOf } from './ioco.ts';
import { unseen } from './unseen.ts';

/** What a suite says of one mistake. */
export interface MutantResult {
  readonly id: string;
  readonly mistake: string;
  readonly killed: boolean;
  /** The first case that kills it; '' = none. */
  readonly by: string;
  /** Not killed because nobody could see it from outside. */
  readonly equivalent: boolean;
  /** How it shows, or why it does not. */
  readonly because: string;
}

/** Runs every case on the mutant, exhaustively, until one does not conform. */
export const scoreOf = (suite: Suite, mutation: Mutation): MutantResult => {
  const { id, mistake } = mutation;
  for (const test of suite.cases) {
    const mutant = mutate(modelOf(test.manifest.scenario), mutation);
    const outcome = conformanceOf(mutant, test, suite.profile);
    if (typeof outcome === 'string') continue;
    const steps = outcome.trace.steps.length;
    const because =
      outcome.kind === 'unexpected'
        ? `after ${steps} steps it shows what must not come there`
        : `after ${steps} steps it may be silent for ever where something must come`;
    return { id, mistake, killed: true, by: test.id, equivalent: false, because };
  }
  const reason = unseen[id];
  return {
    id,
    mistake,
    killed: false,
    by: '',
    equivalent: reason !== undefined,
    because: reason ?? 'every run of every case conforms: no case looks where it shows',
  };
};

/** Killed, of those that can be seen from outside. */
export const shareKilled = (
  results: readonly MutantResult[],
): { readonly killed: number; readonly visible: number } => ({
  killed: results.filter(({ killed }) => killed).length,
  visible: results.filter(({ equivalent }) => !equivalent).length,
});
