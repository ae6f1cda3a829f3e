/** YAML read into maps, lists and scalars that know where they stand; offsets count from the beginning of the file. */
export type Tree = ScalarTree | MapTree | ListTree;

/** A scalar as YAML 1.1 understands it, with the text it was written as. */
export interface ScalarTree {
  readonly kind: 'scalar';
  readonly offset: number;
  readonly value: string | number | boolean | null;
  readonly written: string;
}

/** A mapping. A `Map`, not an object: keys such as `__proto__` are keys like any other. */
export interface MapTree {
  readonly kind: 'map';
  readonly offset: number;
  readonly entries: ReadonlyMap<string, MapEntry>;
}

/** The value under a key, and where the key stands. */
export interface MapEntry {
  readonly offset: number;
  readonly value: Tree;
}

/** A sequence. */
export interface ListTree {
  readonly kind: 'list';
  readonly offset: number;
  readonly items: readonly Tree[];
}

/** Is there nothing here? An explicit null means the same as an absent field, as in the API server. */
export const isAbsent = (tree: Tree | undefined): boolean =>
  tree === undefined || (tree.kind === 'scalar' && tree.value === null);

/** What stands there as JSON has it. */
export function plainValue(tree: Tree | undefined): unknown {
  if (tree === undefined) return null;
  if (tree.kind === 'scalar') return tree.value;
  if (tree.kind === 'list') return tree.items.map(plainValue);
  return Object.fromEntries([...tree.entries].map(([key, { value }]) => [key, plainValue(value)]));
}

/** How a message names what it found: `a list`, `a number (3)`. */
export function describe(tree: Tree): string {
  if (tree.kind === 'map') return 'an object';
  if (tree.kind === 'list') return 'a list';
  if (tree.value === null) return 'null';
  const shown = String(tree.value);
  return `a ${typeof tree.value} (${shown.length > 40 ? `${shown.slice(0, 40)}…` : shown})`;
}

/** Where the first number stands that is infinite or none; JSON has no such numbers. */
export function endless(tree: Tree): number | undefined {
  if (tree.kind === 'scalar') {
    return typeof tree.value === 'number' && !Number.isFinite(tree.value) ? tree.offset : undefined;
  }
  const values = tree.kind === 'list' ? tree.items : [...tree.entries.values()].map(({ value }) => value);
  for (const value of values) {
    const found = endless(value);
    if (found !== undefined) return found;
  }
  return undefined;
}
