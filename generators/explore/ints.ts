/** A list of integers that grows, on a typed array. Hot loops read `data` directly. */

import type { Room } from './room.ts';

/** The same integers with room for as many more. */
export const lengthened = (from: Int32Array): Int32Array<ArrayBuffer> => {
  const to = new Int32Array(from.length * 2);
  to.set(from);
  return to;
};

/** Integers at the indices 0 to `length` - 1 of `data`. */
export class Ints {
  data = new Int32Array(16);
  length = 0;
  readonly #room: Room | undefined;

  /** With `room` the list asks before it grows. */
  constructor(room?: Room) {
    this.#room = room;
  }

  push(value: number): void {
    if (this.length === this.data.length) {
      this.#room?.take(this.length * 8);
      this.data = lengthened(this.data);
    }
    this.data[this.length++] = value;
  }

  pop(): number {
    return this.data[--this.length] as number;
  }
}
