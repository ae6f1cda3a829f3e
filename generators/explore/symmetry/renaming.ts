/** Renamings: how the names in a machine's states, events and properties change places. */

/**
 * A permutation of names under which a machine stays what it is: renamed all through, states have the renamed events, and these lead to
 * the renamed states. The machine must treat those names as opaque: it compares them for equality, never by order, and never takes the
 * "first" of several.
 */
export interface Renaming<E> {
  /** The key of this group that takes the place of this one. */
  readonly key: (group: string, key: string) => string;
  /** The cell with the names in it renamed. */
  readonly cell: (group: string, cell: object) => object;
  /** The event with the names in it renamed. */
  readonly event: (event: E) => E;
  /** What a property speaks about (`Property.about`), renamed. */
  readonly subject: (subject: string) => string;
}

/** The renaming that changes every string, as a value and as a key of a record, by this function. */
export function renamingBy<E>(rename: (text: string) => string): Renaming<E> {
  const deep = (value: unknown): unknown => {
    if (typeof value === 'string') return rename(value);
    if (Array.isArray(value)) return value.map(deep);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [rename(key), deep(item)]));
  };
  return {
    key: (_, key) => rename(key),
    cell: (_, cell) => deep(cell) as object,
    event: (event) => deep(event) as E,
    subject: rename,
  };
}

/** Every way to permute names, each among those of its own set, but the one that leaves all in place; as maps from name to name. */
export function permutationsOf(...sets: readonly (readonly string[])[]): ReadonlyMap<string, string>[] {
  const ways = sets.reduce<(readonly [string, string])[][]>(
    (before, names) =>
      before.flatMap((pairs) =>
        ordersOf(names).map((order) => [...pairs, ...order.map((name, i) => [names[i] as string, name] as const)]),
      ),
    [[]],
  );
  return ways.filter((pairs) => pairs.some(([from, to]) => from !== to)).map((pairs) => new Map(pairs));
}

function ordersOf(names: readonly string[]): string[][] {
  if (names.length === 0) return [[]];
  return names.flatMap((name) => ordersOf(names.filter((other) => other !== name)).map((rest) => [name, ...rest]));
}
