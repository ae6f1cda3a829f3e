/**
 * The state class graph of Berthomieu and Menasche, for any machine: a class is a state with a firing domain, and a
 * transition is one the machine has, provided its event can be the first to happen in that domain. Looks to a search like
 * the untimed graph.
 */

import type { Actor, Found, Graph } from '../graph.ts';
import { lengthened } from '../ints.ts';
import type { Machine, TimedStatistics } from '../machine.ts';
import type { Memo } from '../memo.ts';
import type { Room } from '../room.ts';
import type { Stepper } from '../stepper.ts';
import { FULL, type Store } from '../store.ts';
import { Classes } from './classes.ts';
import { Intervals } from './intervals.ts';
import { EVENT, Offers, OUTCOME, OWNER, TARGET, TURNOVER, WIDTH } from './offers.ts';
import { Timings } from './timings.ts';
import { Turnovers } from './turnovers.ts';
import { ABLE_AND_URGENT, KEPT_WAITING, NO_ZONE, Zones } from './zones.ts';

/** What the untimed search consists of, and what may be used up. */
export interface Foundation<S, E> {
  readonly memo: Memo<S, E>;
  readonly stepper: Stepper<S, E>;
  readonly store: Store;
  readonly room: Room;
  readonly maxStates: number;
  readonly inclusion: boolean;
}

/** Classes and their transitions, one class at a time. */
export class ClassGraph<S, E> implements Graph, Found {
  owners = new Int32Array(64);
  outcomes = new Int32Array(64);
  targets = new Int32Array(64);
  /** Symmetries are not made use of: a class would have to be renamed with the waiting times of its events. */
  readonly orbit = 1;
  /** The components, and after them each event that is bound to happen in time although its component is not fair. */
  readonly actors: Actor[];
  readonly #components: number;
  readonly #stepper: Stepper<S, E>;
  readonly #store: Store;
  readonly #zones: Zones;
  readonly #classes: Classes;
  readonly #timings: Timings<S, E>;
  readonly #intervals = new Intervals();
  readonly #offers: Offers<S, E>;
  readonly #urgent = new Map<number, number>();

  constructor(machine: Machine<S, E>, foundation: Foundation<S, E>) {
    const { memo, stepper, store, room, maxStates, inclusion } = foundation;
    this.actors = [...memo.components];
    this.#components = memo.components.length;
    this.#stepper = stepper;
    this.#store = store;
    const turnovers = new Turnovers();
    this.#zones = new Zones(this.#intervals, turnovers, room);
    this.#classes = new Classes(this.#zones, maxStates, inclusion, room);
    this.#timings = new Timings(machine, memo, this.#intervals);
    this.#offers = new Offers(memo, stepper, this.#timings, turnovers);
  }

  get row(): Int32Array {
    return this.#stepper.row;
  }

  get count(): number {
    return this.#classes.count;
  }

  get full(): 'max-states' | 'max-memory' | undefined {
    return this.#classes.full;
  }

  get bytes(): number {
    return this.#store.bytes + this.#classes.bytes + this.#zones.bytes + this.#offers.bytes;
  }

  /** Whether some event was let happen when it should not: its delay is longer than can be told apart. */
  get widened(): boolean {
    return this.#intervals.widened;
  }

  addInitial(): boolean {
    if (!this.#stepper.addInitial()) {
      this.#classes.full = 'max-memory';
      return false;
    }
    return this.#classes.add(0, this.#zones.step(NO_ZONE, this.#offers.beginning()), 0) !== FULL;
  }

  parent(classId: number): number {
    return this.#classes.parent(classId);
  }

  load(classId: number): void {
    this.#stepper.load(this.#classes.stateOf(classId));
  }

  grow(classId: number): number {
    return this.#expand(classId, true);
  }

  expand(classId: number): number {
    return this.#expand(classId, false);
  }

  /** What time added to the search. */
  statistics(): TimedStatistics {
    return {
      untimedStates: this.#store.count,
      zones: this.#zones.domains.length - 1,
      zoneSteps: this.#zones.steps,
      zoneStepsComputed: this.#zones.stepsComputed,
      timingCalls: this.#timings.calls,
      included: this.#classes.included,
    };
  }

  #expand(classId: number, adding: boolean): number {
    const state = this.#classes.stateOf(classId);
    const zone = this.#classes.zoneOf(classId);
    const offers = this.#offers;
    const begin = offers.begin(state);
    const end = offers.end(state);
    let n = 0;
    for (let at = begin; at < end; at += WIDTH) {
      const standing = this.#zones.standing(zone, offers.data[at + EVENT] as number);
      if (standing === KEPT_WAITING) continue;
      const target = this.#follow(classId, state, zone, at, adding);
      if (target === FULL && adding) break;
      if (n === this.targets.length) this.#lengthen();
      this.owners[n] = this.#actorOf(at, standing);
      this.outcomes[n] = offers.data[at + OUTCOME] as number;
      this.targets[n++] = target;
    }
    this.#stepper.load(state);
    return n;
  }

  #follow(classId: number, state: number, zone: number, at: number, adding: boolean): number {
    const offers = this.#offers;
    if ((offers.data[at + TARGET] as number) < 0) offers.resolve(state, at);
    const target = offers.data[at + TARGET] as number;
    const next = this.#zones.step(zone, offers.data[at + TURNOVER] as number);
    return adding ? this.#classes.add(target, next, classId) : this.#classes.find(target, next);
  }

  /** Who acts: the component, unless it is not fair and the event's time is running out. */
  #actorOf(at: number, standing: number): number {
    const owner = this.#offers.data[at + OWNER] as number;
    const component = this.actors[owner] as Actor;
    if (standing !== ABLE_AND_URGENT || component.fair === true) return owner;
    const key = (this.#offers.data[at + EVENT] as number) * this.#components + owner;
    const known = this.#urgent.get(key);
    if (known !== undefined) return known;
    const actor = this.actors.push({ name: component.name, fair: true }) - 1;
    this.#urgent.set(key, actor);
    return actor;
  }

  #lengthen(): void {
    this.owners = lengthened(this.owners);
    this.outcomes = lengthened(this.outcomes);
    this.targets = lengthened(this.targets);
  }
}
