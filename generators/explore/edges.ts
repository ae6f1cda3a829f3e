/** The edges of the state graph, recomputed from the memo or, where memory allows, written down once and read again. */

import { Room } from './room.ts';

/** Answers the transitions of one state at a time, in fields that stay until the next. */
export interface Edges {
  /** The component that acts, and the state it leads to: negative if that is not in the store. */
  readonly owners: Int32Array;
  readonly targets: Int32Array;
  /** How many transitions the state has. */
  expand(state: number): number;
}

/** What there is to write down. */
export interface Extent {
  /** States below this number have been expanded. */
  readonly expanded: number;
  /** At least as many as these states have transitions. */
  readonly transitions: number;
  readonly components: number;
}

const MOST_TRANSITIONS = 2 ** 31 - 1;
const MOST_COMPONENTS = 2 ** 16;

/** Every edge written down, unless that would take more than half of the room: then they are recomputed every time. */
export function edgesFor(computed: Edges, extent: Extent, room: Room, interrupted?: () => boolean): Edges {
  const { expanded, transitions, components } = extent;
  const bytes = 4 * (expanded + 1) + 6 * transitions;
  const fits = bytes <= room.left / 2 && transitions <= MOST_TRANSITIONS && components <= MOST_COMPONENTS;
  if (!fits) return computed;
  const written = new WrittenEdges(computed, extent, new Room(0, interrupted));
  room.take(bytes);
  return written;
}

class WrittenEdges implements Edges {
  owners = new Int32Array(64);
  targets = new Int32Array(64);
  /** The edges of state s are those from `#from[s]` to `#from[s + 1]`. */
  readonly #from: Int32Array;
  readonly #owners: Uint16Array;
  readonly #targets: Int32Array;

  constructor(computed: Edges, { expanded, transitions }: Extent, clock: Room) {
    this.#from = new Int32Array(expanded + 1);
    this.#owners = new Uint16Array(transitions);
    this.#targets = new Int32Array(transitions);
    let next = 0;
    for (let state = 0; state < expanded; state++) {
      clock.tick();
      const n = computed.expand(state);
      for (let i = 0; i < n; i++) {
        this.#owners[next] = computed.owners[i] as number;
        this.#targets[next++] = computed.targets[i] as number;
      }
      this.#from[state + 1] = next;
    }
  }

  expand(state: number): number {
    const from = this.#from[state] as number;
    const n = (this.#from[state + 1] as number) - from;
    if (n > this.targets.length) {
      this.owners = new Int32Array(n * 2);
      this.targets = new Int32Array(n * 2);
    }
    for (let i = 0; i < n; i++) {
      this.owners[i] = this.#owners[from + i] as number;
      this.targets[i] = this.#targets[from + i] as number;
    }
    return n;
  }
}
