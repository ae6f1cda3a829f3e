/** The argument of index.ts, counted out on versions: a pod that only moves on, copies of it, and copies of copies. */
import { describe, expect, it } from 'vitest';

/** The pod's newest version, and which version each follower holds. */
interface Versions {
  readonly pod: number;
  readonly informer: number;
  readonly entry: number;
  readonly nodes: readonly [number, number];
}

const last = 4;
const podMoves = (now: Versions): Versions[] => (now.pod < last ? [{ ...now, pod: now.pod + 1 }] : []);
const nodesFollow = (now: Versions): Versions[] => [
  { ...now, nodes: [now.entry, now.nodes[1]] },
  { ...now, nodes: [now.nodes[0], now.entry] },
];

/** As in the model: the entry is written from the pod as it is. */
const oneLag = (now: Versions): Versions[] => [...podMoves(now), { ...now, entry: now.pod }, ...nodesFollow(now)];

/** As in the real controller: the informer's cache follows the pod, the entry is written from the cache. */
const twoLags = (now: Versions): Versions[] => [
  ...podMoves(now),
  { ...now, informer: now.pod },
  { ...now, entry: now.informer },
  ...nodesFollow(now),
];

interface Reached {
  readonly combinations: ReadonlySet<string>;
  /** `pod/entry` just after an entry changed. */
  readonly writes: ReadonlySet<string>;
}

const explore = (step: (now: Versions) => Versions[]): Reached => {
  const start: Versions = { pod: 0, informer: 0, entry: 0, nodes: [0, 0] };
  const seen = new Set([JSON.stringify(start)]);
  const combinations = new Set<string>();
  const writes = new Set<string>();
  for (const found = [start]; found.length > 0; ) {
    const now = found.pop() as Versions;
    combinations.add(JSON.stringify([now.pod, now.entry, now.nodes]));
    for (const next of step(now)) {
      if (next.entry !== now.entry) writes.add(`${next.pod}/${next.entry}`);
      if (seen.has(JSON.stringify(next))) continue;
      seen.add(JSON.stringify(next));
      found.push(next);
    }
  }
  return { combinations, writes };
};

describe('one lag between pod and entry', () => {
  it('reaches every combination of pod, entry and rules that an informer in between reaches (D75, D76)', () => {
    const one = explore(oneLag).combinations;
    expect([...explore(twoLags).combinations].filter((combination) => !one.has(combination))).toEqual([]);
    expect(one.size).toBe(explore(twoLags).combinations.size);
  });

  it('does not show that the pod may have moved on by the moment of the write', () => {
    expect([...explore(oneLag).writes].every((write) => write.split('/')[0] === write.split('/')[1])).toBe(true);
    expect(explore(twoLags).writes).toContain('4/1');
  });
});
