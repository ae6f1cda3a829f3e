/** What comes of a test case. */
import type { Label } from '../generators/suite/case.ts';
import type { Entry } from './belief.ts';

/** `inconclusive`: nothing was wrong, but the target did not take the case where it aimed, or could not be driven there. */
export type Verdict = 'pass' | 'fail' | 'inconclusive';

/** Where a target left the model. */
export interface Divergence {
  /** How many lines of the trace, from the first, the model explains. */
  readonly explained: number;
  /** The first thing nothing explains; null: that nothing came any more. */
  readonly unexplained: Label | null;
  /** What would have been legal instead. */
  readonly legal: readonly Label[];
  /** What keeps the model from it. */
  readonly guard: Guard;
  /** Mistakes that would explain the whole trace: ids of mutations. */
  readonly asIf: readonly string[];
}

/** Who would have had to do it, and what would have had to happen before. */
export interface Guard {
  /** The component, as Kubernetes names it; empty if nobody ever does this here. */
  readonly component: string;
  /** The event of the model; empty if there is none. */
  readonly event: string;
  /** Events of the model that come first on the shortest way there. */
  readonly missing: readonly string[];
  /** The same in a sentence. */
  readonly words: string;
}

/** What happened to one case. */
export interface CaseResult {
  readonly id: string;
  readonly title: string;
  readonly verdict: Verdict;
  /** One sentence: why it is not a pass; empty if it is. */
  readonly because: string;
  readonly covers: readonly string[];
  readonly seconds: number;
  readonly trace: readonly Entry[];
  readonly divergence: Divergence | null;
}
