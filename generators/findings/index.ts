/** The door of this room: what a check found, by cause, each with what can be done about it in this workload. */
export { type Decision, decide, type SolveOptions } from './asking.ts';
export { type Answered, type Folded, fold, type Violation } from './fold.ts';
export type { Found, Solved } from './solution.ts';
export { type Around, solve } from './solve.ts';
