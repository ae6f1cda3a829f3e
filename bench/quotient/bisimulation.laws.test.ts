import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Property } from '../../generators/explore/index.ts';
import { type Fire, machineOf, type Registers, recipes } from '../../generators/explore/toys/random.ts';
import { bisimulation, type LabelledGraph } from './bisimulation.ts';
import { wholeGraph } from './graph.ts';
import { differences } from './pairs.ts';

const promises: readonly Property<Registers, Fire>[] = [
  { id: 'a is not 3', kind: 'state', judge: ({ registers }) => (registers['a']?.value === 3 ? 'broken' : 'kept') },
  {
    id: 'b does not shrink',
    kind: 'step',
    concerns: ({ rule }) => rule % 2 === 0,
    judge: (before, _, after) =>
      (after.registers['b']?.value ?? 0) < (before.registers['b']?.value ?? 0) ? 'broken' : 'kept',
  },
];

/** The refinement a reader would write first: the class of a state is a text, until there are no more classes than before. */
const naively = ({ stateLabels, sources, labels, targets }: LabelledGraph): readonly number[] => {
  const steps = [...stateLabels].map((): number[] => []);
  for (const [transition, source] of sources.entries()) steps[source]?.push(transition);
  let classes: readonly number[] = [...stateLabels];
  for (;;) {
    const numbers = new Map<string, number>();
    const next = classes.map((own, state) => {
      const ways = (steps[state] ?? []).map((i) => `${labels[i]}>${classes[targets[i] as number]}`);
      const text = `${own} ${[...new Set(ways)].sort().join(' ')}`;
      numbers.set(text, numbers.get(text) ?? numbers.size);
      return numbers.get(text) as number;
    });
    if (numbers.size === new Set(classes).size) return classes;
    classes = next;
  }
};

/** Every class under the number of its first state, so that two partitions can be compared. */
const byFirst = (classes: Iterable<number>): readonly number[] => {
  const firsts = new Map<number, number>();
  return [...classes].map((own, state) => {
    firsts.set(own, firsts.get(own) ?? state);
    return firsts.get(own) as number;
  });
};

it('finds the classes the naive refinement finds', () => {
  let merged = 0;
  fc.assert(
    fc.property(recipes, (recipe) => {
      const graph = wholeGraph(machineOf(recipe), promises);
      const classes = bisimulation(graph);
      expect(byFirst(classes.of)).toEqual(byFirst(naively(graph)));
      expect(classes.count).toBe(new Set(classes.of).size);
      if (classes.count < graph.stateLabels.length) merged++;
    }),
    { numRuns: 300, seed: 20_260 },
  );
  expect(merged).toBeGreaterThan(30);
});

it('counts as a difference every state that has an equivalent one before it which differs in one cell', () => {
  fc.assert(
    fc.property(recipes, (recipe) => {
      const graph = wholeGraph(machineOf(recipe), promises);
      const { of } = bisimulation(graph);
      const width = graph.slots.length;
      const rowOf = (state: number) => [...graph.rows.subarray(state * width, (state + 1) * width)];
      let expected = 0;
      for (let slot = 0; slot < width; slot++) {
        const seen = new Set<string>();
        for (let state = 0; state < of.length; state++) {
          const key = JSON.stringify([of[state], rowOf(state).with(slot, -1)]);
          if (seen.has(key)) expected++;
          seen.add(key);
        }
      }
      const counted = differences(graph, { of, count: 0 }).reduce((sum, { pairs }) => sum + pairs, 0);
      expect(counted).toBe(expected);
    }),
    { numRuns: 200, seed: 20_261 },
  );
});
