/** Histories by chance: what the components do by themselves most of the time, what users do and faults now and then. */
import type { Cluster } from '../../../../model/cluster.ts';
import type { Event } from '../../../../model/event.ts';
import type { Model } from '../../../../model/reducer.ts';
import type { Step } from './transcription.ts';

/** A source of numbers that is the same for the same seed (mulberry32). */
export const numbers = (seed: number): ((below: number) => number) => {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
};

const outside = ({ type }: Event): boolean => /^(user|fault)\//.test(type) && type !== 'user/createRequested';

/** Requests are never refused: that makes for short histories. */
const offered = ({ components }: Model, cluster: Cluster): readonly Event[] =>
  components.flatMap(({ enabled }) => enabled(cluster)).filter(({ type }) => type !== 'apiserver/stageRejected');

const pick = (events: readonly Event[], draw: (below: number) => number, rarely: number): Event | undefined => {
  const usual = events.filter((event) => !outside(event));
  const among = draw(rarely) === 0 || usual.length === 0 ? events : usual;
  return among.length === 0 ? undefined : among[draw(among.length)];
};

/** One history of so many steps at most. */
export function* walk(model: Model, seed: number, steps: number): Generator<Step> {
  const draw = numbers(seed);
  const rarely = [3, 8, 20][draw(3)] ?? 8;
  let before = model.initial;
  for (let taken = 0; taken < steps; taken += 1) {
    const event = pick(offered(model, before), draw, rarely);
    if (event === undefined) return;
    const after = model.reduce(before, event);
    yield { before, event, after };
    before = after;
  }
}

/** An event that waits, since when, and between which ages it happens. */
interface Waiting {
  readonly event: Event;
  readonly since: number;
  readonly earliest: number;
  readonly latest: number;
}

const waitFor = (model: Model, cluster: Cluster, event: Event, since: number): Waiting => {
  const { earliest, latest, earliestOpen, latestOpen } = model.timing?.(cluster, event) ?? {
    earliest: 0,
    latest: Infinity,
  };
  // Whole milliseconds: an open end is one of them away.
  return {
    event,
    since,
    earliest: earliest + (earliestOpen === true ? 1 : 0),
    latest: latest - (latestOpen === true ? 1 : 0),
  };
};

const momentOf = (waiting: Waiting | undefined): number => (waiting?.since ?? 0) + (waiting?.earliest ?? 0);

/** One history with a clock: every event happens in its interval, counted by hand. It ends early where whole milliseconds leave no moment. */
export function* timedWalk(model: Model, seed: number, steps: number): Generator<Step> {
  const draw = numbers(seed);
  const rarely = [2, 4, 8][draw(3)] ?? 4;
  let [before, clock] = [model.initial, 0];
  let waiting = new Map(
    offered(model, before).map((event) => [JSON.stringify(event), waitFor(model, before, event, 0)]),
  );
  for (let taken = 0; taken < steps; taken += 1) {
    const end = Math.min(...[...waiting.values()].map(({ since, latest }) => since + latest));
    const possible = [...waiting.values()].filter(({ since, earliest }) => since + earliest <= end);
    const picked = pick(
      possible.map((one) => one.event),
      draw,
      rarely,
    );
    if (picked === undefined) return;
    const first = Math.max(clock, momentOf(waiting.get(JSON.stringify(picked))));
    const last = Math.min(end, first + 5000);
    const moment = [first, last, first + draw(last - first + 1)][draw(3)] ?? first;
    // Whoever watches the clock looks first.
    const watch = possible.find((one) => one.event.type === 'observer/deadlinePassed' && momentOf(one) <= moment);
    const event = watch?.event ?? picked;
    clock = watch === undefined ? moment : Math.max(clock, momentOf(watch));
    const after = model.reduce(before, event);
    yield { before, event, after, at: clock };
    const renewed = new Set((model.renews?.(before, event) ?? []).map((one) => JSON.stringify(one)));
    renewed.add(JSON.stringify(event));
    waiting = new Map(
      offered(model, after).map((next) => {
        const key = JSON.stringify(next);
        const old = renewed.has(key) ? undefined : waiting.get(key);
        return [key, old ?? waitFor(model, after, next, clock)];
      }),
    );
    before = after;
  }
}
