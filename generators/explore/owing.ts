/** Shortest runs that come to owe something, and then go on to some goal. */

import type { Edges } from './edges.ts';
import { Ints } from './ints.ts';
import type { Region } from './region.ts';
import type { Room } from './room.ts';

/** Where an owing run may go, and where it has arrived. */
export interface Goal {
  readonly enters: (state: number) => boolean;
  readonly ends: (state: number) => boolean;
}

/**
 * The states from a debtor to a goal such that the way from the initial state over that debtor to that goal is
 * shortest. `levels` are the numbers of the first states of each distance from the initial one.
 */
export function pathFromDebt(
  region: Region,
  levels: readonly number[],
  edges: Edges,
  room: Room,
  goal: Goal,
): number[] | undefined {
  return new Owing(region, edges, room, goal).search(levels);
}

/** Breadth first, all debtors at once, each joining at its own distance from the initial state. */
class Owing {
  /** The state an owing run came from, plus one; for a debtor that starts one, itself plus one. */
  readonly #cameFrom: Int32Array;
  readonly #queue: Ints;
  readonly #region: Region;
  readonly #graph: Edges;
  readonly #room: Room;
  readonly #goal: Goal;

  constructor(region: Region, edges: Edges, room: Room, goal: Goal) {
    this.#cameFrom = room.ints(region.states);
    this.#queue = new Ints(room);
    this.#region = region;
    this.#graph = edges;
    this.#room = room;
    this.#goal = goal;
  }

  search(levels: readonly number[]): number[] | undefined {
    const queue = this.#queue;
    let next = 0;
    for (let level = 0; level < levels.length || next < queue.length; level++) {
      this.#joinDebtors(levels[level] ?? this.#region.states, levels[level + 1] ?? this.#region.states);
      const found = queue.data.subarray(next, queue.length).find((state) => this.#goal.ends(state));
      if (found !== undefined) return this.#wayTo(found);
      for (const end = queue.length; next < end; next++) this.#expand(queue.data[next] as number);
    }
    return undefined;
  }

  #joinDebtors(from: number, to: number): void {
    for (let state = from; state < to; state++) if (this.#region.isDebtor(state)) this.#join(state, state);
  }

  #join(state: number, from: number): void {
    if (this.#cameFrom[state] !== 0 || !this.#goal.enters(state)) return;
    this.#cameFrom[state] = from + 1;
    this.#queue.push(state);
  }

  #expand(state: number): void {
    this.#room.tick();
    if (!this.#region.isOpen(state)) return;
    const n = this.#graph.expand(state);
    for (let i = 0; i < n; i++) {
      const target = this.#graph.targets[i] as number;
      if (target >= 0) this.#join(target, state);
    }
  }

  #wayTo(state: number): number[] {
    const path = [state];
    for (let at = state; this.#cameFrom[at] !== at + 1; ) {
      at = (this.#cameFrom[at] as number) - 1;
      path.push(at);
    }
    return path.reverse();
  }
}
