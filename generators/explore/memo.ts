/**
 * The memo around a machine: `enabled` and `reduce` as decision trees over integers. The machine's own code runs
 * only where a tree has no leaf yet; what it read becomes the path, what it answered the leaf.
 */

import { type Cells, effective } from './cells.ts';
import { type Forest, UNKNOWN } from './forest.ts';
import { Ints } from './ints.ts';
import type { Component, Machine } from './machine.ts';
import { canonical, plainCopy } from './plain.ts';
import { OutOfRoom } from './room.ts';

/** A machine whose answers are remembered. Events, lists of events and outcomes are named by integers from 0. */
export class Memo<S, E> {
  readonly cells: Cells;
  readonly forest: Forest;
  readonly components: readonly Component<S, E>[];
  readonly events: E[] = [];
  /** List l of events is `listItems[listAt[l] .. listAt[l + 1])`. */
  readonly listAt = new Ints();
  readonly listItems = new Ints();
  /** Outcome o is one event with what it changes: pairs (slot, value) in `changes[outcomeAt[o] .. outcomeAt[o + 1])`. */
  readonly outcomeAt = new Ints();
  readonly changes = new Ints();
  readonly outcomeEvent = new Ints();
  enabledCalls = 0;
  reduceCalls = 0;
  /** Calls of `from` and `to` of leads-to properties. */
  predicateCalls = 0;
  readonly #machine: Machine<S, E>;
  readonly #eventIds = new Map<string, number>();
  readonly #listIds = new Map<string, number>();
  readonly #outcomeIds = new Map<string, number>();
  readonly #enabledTree: readonly number[];
  readonly #reduceTree = new Ints();

  constructor(machine: Machine<S, E>, cells: Cells, forest: Forest) {
    this.#machine = machine;
    this.cells = cells;
    this.forest = forest;
    this.components = machine.components;
    this.#enabledTree = machine.components.map(() => forest.plant());
    this.listAt.push(0);
    this.outcomeAt.push(0);
  }

  /** The list of events a component may cause in this row. */
  enabled(component: number, row: Int32Array): number {
    const list = this.forest.walk(this.#enabledTree[component] as number, row);
    return list === UNKNOWN ? this.#learnEnabled(component, row) : list;
  }

  /** What an event does in this row. */
  outcome(component: number, event: number, row: Int32Array): number {
    const outcome = this.forest.walk(this.#reduceTree.data[event] as number, row);
    return outcome === UNKNOWN ? this.#learnOutcome(component, event, row) : outcome;
  }

  /** Makes the changes of an outcome in this row. */
  apply(outcome: number, row: Int32Array): void {
    const changes = this.changes.data;
    const end = this.outcomeAt.data[outcome + 1] as number;
    for (let i = this.outcomeAt.data[outcome] as number; i < end; i += 2) {
      row[changes[i] as number] = changes[i + 1] as number;
    }
  }

  #learnEnabled(index: number, row: Int32Array): number {
    const component = this.components[index] as Component<S, E>;
    this.enabledCalls++;
    const { result, reads } = this.cells.run(row, `enabled of '${component.name}'`, (state) => {
      const events = component.enabled(state as S);
      const answer: unknown = events;
      if (!Array.isArray(answer)) throw new TypeError('it did not answer an array');
      return events.map((event) => this.internEvent(event));
    });
    const list = internList(this.#listIds, result, this.listItems, this.listAt);
    this.learn(`enabled of '${component.name}'`, this.#enabledTree[index] as number, reads, row, list);
    return list;
  }

  #learnOutcome(index: number, id: number, row: Int32Array): number {
    const event = this.events[id] as E;
    const name = `reduce of '${(this.components[index] as Component<S, E>).name}' on ${canonical(event)}`;
    this.reduceCalls++;
    const { result, reads } = this.cells.run(
      row,
      name,
      (state) => this.cells.changesIn(this.#machine.reduce(state as S, event)),
      (changes) => effective(changes, row),
    );
    const before = this.outcomeAt.length;
    const outcome = internList(this.#outcomeIds, result, this.changes, this.outcomeAt, `${id}:`);
    if (this.outcomeAt.length > before) this.outcomeEvent.push(id);
    this.learn(name, this.#reduceTree.data[id] as number, reads, row, outcome);
    return outcome;
  }

  /** Adds to a tree what a run has shown; `name` is blamed if it contradicts an earlier run. */
  learn(name: string, tree: number, reads: readonly number[], row: Int32Array, leaf: number): void {
    try {
      this.forest.learn(tree, reads, row, leaf);
    } catch (error) {
      if (error instanceof OutOfRoom) throw error;
      throw new Error(`${name}: ${(error as Error).message}`, { cause: error });
    }
  }

  /** The name of an event. */
  internEvent(event: E): number {
    const copy = plainCopy(event, 'event') as E;
    const text = canonical(copy);
    const known = this.#eventIds.get(text);
    if (known !== undefined) return known;
    const id = this.events.push(copy) - 1;
    this.#eventIds.set(text, id);
    this.#reduceTree.push(this.forest.plant());
    return id;
  }
}

/** The number of a list of integers among `items`, delimited by `at`; added if new. */
function internList(ids: Map<string, number>, list: readonly number[], items: Ints, at: Ints, prefix = ''): number {
  const text = prefix + list.join();
  const known = ids.get(text);
  if (known !== undefined) return known;
  for (const item of list) items.push(item);
  at.push(items.length);
  ids.set(text, at.length - 2);
  return at.length - 2;
}
