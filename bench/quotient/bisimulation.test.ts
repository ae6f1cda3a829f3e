import { expect, it } from 'vitest';
import type { Machine, Property } from '../../generators/explore/index.ts';
import { neverServedWhenStopped, podRace, stoppedOnlyWhenDeleted } from '../../generators/explore/toys/pod-race.ts';
import { consistent, twoPhaseCommit } from '../../generators/explore/toys/two-phase-commit.ts';
import { bisimulation } from './bisimulation.ts';
import { wholeGraph } from './graph.ts';
import { differences } from './pairs.ts';

interface Clock {
  readonly hands: Readonly<Record<'hour' | 'idle', { readonly at: number }>>;
}

/** A hand that goes round so many hours, and one that only notes whether it has gone on an even number of times. */
const clock = (hours: number): Machine<Clock, 'tick'> => ({
  initial: { hands: { hour: { at: 0 }, idle: { at: 0 } } },
  components: [{ name: 'spring', enabled: () => ['tick'] }],
  reduce: ({ hands }) => ({ hands: { hour: { at: (hands.hour.at + 1) % hours }, idle: { at: 1 - hands.idle.at } } }),
});

const neverAt = (hour: number): Property<Clock, 'tick'> => ({
  id: `never at ${hour}`,
  kind: 'state',
  judge: ({ hands }) => (hands.hour.at === hour ? 'broken' : 'kept'),
});

it('finds one class where nothing can be told apart', () => {
  expect(bisimulation(wholeGraph(clock(12), [])).count).toBe(1);
});

it('tells states apart by how many steps they are from what a promise tells apart', () => {
  expect(bisimulation(wholeGraph(clock(12), [neverAt(5)])).count).toBe(12);
});

it('tells states apart by what is seen of a step', () => {
  const seen = (_: Clock, __: 'tick', { hands }: Clock) => (hands.hour.at % 3 === 0 ? 'chime' : '');
  expect(bisimulation(wholeGraph(clock(12), [], seen)).count).toBe(3);
});

it('tells states apart by where a leads-to promise begins and ends', () => {
  const at = (hour: number) => (state: Clock) => state.hands.hour.at === hour;
  const promise: Property<Clock, 'tick'> = { id: 'from 0 to 4', kind: 'leads-to', from: at(0), to: at(4) };
  expect(bisimulation(wholeGraph(clock(8), [promise])).count).toBe(8);
});

it('names the cell nothing depends on, with the states that differ in it alone', () => {
  const graph = wholeGraph(clock(3), [neverAt(1)]);
  expect(differences(graph, bisimulation(graph))).toEqual([
    { cell: 'hands.idle', fields: 'at', pairs: 3, example: '0 ~ 1' },
  ]);
});

it('finds the classes of two-phase commit and of the pod race', () => {
  expect(bisimulation(wholeGraph(twoPhaseCommit(5), [consistent()])).count).toBe(1_298);
  const promises = [stoppedOnlyWhenDeleted, neverServedWhenStopped];
  expect(bisimulation(wholeGraph(podRace(3, 1), promises)).count).toBe(31_213);
});

it('refuses a graph in which one label leads two ways', () => {
  const graph = {
    stateLabels: Int32Array.of(0, 0),
    sources: Int32Array.of(0, 0),
    labels: Int32Array.of(7, 7),
    targets: Int32Array.of(0, 1),
  };
  expect(() => bisimulation(graph)).toThrow('state 0 has two ways by label 7');
});
