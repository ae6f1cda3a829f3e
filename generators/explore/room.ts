/** The room a computation may take, in memory and in time: it is asked before each allocation and every so often. */

/** Thrown when the room is used up or the user has had enough. */
export class OutOfRoom extends Error {
  readonly limit: 'max-memory' | 'interrupted';

  constructor(limit: 'max-memory' | 'interrupted', options?: ErrorOptions) {
    super(limit === 'max-memory' ? 'out of memory' : 'interrupted', options);
    this.limit = limit;
  }
}

const TICKS = 4096;

/** Memory left to allocate, and somebody who may call it off. */
export class Room {
  #left: number;
  #ticks = 0;
  readonly #interrupted: () => boolean;

  constructor(bytes: number, interrupted: () => boolean = () => false) {
    this.#left = bytes;
    this.#interrupted = interrupted;
  }

  /** How many bytes may still be allocated. */
  get left(): number {
    return this.#left;
  }

  /** Called before so many bytes are allocated; negative when they are given back. Throws if there are not enough. */
  take(bytes: number): void {
    if (bytes > this.#left) throw new OutOfRoom('max-memory');
    this.#left -= bytes;
  }

  /** Called once per unit of work. Throws if it is called off. */
  tick(): void {
    if (++this.#ticks % TICKS === 0 && this.#interrupted()) throw new OutOfRoom('interrupted');
  }

  /** A new array of integers, all 0. Throws too if the machine or the language has no room for it. */
  ints(length: number): Int32Array {
    this.take(length * 4);
    try {
      return new Int32Array(length);
    } catch (error) {
      this.take(-length * 4);
      throw new OutOfRoom('max-memory', { cause: error });
    }
  }
}
