/** Mistakes of the mutants' list that somebody really made. */
import { mutationOf } from '../mutants/index.ts';
import type { Mutation } from '../mutants/mutation.ts';

/** The mutation of that id; an exhibit that names one that does not exist cannot be shown. */
export const mutant = (id: string): Mutation => {
  const found = mutationOf(id);
  if (found === undefined) throw new Error(`there is no mutation ${id}`);
  return found;
};
