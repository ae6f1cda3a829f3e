/**
 * The explorer: exhaustive search over machines, proofs and shortest counterexamples.
 *
 * @module podproof/explore
 *
 * @example
 * ```ts
 * import { explore, type Machine, type Property } from 'podproof/explore';
 *
 * interface Light { readonly lights: Readonly<Record<'north' | 'east', { readonly green: boolean }>> }
 * type Side = keyof Light['lights'];
 *
 * const sides: readonly Side[] = ['north', 'east'];
 * const crossing: Machine<Light, Side> = {
 *   initial: { lights: { north: { green: false }, east: { green: false } } },
 *   components: sides.map((side) => ({ name: side, enabled: () => [side] })),
 *   reduce: ({ lights }, side) => ({ lights: { ...lights, [side]: { green: !lights[side].green } } }),
 * };
 * const neverBoth: Property<Light, Side> = {
 *   id: 'never both green',
 *   kind: 'state',
 *   judge: ({ lights }) => (lights.north.green && lights.east.green ? 'broken' : 'kept'),
 * };
 * const { statistics, findings } = explore(crossing, [neverBoth]);
 * console.log(statistics.states, findings[0]?.verdict, findings[0]?.trace?.steps.map(({ by }) => by));
 * //→ 4 violated [ 'north', 'east' ]
 * ```
 */

export { type ExploreOptions, type Explorer, explore, type Progress, startExploration } from './explore.ts';
export type {
  About,
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
  SymmetryStatistics,
  TimedStatistics,
  Timing,
  Trace,
  TraceStep,
} from './machine.ts';
export { exploreNaively, type NaiveCounts } from './naive.ts';
export { decodeSchedule, encodeSchedule, replay, type Schedule, scheduleOf } from './schedule.ts';
export { permutationsOf, type Renaming, renamingBy } from './symmetry/renaming.ts';
export { type Answer, type Quest, type Threshold, threshold } from './timed/threshold.ts';
export { type Timetable, timetable } from './timed/timetable.ts';
