import { describe, expect, it } from 'vitest';
import type { Label } from '../observe/label.ts';
import type { Automaton } from './automaton.ts';
import type { Entry } from './entry.ts';
import { Belief } from './state-estimate.ts';

const uid = 'web#1';
const ready: Label = { see: 'sandbox ready', uid };
const stopped: Label = { see: 'sandbox stopped', uid };
const removed: Label = { see: 'pod removed', uid };
const started: Label = { see: 'container started', uid, container: 'app' };

/** Labels between numbered states; undefined is a move nobody sees. */
const automaton = (
  moves: readonly (readonly [from: number, label: Label | undefined, to: number])[],
): Automaton<number> => ({
  initial: 0,
  keyOf: String,
  moves: (state) =>
    moves.filter(([from]) => from === state).map(([, label, to]) => (label === undefined ? { to } : { label, to })),
  rests: () => true,
});

const inTurn = automaton([
  [0, undefined, 1],
  [1, ready, 2],
  [2, undefined, 3],
  [3, started, 4],
  [4, stopped, 5],
]);
const ascending = (a: number, b: number): number => a - b;
const trust = { skew: 0 };
const entry = (label: Label, earliest: number, latest: number, source = 'one'): Entry => ({
  label,
  earliest,
  latest,
  source,
});
const given = (entries: readonly Entry[], options: ConstructorParameters<typeof Belief>[1] = trust) => {
  const belief = new Belief(inTurn, options);
  for (const one of entries) belief.add(one);
  return belief;
};

describe('belief', () => {
  it('closes over moves nobody sees', () => {
    expect(given([]).states.toSorted(ascending)).toEqual([0, 1]);
    expect(given([entry(ready, 1, 1)]).states.toSorted(ascending)).toEqual([2, 3]);
  });

  it('takes what one source tells in its order, whatever the times say', () => {
    expect(given([entry(ready, 5, 5), entry(started, 1, 1)]).states).toEqual([4]);
    expect(given([entry(started, 0, 9), entry(ready, 0, 9)]).states).toEqual([]);
  });

  it('leaves the order of two sources open where their moments overlap', () => {
    expect(given([entry(started, 1, 5, 'one'), entry(ready, 2, 6, 'two')]).states).toEqual([4]);
  });

  it('takes the order of two sources from their times where one was surely first', () => {
    expect(given([entry(started, 1, 2, 'one'), entry(ready, 3, 4, 'two')]).states).toEqual([]);
    expect(given([entry(started, 3, 4, 'one'), entry(ready, 1, 2, 'two')]).states).toEqual([4]);
  });

  it('does not trust times further than the clocks agree', () => {
    const entries = [entry(started, 1, 2, 'one'), entry(ready, 3, 4, 'two')];
    expect(given(entries, { skew: 0.5 }).states).toEqual([]);
    expect(given(entries, { skew: 1 }).states).toEqual([4]);
  });

  it('takes back what late news show to have been accounted for too early', () => {
    const early = given([entry(ready, 10, 10, 'one'), entry(started, 11, 11, 'one')]);
    expect(early.states).toEqual([4]);
    early.add(entry(stopped, 1, 2, 'two'));
    expect(early.states).toEqual([]);
  });

  it('says how much of the record it explains, and where it stood then', () => {
    const belief = given([entry(ready, 1, 1), entry(removed, 2, 2), entry(started, 3, 3)]);
    expect(belief.explained).toBe(1);
    expect(belief.nearest.map(({ state }) => state).toSorted(ascending)).toEqual([2, 3]);
  });

  it('follows every way there may have been', () => {
    const twoWays = automaton([
      [0, ready, 1],
      [0, ready, 2],
      [2, removed, 3],
    ]);
    const belief = new Belief(twoWays, trust);
    belief.add(entry(ready, 1, 1));
    expect(belief.states.toSorted(ascending)).toEqual([1, 2]);
    belief.add(entry(removed, 2, 2));
    expect(belief.states).toEqual([3]);
  });
});
