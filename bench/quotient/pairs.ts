/** Equivalent states that differ in one cell only: where a machine keeps what nothing depends on any more. */
import { isDeepStrictEqual } from 'node:util';
import type { Classes } from './bisimulation.ts';
import type { WholeGraph } from './graph.ts';
import { Partition } from './partition.ts';

/** How many states differ from an equivalent one, found before, in these fields of this cell alone; and an example. */
export interface Difference {
  readonly cell: string;
  readonly fields: string;
  readonly pairs: number;
  readonly example: string;
}

interface Pair {
  readonly slot: number;
  readonly one: number;
  readonly other: number;
}

/** All differences, the most frequent first. */
export function differences(graph: WholeGraph, classes: Classes): readonly Difference[] {
  const found = new Map<string, Difference>();
  const members = new Partition(classes.of);
  for (let set = 0; set < members.sets; set++) {
    const [first, past] = members.bounds(set);
    if (past - first < 2) continue;
    for (const pair of pairsAmong(graph, members.elements.subarray(first, past))) {
      const difference = differenceOf(graph, pair);
      const key = `${difference.cell} ${difference.fields}`;
      found.set(key, { ...difference, ...found.get(key), pairs: (found.get(key)?.pairs ?? 0) + 1 });
    }
  }
  return [...found.values()].sort(
    (a, b) => b.pairs - a.pairs || (`${a.cell} ${a.fields}` < `${b.cell} ${b.fields}` ? -1 : 1),
  );
}

/** For each slot and state, one pair with the first state that has the same values in all other slots. */
function* pairsAmong({ rows, slots }: WholeGraph, states: Int32Array): Generator<Pair> {
  const width = slots.length;
  const hashes = Float64Array.from(states, (state) => {
    let sum = 0;
    for (let slot = 0; slot < width; slot++) sum += weight(slot, rows[state * width + slot] as number);
    return sum;
  });
  for (let slot = 0; slot < width; slot++) {
    const firstWith = new Map<number, number>();
    for (const [i, state] of states.entries()) {
      const key = (hashes[i] as number) - weight(slot, rows[state * width + slot] as number);
      const other = firstWith.get(key);
      if (other === undefined) firstWith.set(key, state);
      else if (differOnlyAt(rows, width, slot, other, state)) yield { slot, one: other, other: state };
    }
  }
}

/** A number of 45 bits: sums of some hundred are exact, so that taking one off again leaves the sum of the others. */
function weight(slot: number, value: number): number {
  const low = Math.imul((slot << 16) ^ value ^ 0x2545f491, 0x9e3779b1) >>> 0;
  const high = Math.imul(low ^ (low >>> 15), 0x85ebca77) >>> 19;
  return high * 2 ** 32 + low;
}

function differOnlyAt(rows: Uint16Array, width: number, slot: number, one: number, other: number): boolean {
  for (let i = 0; i < width; i++) {
    if ((rows[one * width + i] !== rows[other * width + i]) !== (i === slot)) return false;
  }
  return true;
}

function differenceOf({ rows, slots, cellAt }: WholeGraph, { slot, one, other }: Pair): Difference {
  const [before, after] = [one, other].map(
    (state) => cellAt(slot, rows[state * slots.length + slot] as number) as Readonly<Record<string, unknown>>,
  );
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].sort();
  const fields = names.filter((name) => !isDeepStrictEqual(before?.[name], after?.[name]));
  const { group, key } = slots[slot] as { group: string; key: string };
  const example = fields
    .map((name) => `${JSON.stringify(before?.[name]) ?? 'none'} ~ ${JSON.stringify(after?.[name]) ?? 'none'}`)
    .join(', ');
  return { cell: `${group}.${key}`, fields: fields.join(', '), pairs: 1, example };
}
