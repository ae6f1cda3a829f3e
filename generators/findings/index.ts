/** The door of this room: what a check found, by cause. */
export { type Folded, fold, type Violation } from './fold.ts';
export type { Found, Solved } from './solution.ts';
