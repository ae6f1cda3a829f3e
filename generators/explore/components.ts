/**
 * Strongly connected components of the open part of a region, by Pearce's variant of Tarjan's algorithm ("A space-efficient
 * algorithm for finding strongly connected components", 2016), without recursion. Edges come from the memo as needed.
 */

import type { Edges } from './edges.ts';
import { Ints } from './ints.ts';
import type { Region } from './region.ts';
import type { Room } from './room.ts';

/** What is told of each component once it is complete. */
export interface Visitor {
  /** A state was entered; its transitions are at hand. */
  readonly entered: (state: number, transitions: number) => void;
  /** A component that contains at least one edge. */
  readonly cyclic: (members: Int32Array, sameComponent: (state: number) => boolean) => void;
}

/** Finds the components of all open states that can be reached from open debtors. Answers a number per state for each. */
export function findComponents(region: Region, edges: Edges, room: Room, visitor: Visitor): Int32Array {
  const walk = new Walk(region, edges, room, visitor);
  for (let state = 0; state < region.expanded; state++) {
    if (region.isDebtor(state) && region.isOpen(state)) walk.from(state);
  }
  return walk.component;
}

class Walk {
  /** 0: not seen. While on the way: order of entry, lowered to the earliest state reached. When done: the component. */
  readonly component: Int32Array;
  readonly #region: Region;
  readonly #graph: Edges;
  readonly #room: Room;
  readonly #visitor: Visitor;
  /** The states being visited, and per state: its entry order, where its edges begin, whether it has an edge to itself. */
  readonly #path: Ints;
  readonly #entry: Ints;
  readonly #edgesFrom: Ints;
  readonly #loops: Ints;
  readonly #edges: Ints;
  /** States left that belong to a component not yet complete. */
  readonly #waiting: Ints;
  #nextEntry = 1;
  #nextComponent: number;

  constructor(region: Region, edges: Edges, room: Room, visitor: Visitor) {
    this.component = room.ints(region.states);
    this.#region = region;
    this.#graph = edges;
    this.#room = room;
    this.#visitor = visitor;
    this.#path = new Ints(room);
    this.#entry = new Ints(room);
    this.#edgesFrom = new Ints(room);
    this.#loops = new Ints(room);
    this.#edges = new Ints(room);
    this.#waiting = new Ints(room);
    this.#nextComponent = region.states;
  }

  from(start: number): void {
    if (this.component[start] !== 0) return;
    this.#enter(start);
    while (this.#path.length > 0) {
      const depth = this.#path.length - 1;
      const state = this.#path.data[depth] as number;
      if (this.#edges.length === this.#edgesFrom.data[depth]) {
        this.#leave(state);
        continue;
      }
      const target = this.#edges.data[this.#edges.length - 1] as number;
      if (this.component[target] === 0) {
        this.#enter(target);
        continue;
      }
      this.#edges.length--;
      this.#lower(state, target);
    }
  }

  #lower(state: number, target: number): void {
    if ((this.component[target] as number) < (this.component[state] as number)) {
      this.component[state] = this.component[target] as number;
    }
  }

  #enter(state: number): void {
    this.#room.tick();
    const n = this.#graph.expand(state);
    this.#visitor.entered(state, n);
    this.component[state] = this.#nextEntry;
    this.#path.push(state);
    this.#entry.push(this.#nextEntry++);
    this.#edgesFrom.push(this.#edges.length);
    let loops = 0;
    for (let i = 0; i < n; i++) {
      const target = this.#graph.targets[i] as number;
      if (target === state) loops = 1;
      else if (this.#region.isOpen(target)) this.#edges.push(target);
    }
    this.#loops.push(loops);
  }

  #leave(state: number): void {
    this.#path.pop();
    this.#edgesFrom.pop();
    const loops = this.#loops.pop() === 1;
    if (this.component[state] !== this.#entry.pop()) {
      this.#waiting.push(state);
      return;
    }
    const own = this.component[state] ?? 0;
    let from = this.#waiting.length;
    while (from > 0 && (this.component[this.#waiting.data[from - 1] as number] as number) >= own) from--;
    this.#waiting.push(state);
    const members = this.#waiting.data.subarray(from, this.#waiting.length);
    this.#nextEntry -= members.length;
    const name = this.#nextComponent--;
    for (const member of members) this.component[member] = name;
    if (members.length > 1 || loops) this.#visitor.cyclic(members, (other) => this.component[other] === name);
    this.#waiting.length = from;
  }
}
