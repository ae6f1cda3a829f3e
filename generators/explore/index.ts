/** The explorer: exhaustive search over machines, proofs and shortest counterexamples. */

export { type ExploreOptions, type Explorer, explore, type Progress, startExploration } from './explore.ts';
export type {
  Cell,
  Component,
  Ending,
  Exploration,
  Finding,
  Judgement,
  LeadsToProperty,
  Limit,
  Machine,
  Moments,
  Property,
  State,
  StateProperty,
  Statistics,
  StepProperty,
  TimedStatistics,
  Timing,
  Trace,
  TraceStep,
} from './machine.ts';
export { exploreNaively, type NaiveCounts } from './naive.ts';
export { decodeSchedule, encodeSchedule, replay, type Schedule, scheduleOf } from './schedule.ts';
export { type Answer, type Quest, type Threshold, threshold } from './timed/threshold.ts';
export { type Timetable, timetable } from './timed/timetable.ts';
