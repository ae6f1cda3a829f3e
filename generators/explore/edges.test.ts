import { describe, expect, it } from 'vitest';
import { type Edges, edgesFor } from './edges.ts';
import { Room } from './room.ts';

/** State s has s edges, to the states s + 1, s + 2, …, owned by 0, 1, … */
function fan(): Edges {
  const owners = new Int32Array(100);
  const targets = new Int32Array(100);
  const expand = (state: number) => {
    for (let i = 0; i < state; i++) {
      owners[i] = i;
      targets[i] = state + i + 1;
    }
    return state;
  };
  return { owners, targets, expand };
}

const extent = { expanded: 100, transitions: 4950, components: 100 };

function listOf(edges: Edges, state: number): string {
  const n = edges.expand(state);
  return [...edges.owners.subarray(0, n), ...edges.targets.subarray(0, n)].join();
}

describe('edges', () => {
  it('read the same when written down', () => {
    const [computed, room] = [fan(), new Room(1e6)];
    const written = edgesFor(computed, extent, room);
    expect(written).not.toBe(computed);
    expect(room.left).toBe(1e6 - 4 * 101 - 6 * 4950);
    for (const state of [99, 0, 64, 65, 1, 98]) expect(listOf(written, state)).toBe(listOf(computed, state));
  });

  it('are computed anew where writing them down would take more than half of the room', () => {
    const [computed, room] = [fan(), new Room(60_000)];
    expect(edgesFor(computed, extent, room)).toBe(computed);
    expect(room.left).toBe(60_000);
  });

  it('are computed anew if there are more components than an owner field can name', () => {
    const computed = fan();
    expect(edgesFor(computed, { ...extent, components: 70_000 }, new Room(Infinity))).toBe(computed);
  });
});
