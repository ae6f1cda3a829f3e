/** Which of a machine's renamings a search can use: they leave its initial state and what is asked as they are. */

import type { Cells } from '../cells.ts';
import type { Property } from '../machine.ts';
import { canonical } from '../plain.ts';
import type { Slot } from '../shape.ts';
import type { Renaming } from './renaming.ts';

/** A renaming as a permutation of slots and of properties. */
export interface Element<E> {
  /** Absent of the one that renames nothing. */
  readonly renaming: Renaming<E> | undefined;
  /** The slot each slot's content goes to. */
  readonly to: Int32Array;
  readonly properties: readonly number[];
}

/** The renamings that keep the initial state, and under which each property asked becomes one that is asked. They are a group if all are. */
export function elementsAmong<S, E>(
  renamings: readonly Renaming<E>[],
  cells: Cells,
  properties: readonly Property<S, E>[],
): Element<E>[] {
  const places = new Map(cells.interner.shape.slots.map((slot, i) => [nameOf(slot), i]));
  return renamings.flatMap((renaming) => {
    const renamed = propertiesUnder(renaming, properties);
    if (renamed === undefined) return [];
    const to = slotsUnder(renaming, cells.interner.shape.slots, places);
    return keepsInitial(renaming, to, cells) ? [{ renaming, to, properties: renamed }] : [];
  });
}

/** `products[g][h]` is the number of the element that does what h and then g do. Throws if there is none. */
export function productsOf<E>(elements: readonly Element<E>[]): Int32Array[] {
  const numbers = new Map(elements.map(({ to }, g) => [to.join(), g]));
  if (numbers.size < elements.length) throw new Error('two of the symmetries move every cell alike');
  return elements.map((g) =>
    Int32Array.from(elements, (h) => {
      const product = numbers.get(h.to.map((slot) => g.to[slot] as number).join());
      if (product === undefined) throw new Error('the symmetries are no group: two in a row are none of them');
      return product;
    }),
  );
}

const nameOf = ({ group, key }: Slot): string => `${group}\0${key}`;

function slotsUnder<E>(renaming: Renaming<E>, slots: readonly Slot[], places: ReadonlyMap<string, number>): Int32Array {
  const to = Int32Array.from(slots, ({ group, key }) => {
    const place = places.get(nameOf({ group, key: renaming.key(group, key) }));
    if (place === undefined) throw new Error(`a symmetry renames '${key}' of group '${group}' to no key of it`);
    return place;
  });
  if (new Set(to).size < to.length) throw new Error('a symmetry renames two keys of a group to one');
  return to;
}

function keepsInitial<E>(renaming: Renaming<E>, to: Int32Array, { interner, initial }: Cells): boolean {
  return to.every((target, slot) => {
    const { group } = interner.shape.slots[slot] as Slot;
    const renamed = renaming.cell(group, interner.value(slot, initial[slot] as number));
    return canonical(renamed) === canonical(interner.value(target, initial[target] as number));
  });
}

function propertiesUnder<S, E>(
  renaming: Renaming<E>,
  properties: readonly Property<S, E>[],
): readonly number[] | undefined {
  const keyOf = ({ kind, about }: Property<S, E>, i: number, rename: (subject: string) => string): string =>
    about === undefined ? String(i) : `${kind}\0${about.family}\0${rename(about.subject)}`;
  const numbers = new Map(properties.map((property, i) => [keyOf(property, i, (subject) => subject), i]));
  const renamed = properties.flatMap((property, i) => numbers.get(keyOf(property, i, renaming.subject)) ?? []);
  return renamed.length === properties.length && numbers.size === properties.length ? renamed : undefined;
}
