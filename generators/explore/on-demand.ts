/** The reachable graph of a machine written down, as integers, for whoever looks for ways through it. */
import { Cells } from './cells.ts';
import { Forest } from './forest.ts';
import type { Machine } from './machine.ts';
import { Memo } from './memo.ts';
import { Packing } from './packing.ts';
import { Room } from './room.ts';
import { Stepper } from './stepper.ts';
import { drained, type Steps } from './steps.ts';
import { Store } from './store.ts';

const unknown = -1;

/** A step: who does what, and which state comes of it. */
export interface GraphEdge<E> {
  readonly by: number;
  readonly event: E;
  readonly to: number;
}

/** All states, numbered breadth first from 0, with what was asked of each of them. */
export interface Graph<E, T> {
  readonly edges: readonly (readonly GraphEdge<E>[])[];
  readonly values: readonly T[];
}

/** A question about a state, and all answers so far; the code runs once for every way the cells it reads can be. */
class Asked<S, E, T> {
  readonly #memo: Memo<S, E>;
  readonly #tree: number;
  readonly #ask: (state: S) => T;
  readonly #answers: T[] = [];
  readonly #ids = new Map<string, number>();

  constructor(memo: Memo<S, E>, ask: (state: S) => T) {
    this.#memo = memo;
    this.#tree = memo.forest.plant();
    this.#ask = ask;
  }

  of(row: Int32Array): T {
    const known = this.#memo.forest.walk(this.#tree, row);
    if (known >= 0) return this.#answers[known] as T;
    const { result, reads } = this.#memo.cells.run(row, 'a question', (state) => this.#ask(state as S));
    const text = JSON.stringify(result);
    const id = this.#ids.get(text) ?? this.#answers.push(result) - 1;
    this.#ids.set(text, id);
    this.#memo.learn('a question', this.#tree, reads, row, id);
    return this.#answers[id] as T;
  }
}

/** A graph that is explored only as far as somebody looks; states are numbered in the order in which they are met. */
export class GrowingGraph<S extends object, E, T> {
  readonly #memo: Memo<S, E>;
  readonly #store: Store;
  readonly #stepper: Stepper<S, E>;
  readonly #questions: readonly Asked<S, E, T>[];
  readonly #values: (readonly T[])[] = [];

  /** `ask` says what to know of each state, one question after the other. */
  constructor(machine: Machine<S, E>, ask: readonly ((state: S) => T)[], maxStates: number) {
    const cells = new Cells(machine.initial, machine.fixed ?? [], false);
    const packing = new Packing(cells.interner.counts);
    cells.interner.fitted(packing.capacities);
    const room = new Room(Infinity);
    this.#memo = new Memo(machine, cells, new Forest(packing.capacities, room));
    this.#store = new Store(packing, maxStates, room);
    this.#stepper = new Stepper(this.#memo, this.#store, packing);
    this.#questions = ask.map((question) => new Asked(this.#memo, question));
    this.#stepper.addInitial();
  }

  /** How many states are known. */
  get size(): number {
    return this.#store.count;
  }

  /** What may happen in a state; throws `TooLarge` if that leads to more states than allowed. Computed anew each time. */
  edges(state: number): readonly GraphEdge<E>[] {
    const [stepper, memo] = [this.#stepper, this.#memo];
    const n = stepper.grow(state);
    if (this.#store.full !== undefined) throw new TooLarge();
    return Array.from({ length: n }, (_, i) => ({
      by: stepper.owners[i] ?? unknown,
      event: memo.events[memo.outcomeEvent.data[stepper.outcomes[i] ?? unknown] ?? unknown] as E,
      to: stepper.targets[i] ?? unknown,
    }));
  }

  /** The answers to the questions. */
  values(state: number): readonly T[] {
    const known = this.#values[state];
    if (known !== undefined) return known;
    this.#stepper.load(state);
    const values = this.#questions.map((question) => question.of(this.#stepper.row));
    this.#values[state] = values;
    return values;
  }
}

/** There are more states than allowed. */
export class TooLarge extends Error {}

const statesPerStep = 256;

/** Everything reachable, or undefined beyond `maxStates`. */
export function* graphSteps<S extends object, E, T>(
  machine: Machine<S, E>,
  ask: readonly ((state: S) => T)[],
  maxStates: number,
): Steps<Graph<E, readonly T[]> | undefined> {
  const growing = new GrowingGraph(machine, ask, maxStates);
  const edges: (readonly GraphEdge<E>[])[] = [];
  const values: (readonly T[])[] = [];
  try {
    for (let state = 0; state < growing.size; state++) {
      if (state % statesPerStep === 0) yield;
      edges.push(growing.edges(state));
      values.push(growing.values(state));
    }
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
  return { edges, values };
}

/** The same at once. */
export const graphOf = <S extends object, E, T>(
  ...asked: Parameters<typeof graphSteps<S, E, T>>
): Graph<E, readonly T[]> | undefined => drained(graphSteps<S, E, T>(...asked));
