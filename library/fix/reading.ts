/** Manifests as they are written at one time, and how they are read again. */
import type { Places, Tasks } from '../tasks.ts';

/** Manifests as they are written at one time, in their surroundings and cut into slices. */
export interface Reading {
  readonly places: Places;
  readonly tasks: Tasks;
}

/** Reads the input again with these texts in the place of what was read, and with further assumptions. */
export type ReadAgain = (texts: ReadonlyMap<string, string>, assuming: readonly string[]) => Promise<Reading>;
