/** An oracle in words: what every run shows, in which order, and what some runs show besides. */
import type { Expectation, Observation, Occurrence, Oracle } from './case.ts';

type Edge = readonly [label: number, state: number];

const isStimulus = (oracle: Oracle, label: number): boolean => 'do' in (oracle.alphabet[label] ?? {});

/** A run may end where silence is all right and the tester has nothing to do. */
const mayEnd = (oracle: Oracle, state: number): boolean => {
  const { rest = false, next = [] } = oracle.states[state] ?? {};
  return rest && !next.some(([label]) => isStimulus(oracle, label));
};

/**
 * From each state on: how often a letter comes at least before the run ends, or before `stop` comes for the `times`-th time (then
 * only runs in which it does are asked). 0-1 breadth first over (state, times seen).
 */
const fewest = (oracle: Oracle, letter: number, stop?: { readonly label: number; readonly times: number }): number => {
  const distance = new Map<string, number>([['0/0', 0]]);
  const queue: { readonly state: number; readonly seen: number; readonly count: number }[] = [
    { state: 0, seen: 0, count: 0 },
  ];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const { state, seen, count } = at;
    if ((distance.get(`${state}/${seen}`) ?? 0) < count) continue;
    if (stop === undefined ? mayEnd(oracle, state) : seen === stop.times) return count;
    for (const [label, to] of (oracle.states[state]?.next ?? []) as readonly Edge[]) {
      const cost = count + (label === letter ? 1 : 0);
      const met = seen + (label === stop?.label ? 1 : 0);
      if (cost >= (distance.get(`${to}/${met}`) ?? Infinity)) continue;
      distance.set(`${to}/${met}`, cost);
      const next = { state: to, seen: met, count: cost };
      if (cost === count) queue.unshift(next);
      else queue.push(next);
    }
  }
  return Infinity;
};

/** Does a letter come more than `times` times in some run? */
const comesMoreThan = (oracle: Oracle, letter: number, times: number): boolean => {
  if (!Number.isFinite(times)) return false;
  const seen = new Set(['0/0']);
  const queue: (readonly [number, number])[] = [[0, 0]];
  for (const [state, count] of queue) {
    if (count > times) return true;
    for (const [label, to] of oracle.states[state]?.next ?? []) {
      const next = [to, count + (label === letter ? 1 : 0)] as const;
      if (!seen.has(next.join('/'))) queue.push(next);
      seen.add(next.join('/'));
    }
  }
  return false;
};

/** Pairs that do not follow from two others. */
const reduced = (count: number, before: (a: number, b: number) => boolean): readonly (readonly [number, number])[] => {
  const all = Array.from({ length: count }, (_, index) => index);
  return all.flatMap((a) =>
    all
      .filter((b) => before(a, b) && !all.some((c) => before(a, c) && before(c, b)))
      .map((b): readonly [number, number] => [a, b]),
  );
};

/** What can be said of an oracle without drawing it. */
export const expectationOf = (oracle: Oracle): Expectation => {
  const letters = oracle.alphabet.flatMap((label, index) => ('see' in label ? [{ label, index }] : []));
  const least = letters.map(({ label, index }) => ({ label, index, times: fewest(oracle, index) }));
  const required = least.flatMap(({ label, index, times }) =>
    Array.from({ length: Number.isFinite(times) ? times : 0 }, (_, n) => ({ label, index, times: n + 1 })),
  );
  const precedes = required.map((a) =>
    required.map((b) => a !== b && fewest(oracle, a.index, { label: b.index, times: b.times }) >= a.times),
  );
  // Of an observation that comes before itself (the first before the second) both ways cannot be; ties are told by number.
  const before = (a: number, b: number): boolean => {
    const [first, second] = [required[a], required[b]];
    if (first !== undefined && first.index === second?.index) return first.times < second.times;
    return precedes[a]?.[b] === true && precedes[b]?.[a] !== true;
  };
  const occurrence = ({ label, times }: { readonly label: Observation; readonly times: number }): Occurrence => ({
    observation: label,
    times,
  });
  return {
    required: required.map(occurrence),
    order: reduced(required.length, before),
    allowed: least
      .filter(({ index, times }) => comesMoreThan(oracle, index, times))
      .map(({ label, times }) => occurrence({ label, times: times + 1 })),
  };
};
