/**
 * The traced view: a state that notes which cells are looked into. Each cell is handed out as a stand-in, a Proxy;
 * fetching it (`state.pods.web`), spreading its group and putting it into a new state are no reads, anything that
 * depends on its content is. Stand-ins are made once per slot; what they show is the row of the current run.
 */

import type { Interner } from './interner.ts';

/** A state made of stand-ins over the row given to `begin`. */
export class TracedView {
  /** The state to hand to a reducer. */
  readonly state: object;
  /** The slots read since `begin`, in order of their first read. */
  reads: number[] = [];
  readonly #interner: Interner;
  readonly #slotOf = new WeakMap<object, number>();
  readonly #read: Uint8Array;
  #row: Int32Array | undefined;

  constructor(interner: Interner) {
    this.#interner = interner;
    this.#read = new Uint8Array(interner.shape.slots.length);
    this.state = interner.shape.assemble((slot) => this.#standIn(slot));
  }

  /** From now on the stand-ins show this row, and reads are noted anew. */
  begin(row: Int32Array): void {
    this.#row = row;
    this.reads = [];
    this.#read.fill(0);
  }

  /** From now on no stand-in may be read: whoever kept one keeps it too long. */
  end(): void {
    this.#row = undefined;
  }

  /** The slot a stand-in stands for, undefined for anything else. */
  slotOf(cell: object): number | undefined {
    return this.#slotOf.get(cell);
  }

  /** Notes a read of the slot; answers the name of the value in it. */
  touch(slot: number): number {
    if (this.#row === undefined) {
      const { group, key } = this.#interner.shape.slots[slot] as { group: string; key: string };
      throw new Error(`cell '${group}.${key}' was read after the call it was handed to had returned`);
    }
    if (this.#read[slot] === 0) {
      this.#read[slot] = 1;
      this.reads.push(slot);
    }
    return this.#row[slot] as number;
  }

  #standIn(slot: number): object {
    const cell = () => this.#interner.value(slot, this.touch(slot));
    const { group, key } = this.#interner.shape.slots[slot] as { group: string; key: string };
    const refuse = (): never => {
      throw new Error(`cell '${group}.${key}' was changed in place; reducers return new cells`);
    };
    const standIn = new Proxy<object>(
      {},
      {
        get: (_, property): unknown => Reflect.get(cell(), property),
        has: (_, property) => Reflect.has(cell(), property),
        ownKeys: () => Reflect.ownKeys(cell()),
        getOwnPropertyDescriptor: (_, property) => asOwn(Reflect.getOwnPropertyDescriptor(cell(), property)),
        set: refuse,
        defineProperty: refuse,
        deleteProperty: refuse,
        setPrototypeOf: refuse,
        preventExtensions: refuse,
      },
    );
    this.#slotOf.set(standIn, slot);
    return standIn;
  }
}

/** A Proxy may only report properties its (empty) target lacks as configurable. */
function asOwn(descriptor: PropertyDescriptor | undefined): PropertyDescriptor | undefined {
  return descriptor && { ...descriptor, configurable: true, writable: true };
}
