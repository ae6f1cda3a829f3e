/** What comes of a test case. */
import type { Label, Step } from '../generators/suite/case.ts';
import type { Entry } from '../generators/trace/entry.ts';

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
  /** Mistakes that would explain the whole trace: ids of mutations, `a + b` where it takes both. */
  readonly asIf: readonly string[];
}

/**
 * What keeps the model from it. early: there it comes only after other things · never: from there no run of the model comes to it ·
 * silence: the model does not stop there · unknown: the model of the case is too large to ask.
 */
export interface Guard {
  readonly kind: 'early' | 'never' | 'silence' | 'unknown';
  /** The component that would do it, as Kubernetes names it. */
  readonly component: string;
  /** Its event in the model. */
  readonly event: string;
  /** The label of that step: what was shown too early, or would have been shown next. */
  readonly label: Label | null;
  /** What is shown before on the shortest way there. */
  readonly after: readonly Label[];
  /** Events of the model that come before on the shortest way there. */
  readonly missing: readonly string[];
}

/** Mistakes that are made together, in one word. */
export const together = (mistakes: readonly string[]): string => mistakes.join(' + ');

/** What happened to one case. */
export interface CaseResult {
  readonly id: string;
  readonly title: string;
  readonly verdict: Verdict;
  /** One sentence: why it is not a pass; empty if it is. */
  readonly because: string;
  /** The stimulus whose cue never came; null if there is none. */
  readonly waiting: Step | null;
  /** Goals the case was made for, by id: a wish. */
  readonly aims: readonly string[];
  /** Goals that were surely gone through: by every run of the model that explains the trace, or its longest explained beginning. */
  readonly covers: readonly string[];
  /** Why no goals are counted although something was seen; empty if they are. */
  readonly uncounted: string;
  readonly seconds: number;
  readonly trace: readonly Entry[];
  readonly divergence: Divergence | null;
}
