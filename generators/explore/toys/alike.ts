/** Toys again, with the names in them declared interchangeable. */

import type { Machine } from '../machine.ts';
import { permutationsOf, renamingBy } from '../symmetry/renaming.ts';

/** The machine with every permutation of these names, each within its set, as a symmetry. Names may be parts of texts. */
export function alike<S, E>(machine: Machine<S, E>, ...sets: readonly (readonly string[])[]): Machine<S, E> {
  return {
    ...machine,
    symmetries: permutationsOf(...sets).map((map) => renamingBy((text) => map.get(text) ?? text)),
  };
}
