/**
 * The door of this room: fast-check arbitraries for scenarios, schedules and commands. `fast-check` is the caller's own.
 *
 * @module podproof/arbitrary
 *
 * @example
 * ```ts
 * import fc from 'fast-check';
 * import { runOf, scenarios, schedules } from 'podproof/arbitrary';
 * import { modelOf } from 'podproof/model';
 *
 * const grows = fc.property(scenarios, schedules(30), (scenario, schedule) => {
 *   const steps = [...runOf(modelOf(scenario), schedule)];
 *   return steps.length <= 30;
 * });
 * fc.assert(grows, { seed: 1, numRuns: 20 });
 * console.log('20 runs of at most 30 steps');
 * //→ 20 runs of at most 30 steps
 * ```
 */
export { type Commands, commandsFor, conformsTo } from './commands.ts';
export { podSpecs } from './pods.ts';
export { scenarios } from './scenarios.ts';
export { type RunStep, runOf, schedules } from './schedules.ts';
