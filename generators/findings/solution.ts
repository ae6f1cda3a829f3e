/** What is known of the remedy of a finding once its number has been looked for. */

import type { Remedy } from '../../model/guarantees/index.ts';
import type { ParameterName } from '../../model/parameters.ts';
import type { Folded } from './fold.ts';

/** The number that a remedy leaves open, in seconds. */
export interface Found {
  readonly parameter: ParameterName;
  /** least: at least so much is needed; greatest: at most so much fits. */
  readonly seek: 'least' | 'greatest';
  readonly value: number;
  /** The number beside it was searched, too, and does not do. */
  readonly beside?: number;
  /** What was assumed to find it, beyond what is assumed anyway: `shutdown<=29s`. */
  readonly assuming?: readonly string[];
}

/** A finding with its remedy as it can be done in this workload. */
export interface Solved extends Folded {
  readonly remedy: Remedy;
  readonly found?: Found;
}
