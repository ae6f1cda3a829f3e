/** Domains named by integers, and their steps remembered: what a domain becomes depends on the turnover alone. */

import { Ints } from '../ints.ts';
import type { Room } from '../room.ts';
import { canBeFirst, type Domain, EMPTY, isUrgent } from './domain.ts';
import { Draft } from './draft.ts';
import type { Intervals } from './intervals.ts';
import { PairMap } from './pairs.ts';
import type { Turnovers } from './turnovers.ts';

/** The zone in which nobody waits: the state of affairs before the initial state. */
export const NO_ZONE = 0;

/** How an event stands in a zone: not in it, so that it may happen at any time. */
const FREE = 0;
/** It cannot be the next to happen. */
export const KEPT_WAITING = 1;
/** It can be the next to happen. */
const ABLE = 2;
/** It can be the next to happen, and does not wait for ever. */
export const ABLE_AND_URGENT = 3;

/** What a zone costs besides its matrix: objects, names, its place in the table. */
const OVERHEAD = 320;

/** After so many computed steps it is asked whether remembering them pays: whether one in twenty was known. */
const TRIAL = 8192;
const WORTHWHILE = 1.05;

/** All domains met so far. */
export class Zones {
  /** Zone z is `domains[z]`. */
  readonly domains: Domain[] = [];
  steps = 0;
  stepsComputed = 0;
  bytes = 0;
  readonly #draft: Draft;
  readonly #turnovers: Turnovers;
  readonly #room: Room;
  /** The events of zone z and how they stand: pairs in `#standing[#standingAt[z] .. #standingAt[z + 1])`. */
  readonly #standing = new Ints();
  readonly #standingAt = new Ints();
  readonly #hashes = new Ints();
  #table = new Int32Array(1024);
  /** (zone, turnover) → zone. */
  #successors: PairMap | undefined;

  constructor(intervals: Intervals, turnovers: Turnovers, room: Room) {
    this.#draft = new Draft(intervals);
    this.#turnovers = turnovers;
    this.#room = room;
    this.#successors = new PairMap(room);
    this.#standingAt.push(0);
    this.#add(EMPTY, 0, 0);
  }

  /** How an event that is possible stands in a zone. */
  standing(zone: number, event: number): number {
    const standing = this.#standing.data;
    const end = this.#standingAt.data[zone + 1] as number;
    for (let i = this.#standingAt.data[zone] as number; i < end; i += 2) {
      if (standing[i] === event) return standing[i + 1] as number;
    }
    return FREE;
  }

  /** The zone after a step whose event is able to happen in this one. */
  step(zone: number, turnover: number): number {
    this.steps++;
    const known = this.#successors?.get(zone, turnover) ?? -1;
    if (known >= 0) return known;
    if (++this.stepsComputed % TRIAL === 0) this.#reconsider();
    const { all } = this.#turnovers;
    this.#draft.step(this.domains[zone] as Domain, all[turnover] as (typeof all)[number]);
    const next = this.#intern();
    this.#successors?.set(zone, turnover, next);
    return next;
  }

  /** Where nearly every class has a zone of its own, steps do not recur: looking them up would only cost. */
  #reconsider(): void {
    if (this.#successors === undefined || this.steps > this.stepsComputed * WORTHWHILE) return;
    this.#room.take(-this.#successors.bytes);
    this.#successors = undefined;
  }

  /** The name of the domain just drafted. */
  #intern(): number {
    const draft = this.#draft;
    const hash = hashOf(draft);
    const mask = this.#table.length - 1;
    let at = hash & mask;
    for (; this.#table[at] !== 0; at = (at + 1) & mask) {
      const zone = (this.#table[at] as number) - 1;
      if (this.#hashes.data[zone] === hash && isDrafted(this.domains[zone] as Domain, draft)) return zone;
    }
    return this.#add(draft.copy(), hash, at);
  }

  #add(domain: Domain, hash: number, at: number): number {
    const bytes = OVERHEAD + domain.matrix.byteLength + 3 * domain.events.byteLength;
    this.#room.take(bytes);
    this.bytes += bytes;
    const zone = this.domains.push(domain) - 1;
    this.#table[at] = zone + 1;
    this.#hashes.push(hash);
    for (const [place, event] of domain.events.entries()) {
      this.#standing.push(event);
      this.#standing.push(!canBeFirst(domain, place) ? KEPT_WAITING : isUrgent(domain, place) ? ABLE_AND_URGENT : ABLE);
    }
    this.#standingAt.push(this.#standing.length);
    if (this.domains.length * 2 > this.#table.length) this.#rehash();
    return zone;
  }

  #rehash(): void {
    this.#table = new Int32Array(this.#table.length * 2);
    const mask = this.#table.length - 1;
    for (let zone = 0; zone < this.domains.length; zone++) {
      let at = (this.#hashes.data[zone] as number) & mask;
      while (this.#table[at] !== 0) at = (at + 1) & mask;
      this.#table[at] = zone + 1;
    }
  }
}

/** Every bound counts, and the speck of an open one with it. */
function hashOf({ size, events, matrix }: Draft): number {
  let hash = size;
  for (let i = 0; i < size; i++) hash = stir(hash, events[i] as number);
  for (let i = 0; i < (size + 1) ** 2; i++) {
    const bound = matrix[i] as number;
    hash = stir(hash, bound === Infinity ? ENDLESS : bound * SPREAD);
  }
  return hash ^ (hash >>> 15);
}

/** More than a speck is small, and odd, so that specks count and all bits of a long wait reach the lower 32. */
const SPREAD = 98_317;
const ENDLESS = 0x2545f491;

function stir(hash: number, word: number): number {
  const h = Math.imul(hash ^ word, 0x85ebca6b);
  return h ^ (h >>> 13);
}

function isDrafted({ events, matrix }: Domain, draft: Draft): boolean {
  if (events.length !== draft.size) return false;
  for (let i = 0; i < events.length; i++) if (events[i] !== draft.events[i]) return false;
  for (let i = 0; i < matrix.length; i++) if (matrix[i] !== draft.matrix[i]) return false;
  return true;
}
