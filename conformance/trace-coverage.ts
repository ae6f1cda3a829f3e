/**
 * What a trace shows a target to have gone through. Of all runs of the model that explain it only what every one of them passes counts: what a
 * case aims at is a wish. A run that left the model counts as far as the model explains it.
 */

import { TooLarge } from '../generators/explore/on-demand.ts';
import { type Label, labelKey } from '../generators/observe/label.ts';
import { allPending, isPending, withoutPending } from '../generators/observe/pending.ts';
import type { Case, ProfileName } from '../generators/suite/case.ts';
import { type Passage, Passages } from '../generators/suite/coverage.ts';
import { Cuts } from '../generators/trace/consistent-cuts.ts';
import type { Entry, Trust } from '../generators/trace/entry.ts';
import { type Hop, surelyPassed, type Ways } from '../generators/trace/must-analysis.ts';

/** What is to be credited. */
export interface Trace {
  readonly entries: readonly Entry[];
  /** So many of them, from the first, the model explains. */
  readonly explained: number;
  /** The target may be silent for ever after them, and was. */
  readonly rests: boolean;
}

/** Goals that were surely gone through. */
export interface Credit {
  readonly covers: readonly string[];
  /** Why nothing is credited although something was seen; '' if it was counted. */
  readonly uncounted: string;
}

/** Models of more states, and more ways than this to explain a trace, are not looked through. */
const mostLookedThrough = { states: 60_000, places: 150_000 };

/** A place on the way: a state of the model, labels of the last step still to come, and a cut of the record. */
interface Place {
  readonly state: number;
  readonly open: number;
  readonly cut: number;
}

interface Leg extends Hop {
  readonly passage?: Passage;
}

const keyOf = ({ state, open, cut }: Place): string => `${state} ${open} ${cut}`;

/** All runs of the model that explain a trace. */
class Explanations {
  readonly passages: Passages;
  readonly legs: (readonly Leg[])[] = [];
  readonly ends = new Set<number>();
  readonly #cuts: Cuts;
  readonly #trace: Trace;
  readonly #most: number;
  readonly #places: Place[] = [];
  readonly #ids = new Map<string, number>();
  readonly #labels = new Map<number, readonly Label[]>([[0, []]]);

  constructor(
    one: Case,
    profile: ProfileName,
    trace: Trace,
    { skew }: Trust,
    { states, places }: typeof mostLookedThrough,
  ) {
    this.passages = new Passages(one, profile, states);
    this.#cuts = new Cuts(trace.entries, skew);
    this.#trace = trace;
    this.#most = places;
    this.#idOf({ state: 0, open: 0, cut: 0 });
    for (let id = 0; id < this.#places.length; id++) this.legs.push(this.#explore(id));
  }

  #explore(id: number): readonly Leg[] {
    const place = this.#places[id];
    if (place === undefined) return [];
    const { rests, explained } = this.#trace;
    const told = this.#cuts.has(place.cut, explained);
    if (told && (!rests || (place.open === 0 && this.passages.rests(place.state)))) this.ends.add(id);
    if (told && !rests) return [];
    return place.open === 0 ? this.#steps(place) : this.#tellings(place);
  }

  #steps({ state, cut }: Place): readonly Leg[] {
    return this.passages.from(state).map((passage) => {
      const { labels } = passage;
      this.#labels.set(passage.to, labels);
      const to = this.#idOf({ state: passage.to, open: allPending(labels.length), cut });
      return { to, passes: passage.goals, passage };
    });
  }

  /** What one step shows may be told in any order. */
  #tellings({ state, open, cut }: Place): readonly Leg[] {
    return (this.#labels.get(state) ?? []).flatMap((label, place) => {
      if (!isPending(open, place)) return [];
      const left = withoutPending(open, place);
      const key = labelKey(label);
      const told = this.#cuts.next(cut).filter((next) => next.key === key);
      return told.map((next) => ({ to: this.#idOf({ state, open: left, cut: next.cut }), passes: [] }));
    });
  }

  #idOf(place: Place): number {
    const key = keyOf(place);
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    if (this.#places.length >= this.#most) throw new TooLarge();
    this.#ids.set(key, this.#places.length);
    return this.#places.push(place) - 1;
  }
}

/** The same ways, with what happened last on one track in every place: they pass what two steps reach together. */
const togetherIn = ({ legs, ends, passages }: Explanations, track: number): Ways => {
  const places: { readonly id: number; readonly last: string }[] = [];
  const ids = new Map<string, number>();
  const idOf = (id: number, last: string): number => {
    const key = `${id} ${last}`;
    const known = ids.get(key) ?? places.push({ id, last }) - 1;
    ids.set(key, known);
    return known;
  };
  const hops: Hop[][] = [];
  idOf(0, '');
  for (const { id, last } of places) {
    const list = (legs[id] ?? []).map(({ to, passage }): Hop => {
      const now = passage?.tracks[track] ?? '';
      if (now === '') return { to: idOf(to, last), passes: [] };
      return { to: idOf(to, now), passes: last === '' ? [] : [passages.together(track, last, now)] };
    });
    hops.push(list);
  }
  return { hops, ends: new Set(places.flatMap(({ id }, index) => (ends.has(id) ? [index] : []))) };
};

/** The goals every run of the model that explains this trace goes through. */
export const creditOf = (
  one: Case,
  profile: ProfileName,
  trace: Trace,
  trust: Trust,
  most = mostLookedThrough,
): Credit => {
  if (trace.explained === 0) return { covers: [], uncounted: '' };
  try {
    const ways = new Explanations(one, profile, trace, trust, most);
    const tracks = [...ways.passages.lanes.keys(), ways.passages.lanes.length];
    const goals = tracks.flatMap((track) => [...surelyPassed(togetherIn(ways, track))]);
    const covers = new Set([...goals, ...surelyPassed({ hops: ways.legs, ends: ways.ends })]);
    return { covers: [...covers].sort(), uncounted: '' };
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    return { covers: [], uncounted: 'there are too many ways in which the model may have come to this' };
  }
};
