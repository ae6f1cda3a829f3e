/** Which cells a machine's states have. Settled by the initial state; slots number the cells from 0. */

import { canonical, describe, isPlainObject } from './plain.ts';

/** One place for a cell. */
export interface Slot {
  readonly group: string;
  readonly key: string;
}

interface Group {
  readonly name: string;
  readonly keys: readonly string[];
  readonly firstSlot: number;
}

/** The shape of a machine's states: groups, keys, and the groups that never change. */
export class Shape {
  readonly slots: readonly Slot[];
  readonly #groups: readonly Group[];
  readonly #fixed: ReadonlyMap<string, unknown>;

  constructor(initial: object, fixed: readonly string[]) {
    const slots: Slot[] = [];
    const groups: Group[] = [];
    const constants = new Map<string, unknown>();
    for (const [name, group] of Object.entries(initial)) {
      if (fixed.includes(name)) {
        constants.set(name, group);
        continue;
      }
      const keys = Object.keys(recordOf(group, `group '${name}' of the initial state`, ", or be listed in 'fixed'"));
      groups.push({ name, keys, firstSlot: slots.length });
      slots.push(...keys.map((key) => ({ group: name, key })));
    }
    this.slots = slots;
    this.#groups = groups;
    this.#fixed = constants;
  }

  /** The state whose cells are given by slot. Frozen down to, not into, the cells. */
  assemble(cellOf: (slot: number) => object): object {
    const groups = this.#groups.map(({ name, keys, firstSlot }) => {
      const cells = keys.map((key, i) => [key, cellOf(firstSlot + i)] as const);
      return [name, Object.freeze(Object.fromEntries(cells))] as const;
    });
    return Object.freeze(Object.fromEntries([...this.#fixed, ...groups]));
  }

  /**
   * The cells of a state by slot, after checking that it has this shape. Groups identical with those of `base`
   * are passed over.
   */
  *cellsOf(state: unknown, base?: object): Generator<readonly [slot: number, cell: object]> {
    const record = recordOf(state, 'the state', '');
    this.#checkGroups(record);
    for (const { name, keys, firstSlot } of this.#groups) {
      const group = record[name];
      if (base !== undefined && group === (base as Record<string, unknown>)[name]) continue;
      const cells = recordOf(group, `group '${name}'`, '');
      checkKeys(name, keys, cells);
      for (const [i, key] of keys.entries()) yield [firstSlot + i, cellAt(cells[key], name, key)];
    }
  }

  #checkGroups(state: Readonly<Record<string, unknown>>): void {
    for (const name of Object.keys(state)) {
      const known = this.#fixed.has(name) || this.#groups.some((group) => group.name === name);
      if (!known) throw new Error(`group '${name}' was added; the groups are settled by the initial state`);
    }
    for (const { name } of this.#groups) {
      if (!Object.hasOwn(state, name)) throw new Error(`group '${name}' was removed`);
    }
    for (const [name, value] of this.#fixed) {
      const same = state[name] === value || (isPlainObject(value) && canonical(state[name]) === canonical(value));
      if (!same) throw new Error(`fixed group '${name}' was changed`);
    }
  }
}

function checkKeys(group: string, keys: readonly string[], cells: Readonly<Record<string, unknown>>): void {
  const missing = keys.find((key) => !Object.hasOwn(cells, key));
  if (missing !== undefined) throw new Error(`key '${missing}' was removed from group '${group}'`);
  const added = Object.keys(cells).find((key) => !keys.includes(key));
  if (added !== undefined) {
    throw new Error(`key '${added}' was added to group '${group}'; the keys are settled by the initial state`);
  }
}

function recordOf(value: unknown, what: string, otherwise: string): Readonly<Record<string, unknown>> {
  if (isPlainObject(value)) return value;
  throw new Error(`${what} must be a plain object${otherwise}, but is ${describe(value)}`);
}

function cellAt(value: unknown, group: string, key: string): object {
  return recordOf(value, `cell '${group}.${key}'`, '');
}
