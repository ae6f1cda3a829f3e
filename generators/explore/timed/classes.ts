/**
 * All state classes found: pairs (state, zone), numbered from 0 in the order they were added, each with a link to the
 * class it was found from. With inclusion, a class that a class found before includes is taken for that one.
 */

import { Ints } from '../ints.ts';
import type { Room } from '../room.ts';
import { ABSENT, FULL } from '../store.ts';
import { includes } from './domain.ts';
import { PairMap } from './pairs.ts';
import type { Zones } from './zones.ts';

/** A set of classes. */
export class Classes {
  /** Which bound stopped the set from growing. */
  full: 'max-states' | 'max-memory' | undefined;
  /** Classes that were taken for another. */
  included = 0;
  readonly #zones: Zones;
  readonly #maxStates: number;
  readonly #inclusion: boolean;
  readonly #states: Ints;
  readonly #zoneIds: Ints;
  readonly #parents: Ints;
  /** (state, zone) → class. */
  readonly #table: PairMap;
  /** Classes of one state in the order they were found: the first and last per state, the next per class; all plus one. */
  readonly #first: Ints;
  readonly #last: Ints;
  readonly #next: Ints;

  constructor(zones: Zones, maxStates: number, inclusion: boolean, room: Room) {
    this.#zones = zones;
    this.#maxStates = maxStates;
    this.#inclusion = inclusion;
    this.#states = new Ints(room);
    this.#zoneIds = new Ints(room);
    this.#parents = new Ints(room);
    this.#table = new PairMap(room);
    this.#first = new Ints(room);
    this.#last = new Ints(room);
    this.#next = new Ints(room);
  }

  get count(): number {
    return this.#states.length;
  }

  /** Bytes allocated for classes, parent links and the table. */
  get bytes(): number {
    const lists = [this.#states, this.#zoneIds, this.#parents, this.#first, this.#last, this.#next];
    return this.#table.bytes + lists.reduce((sum, list) => sum + list.data.byteLength, 0);
  }

  stateOf(classId: number): number {
    return this.#states.data[classId] as number;
  }

  zoneOf(classId: number): number {
    return this.#zoneIds.data[classId] as number;
  }

  parent(classId: number): number {
    return this.#parents.data[classId] as number;
  }

  /** The class of this state and zone, or the one it is taken for, or ABSENT. */
  find(state: number, zone: number): number {
    const known = this.#table.get(state, zone);
    return known >= 0 || !this.#inclusion ? known : this.#including(state, zone);
  }

  /** As `find`, but a class that is absent is added. FULL if there is no room for it. */
  add(state: number, zone: number, parent: number): number {
    const known = this.#table.get(state, zone);
    if (known >= 0) return known;
    const including = this.#inclusion ? this.#including(state, zone) : ABSENT;
    if (including >= 0) {
      this.included++;
      this.#table.set(state, zone, including);
      return including;
    }
    if (this.count >= this.#maxStates) {
      this.full = 'max-states';
      return FULL;
    }
    const classId = this.count;
    this.#table.set(state, zone, classId);
    this.#states.push(state);
    this.#zoneIds.push(zone);
    this.#parents.push(parent);
    if (this.#inclusion) this.#link(state, classId);
    return classId;
  }

  /**
   * The class that was found first among those that include this one. First, so that the answer never changes: had there been
   * one before the class was added, it would not have been.
   */
  #including(state: number, zone: number): number {
    const { domains } = this.#zones;
    const domain = domains[zone] as (typeof domains)[number];
    if (state >= this.#first.length) return ABSENT;
    for (let at = this.#first.data[state] as number; at > 0; at = this.#next.data[at - 1] as number) {
      const other = domains[this.zoneOf(at - 1)] as (typeof domains)[number];
      if (includes(other, domain)) return at - 1;
    }
    return ABSENT;
  }

  #link(state: number, classId: number): void {
    while (this.#first.length <= state) {
      this.#first.push(0);
      this.#last.push(0);
    }
    const last = this.#last.data[state] as number;
    if (last === 0) this.#first.data[state] = classId + 1;
    else this.#next.data[last - 1] = classId + 1;
    this.#last.data[state] = classId + 1;
    this.#next.push(0);
  }
}
