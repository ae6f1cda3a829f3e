/** The door of this room: fast-check arbitraries for scenarios, schedules and commands. */
export { type Commands, commandsFor, conformsTo } from './commands.ts';
export { podSpecs } from './pods.ts';
export { scenarios } from './scenarios.ts';
export { type RunStep, runOf, schedules } from './schedules.ts';
