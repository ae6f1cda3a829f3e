/**
 * Where a graph may be after what was seen of it: sets of nodes, closed over what is hidden, made only as far as somebody asks (the
 * subset construction, on the fly). Sets are numbered from 0.
 */

import { TooLarge } from '../explore/on-demand.ts';
import { fairSilence } from './fair-silence.ts';
import { hidden, type Labelled } from './labelled.ts';

/** The belief machine of a graph; belief 0 is the initial one. */
export class Beliefs {
  readonly graph: Labelled;
  /** A stimulus that can do nothing in a node does nothing there. */
  readonly #ignores: (letter: number) => boolean;
  readonly #sets: Int32Array[] = [];
  readonly #ids = new Map<string, number>();
  readonly #moves: (ReadonlyMap<number, ReadonlySet<number>> | undefined)[] = [];
  readonly #next: Map<number, number>[] = [];
  readonly #silent: (boolean | undefined)[] = [];
  readonly #most: number;

  constructor(graph: Labelled, ignores: (letter: number) => boolean, mostBeliefs: number) {
    this.graph = graph;
    this.#ignores = ignores;
    this.#most = mostBeliefs;
    this.#number(this.#closure([0]));
  }

  /** How many beliefs are known. */
  get size(): number {
    return this.#sets.length;
  }

  /** The letters that may come next, in the order of their numbers. */
  letters(belief: number): readonly number[] {
    return [...this.#targets(belief).keys()].sort((a, b) => a - b);
  }

  /** The nodes of a belief. */
  nodes(belief: number): Int32Array {
    return this.#sets[belief] ?? new Int32Array();
  }

  /** The belief after a letter; undefined if no node can show it. */
  after(belief: number, letter: number): number | undefined {
    const known = this.#next[belief]?.get(letter);
    if (known !== undefined) return known;
    const targets = this.#targets(belief).get(letter);
    const ignores = this.#ignores(letter);
    if (targets === undefined) return ignores ? belief : undefined;
    const staying = ignores ? this.nodes(belief).filter((node) => !this.#offers(node, letter)) : [];
    const after = this.#number(this.#closure([...targets, ...staying]));
    this.#next[belief]?.set(letter, after);
    return after;
  }

  /** May nothing at all come any more, if the tester does nothing? */
  rests(belief: number): boolean {
    const known = this.#silent[belief];
    if (known !== undefined) return known;
    const rests = fairSilence(this.graph, this.nodes(belief));
    this.#silent[belief] = rests;
    return rests;
  }

  #offers(node: number, letter: number): boolean {
    return this.graph.moves(node).some((move) => move.letter === letter);
  }

  #targets(belief: number): ReadonlyMap<number, ReadonlySet<number>> {
    const known = this.#moves[belief];
    if (known !== undefined) return known;
    const targets = new Map<number, Set<number>>();
    for (const node of this.nodes(belief)) {
      for (const { letter, to } of this.graph.moves(node)) {
        if (letter === hidden) continue;
        const set = targets.get(letter);
        if (set === undefined) targets.set(letter, new Set([to]));
        else set.add(to);
      }
    }
    this.#moves[belief] = targets;
    return targets;
  }

  #closure(nodes: Iterable<number>): Int32Array {
    const closed = new Set(nodes);
    for (const node of closed)
      for (const { letter, to } of this.graph.moves(node)) if (letter === hidden) closed.add(to);
    return Int32Array.from(closed).sort();
  }

  #number(set: Int32Array): number {
    const key = set.join();
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    if (this.#sets.length >= this.#most) throw new TooLarge();
    this.#ids.set(key, this.#sets.length);
    this.#next.push(new Map());
    return this.#sets.push(set) - 1;
  }
}
