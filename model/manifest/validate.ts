import type { Cursor } from './cursor.ts';
import type { Problem } from './problem.ts';
import type { Kind } from './schema/index.ts';

/** What the API server's validation would refuse in an object whose fields are well formed. */
export function validationProblems(
  _kind: Kind,
  _root: Cursor,
  _gates: Readonly<Record<string, boolean>>,
): readonly Problem[] {
  return [];
}

/** Fields that a cluster with these gates drops without a word. */
export function silentlyDropped(
  _kind: Kind,
  _root: Cursor,
  _gates: Readonly<Record<string, boolean>>,
): readonly Problem[] {
  return [];
}
