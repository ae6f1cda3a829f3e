/**
 * The seam between a test case and whatever is tested. A driver does what users, processes and faults can do, and sees what such a
 * target shows; what the target's own components do is observed, never commanded.
 */
import type { Case, Observation, ProfileName, Stimulus } from '../generators/suite/case.ts';
import type { Moment } from '../generators/trace/entry.ts';

export type { Moment } from '../generators/trace/entry.ts';

/** Something the target showed. What one source tells comes in the order in which it happened. */
export interface Seen extends Moment {
  readonly observation: Observation;
  /** Who told: `podman events`, a container's own lines, … */
  readonly source: string;
}

/** Whom a driver drives, and how well it sees. */
export interface Capabilities {
  /** Name and version, as `podman 4.3.1`. */
  readonly target: string;
  readonly profile: ProfileName;
  /** How far the clocks of two sources may be apart, in milliseconds. */
  readonly skew: number;
  /** How long after it happened the news of something may still come, in milliseconds. */
  readonly lateness: number;
  /** Silence of this share of a case's time-out is long enough: 1 unless the target is known to be quick. Not below a half: graces are real. */
  readonly haste: number;
}

/** One target, one case at a time. */
export interface Driver {
  readonly capabilities: Capabilities;
  /** What was shown since the last `reset`; ends with `close`. */
  readonly observations: AsyncIterable<Seen>;
  /** Leaves nothing of the case before, and makes ready for this one. */
  readonly reset: (next: Case) => Promise<void>;
  /** Does it, and tells when. Rejects if it cannot be done; that says nothing about the target's conformance. */
  readonly stimulate: (stimulus: Stimulus) => Promise<Moment>;
  /** Comes back when the target has had so many of its own seconds; at once when the signal fires. */
  readonly pass: (seconds: number, signal: AbortSignal) => Promise<void>;
  /**
   * Looks at the target once more, where that is possible: what was missed is told before it comes back, and the answer is what was found, in
   * words. Rejects if the target broke down for no reason of the case's; then there is no verdict on it.
   */
  readonly review?: () => Promise<string>;
  /** Removes everything this driver made. May be called at any time, and twice. */
  readonly close: () => Promise<void>;
}

/** Something that can be tested by several drivers side by side. */
export interface Target {
  readonly name: string;
  /** How often a case is run at most: until it fails, or has passed so often. */
  readonly attempts: number;
  /** The mistake it is known to make: the id of a mutation. */
  readonly mistake?: string;
  /** What it says it can do and show, where somebody else than podproof says so. */
  readonly profile?: ProfileName;
  readonly open: () => Promise<Driver>;
  /** Closes every driver and removes what they shared. */
  readonly close: () => Promise<void>;
}

/** A target that cannot be used as it is, through no fault of its own or ours: what is in the way, and what to do about it. */
export class Unusable extends Error {
  override readonly name = 'Unusable';
  readonly fix: string;

  constructor(message: string, fix: string) {
    super(message);
    this.fix = fix;
  }
}
