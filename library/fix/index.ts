/** The door of this room: mend manifests. */
export { answering } from './answers.ts';
export { Fixer, type Fixing } from './fix.ts';
export { objectKey, objectsIn } from './objects.ts';
export { proofsOf } from './proofs.ts';
export type { ReadAgain, Reading } from './reading.ts';
export { fixReport } from './report.ts';
