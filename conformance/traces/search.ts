/**
 * Looks for runs of a followed machine that show a record: product of machine and cuts, the furthest cut first, breadth first within one.
 * A place is a state of the machine, the labels of its last step that are still to be told, and a cut. What nobody sees is closed over.
 * Before a look anything of the API server's may have been missed, and before the first look anything at all.
 */
import { allPending, isPending, withoutPending } from '../../generators/observe/pending.ts';
import type { Entry } from './entry.ts';
import type { Followed, FollowedStep } from './followed.ts';
import { isOfApi } from './labels.ts';
import type { Order } from './order.ts';

/** One step shows fewer labels than this: two versions, and the exits of the containers of a sandbox that dies. */
const mostLabels = 12;
const sets = 2 ** mostLabels;

/** One thing on a run that was found: a step of the model, or an entry it shows. */
export type Passed = { readonly step: FollowedStep } | { readonly entry: Entry };

/** What was found. */
export interface Found {
  /** A run shows all of the record. */
  readonly explained: boolean;
  /** The states in which a run that comes furthest may be then, and labels that may come next. */
  readonly states: readonly number[];
  readonly legal: readonly string[];
  /** The entries that may come next there, of which none does. */
  readonly missing: readonly Entry[];
  /** One such run, to the end of what it shows. */
  readonly run: readonly Passed[];
}

/** There are more places than somebody wants to look at. */
export class TooMany extends Error {}

interface Place {
  readonly cut: number;
  readonly state: number;
  readonly open: number;
  readonly from: number;
}

/** The search for one record. */
export class Search {
  readonly #order: Order;
  readonly #machine: Followed;
  readonly #most: number;
  readonly #known = new Map<number, Set<number>>();
  readonly #queues = new Map<number, number[]>();
  readonly #places: Place[] = [];
  #furthest = 0;

  constructor(machine: Followed, order: Order, most: number) {
    this.#machine = machine;
    this.#order = order;
    this.#most = most;
    this.#add({ cut: 0, state: 0, open: 0, from: -1 });
  }

  /** Goes on until the record is explained or every place was looked at; throws `TooMany` or `TooLarge`. */
  run(): Found {
    const { total } = this.#order;
    let last = 0;
    for (let cut = this.#nextCut(); cut !== undefined; cut = this.#nextCut()) {
      const queue = this.#queues.get(cut) ?? [];
      const id = queue.shift();
      if (id === undefined) {
        this.#queues.delete(cut);
        continue;
      }
      if (this.#order.size(cut) > this.#order.size(this.#furthest)) [this.#furthest, last] = [cut, id];
      if (this.#order.size(cut) === total) break;
      this.#from(id);
    }
    return this.#found(last);
  }

  #found(last: number): Found {
    const furthest = this.#furthest;
    const there = this.#places.filter(({ cut }) => cut === furthest);
    const legal = there.flatMap(({ state, open }) =>
      this.#machine.labels(state).filter((_, index) => isPending(open, index)),
    );
    return {
      explained: this.#order.size(furthest) === this.#order.total,
      missing: this.#order.next(furthest).map(({ entry }) => entry),
      states: [...new Set(there.flatMap(({ state, open }) => (open === 0 ? [state] : [])))],
      legal: [...new Set(legal)],
      run: this.#runTo(last),
    };
  }

  #runTo(last: number): readonly Passed[] {
    const ids: number[] = [];
    for (let id = last; id >= 0; id = this.#places[id]?.from ?? -1) ids.unshift(id);
    return ids.slice(1).flatMap((id, index): readonly Passed[] => {
      const [before, after] = [this.#places[ids[index] ?? 0], this.#places[id]];
      if (before === undefined || after === undefined) return [];
      if (after.cut !== before.cut) {
        const told = this.#order.next(before.cut).find(({ cut }) => cut === after.cut);
        return told === undefined ? [] : [{ entry: told.entry }];
      }
      if (after.open !== 0 && after.state === before.state && after.open < before.open) return [];
      const step = this.#machine.steps(before.state).find(({ to }) => to === after.state);
      return before.open !== 0 || step === undefined ? [] : [{ step }];
    });
  }

  #nextCut(): number | undefined {
    let best: number | undefined;
    for (const cut of this.#queues.keys())
      if (best === undefined || this.#order.size(cut) > this.#order.size(best)) best = cut;
    return best;
  }

  #add(place: Place): void {
    const { cut, state, open } = place;
    const known = this.#known.get(cut) ?? new Set<number>();
    const key = state * sets + open;
    if (known.has(key)) return;
    known.add(key);
    this.#known.set(cut, known);
    if (this.#places.length >= this.#most)
      throw new TooMany(`there are more than ${this.#most} ways it may have come about`);
    const id = this.#places.push(place) - 1;
    const queue = this.#queues.get(cut);
    if (queue === undefined) this.#queues.set(cut, [id]);
    else queue.push(id);
  }

  #from(from: number): void {
    const place = this.#places[from];
    if (place === undefined) return;
    if (place.open === 0) this.#settled(place, from);
    else this.#telling(place, from);
  }

  #settled({ cut, state }: Place, from: number): void {
    for (const { entry, cut: after } of this.#order.next(cut))
      if (entry.kind === 'look' && entry.key === this.#machine.shown(state))
        this.#add({ cut: after, state, open: 0, from });
    for (const { to } of this.#machine.steps(state)) {
      const { length } = this.#machine.labels(to);
      if (length >= mostLabels) throw new TooMany(`one step shows ${length} things at once`);
      this.#add({ cut, state: to, open: allPending(length), from });
    }
  }

  #telling({ cut, state, open }: Place, from: number): void {
    const missed = this.#order.spineHead(cut)?.kind === 'look';
    const anything = missed && this.#order.isBeforeSpine(cut);
    for (const [index, label] of this.#machine.labels(state).entries()) {
      if (!isPending(open, index)) continue;
      const left = withoutPending(open, index);
      if (anything || (missed && isOfApi(label))) this.#add({ cut, state, open: left, from });
      for (const { entry, cut: after } of this.#order.next(cut))
        if (entry.kind === 'step' && entry.key === label) this.#add({ cut: after, state, open: left, from });
    }
  }
}
