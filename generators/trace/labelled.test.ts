import { describe, expect, it } from 'vitest';
import { Alphabet } from '../observe/alphabet.ts';
import type { Label } from '../observe/label.ts';
import { hidden, Labelled } from './labelled.ts';

const shows = (count: number): readonly Label[] =>
  Array.from({ length: count }, (_, index) => ({ see: 'container started', uid: 'web#1', container: `c${index}` }));

/** From state 0 one step that shows so many labels leads to state 1, from there a hidden one to state 2. */
const chain = (count: number): Labelled<Label> =>
  new Labelled(
    {
      edges: (state) => (state < 2 ? [{ by: 0, event: 'goes on', to: state + 1 }] : []),
      labels: (state) => (state === 1 ? shows(count) : []),
      isTester: () => false,
    },
    new Alphabet<Label>(),
  );

const lettersOf = (graph: Labelled<Label>): readonly number[] => {
  const letters: number[] = [];
  const nodes = new Set([0]);
  for (const node of nodes) {
    for (const { letter, to } of graph.moves(node)) {
      expect(nodes.has(to)).toBe(false);
      nodes.add(to);
      letters.push(letter);
    }
  }
  return letters;
};

describe('a graph seen through its labels', () => {
  it('shows twenty labels of one step one after the other, at nodes that no other state has', () => {
    const graph = chain(20);
    expect(lettersOf(graph)).toEqual([...graph.alphabet.labels.keys(), hidden]);
    expect(graph.alphabet.labels).toEqual(shows(20));
  });

  it('refuses a step that shows more than its nodes tell apart', () => {
    expect(lettersOf(chain(256))).toHaveLength(257);
    expect(() => chain(257).moves(0)).toThrow('more than 256 labels');
  });
});
