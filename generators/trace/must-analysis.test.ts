import { describe, expect, it } from 'vitest';
import { surelyPassed, type Ways } from './must-analysis.ts';
import { graph } from './testing/graph.ts';

const sure = (ways: Ways): readonly string[] => [...surelyPassed(ways)].sort();

describe('surelyPassed', () => {
  it('counts what is on every way, not what is on some', () => {
    const ways = graph(
      [
        [0, 1, 'first'],
        [1, 2, 'left', 'both'],
        [1, 3, 'right', 'both'],
        [2, 4],
        [3, 4],
      ],
      [4],
    );
    expect(sure(ways)).toEqual(['both', 'first']);
  });

  it('does not count what lies on a detour, even one that may be gone for ever', () => {
    const ways = graph(
      [
        [0, 1, 'a'],
        [1, 1, 'round'],
        [1, 2, 'b'],
      ],
      [2],
    );
    expect(sure(ways)).toEqual(['a', 'b']);
  });

  it('ways that lead to no end say nothing', () => {
    const ways = graph(
      [
        [0, 1, 'a'],
        [0, 2],
        [1, 3],
      ],
      [3],
    );
    expect(sure(ways)).toEqual(['a']);
  });

  it('nothing is sure where no end can be reached, or the first node is one', () => {
    expect(sure(graph([[0, 1, 'a']], []))).toEqual([]);
    expect(sure(graph([[0, 1, 'a']], [0, 1]))).toEqual([]);
  });
});
