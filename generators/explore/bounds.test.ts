import { describe, expect, it } from 'vitest';
import {
  explore,
  type LeadsToProperty,
  type Machine,
  type Progress,
  type StateProperty,
  startExploration,
} from './index.ts';
import { diningTable, eats, noDeadlock } from './toys/philosophers.ts';
import { crossing, neverBothGreen } from './toys/traffic-light.ts';
import { consistent, twoPhaseCommit } from './toys/two-phase-commit.ts';

interface Counters {
  readonly counters: Readonly<Record<string, { readonly value: number }>>;
}

/** Counters that count to `most`: cells with many values, so that rows, words and trees must be laid out anew. */
function counters(names: readonly string[], most: number): Machine<Counters, { type: string; name: string }> {
  return {
    initial: { counters: Object.fromEntries(names.map((name) => [name, { value: 0 }])) },
    components: names.map((name) => ({
      name,
      enabled: (state) => ((state.counters[name]?.value ?? 0) < most ? [{ type: 'count', name }] : []),
    })),
    reduce: (state, { name }) => ({
      ...state,
      counters: { ...state.counters, [name]: { value: (state.counters[name]?.value ?? 0) + 1 } },
    }),
  };
}

const neverSeven: StateProperty<Counters> = {
  id: 'never seven',
  kind: 'state',
  judge: (state) => (state.counters['a']?.value === 7 ? 'broken' : 'kept'),
};

describe('cells with many values', () => {
  it('are laid out anew as often as needed', () => {
    const { statistics } = explore(counters(['a', 'b', 'c'], 40), [], { doubleCheck: true });
    expect(statistics).toMatchObject({ states: 41 ** 3, transitions: 3 * 40 * 41 ** 2, depth: 120, deadlocks: 1 });
    expect(statistics.reduceCalls).toBe(120);
  });

  it('may need many words, and as many bits in one of them as there are', () => {
    const names = Array.from({ length: 70 }, (_, i) => `counter${i}`);
    const { statistics } = explore(counters(names, 1), [], { maxStates: 20_000 });
    expect(statistics).toMatchObject({ states: 20_000, reduceCalls: 70 });
    expect(explore(counters(['a'], 9_000)).statistics).toMatchObject({ states: 9_001, depth: 9_000 });
  });
});

describe('bounds', () => {
  it('on states end the search undecided, and what was found is judged', () => {
    const { ending, statistics, findings } = explore(counters(['a'], 1000), [neverSeven], { maxStates: 8 });
    expect(ending).toBe('max-states');
    expect(statistics).toMatchObject({ states: 8, depth: 7 });
    expect(findings[0]).toMatchObject({ verdict: 'violated', reached: 8 });
    expect(explore(counters(['a'], 1000), [neverSeven], { maxStates: 7 }).findings[0]?.verdict).toBe('undecided');
  });

  it('on states count what they cut off as undecided for leads-to too, unless it is refuted', () => {
    const { findings } = explore(diningTable({ seats: 5 }), [eats(0)], { maxStates: 20 });
    expect(findings[0]?.verdict).toBe('undecided');
    expect(explore(diningTable({ seats: 3 }), [eats(0)], { maxStates: 17 }).findings[0]?.verdict).toBe('violated');
  });

  it.each([2, 4, 8])('on memory are honoured: %i MB', (megabytes) => {
    const maxMemoryBytes = megabytes * 2 ** 20;
    let most = 0;
    const progress = ({ bytes }: Progress) => {
      most = Math.max(most, bytes);
    };
    const { ending, findings } = explore(twoPhaseCommit(8), [consistent()], { maxMemoryBytes, progress });
    expect(ending).toBe('max-memory');
    expect(findings[0]?.verdict).toBe('undecided');
    expect(most).toBeLessThanOrEqual(maxMemoryBytes);
    expect(most).toBeGreaterThan(maxMemoryBytes / 4);
  });

  it('on memory hold for decision trees as well', () => {
    const names = ['a', 'b', 'c', 'd'];
    const nosy: StateProperty<Counters> = {
      id: 'nosy',
      kind: 'state',
      judge: (state) => (names.every((name) => (state.counters[name]?.value ?? 0) >= 0) ? 'kept' : 'broken'),
    };
    const { ending } = explore(counters(names, 40), [nosy], { maxMemoryBytes: 2 ** 20 });
    expect(ending).toBe('max-memory');
  });

  it('too small to begin with are a mistake', () => {
    expect(() => explore(crossing(), [], { maxMemoryBytes: 1000 })).toThrow('maxMemoryBytes must be at least 1048576');
  });

  it('on time are set by whoever interrupts', () => {
    let asked = 0;
    const { ending, statistics, findings } = explore(twoPhaseCommit(7), [consistent()], {
      interrupted: () => ++asked > 5,
    });
    expect(ending).toBe('interrupted');
    expect(statistics.states).toBeGreaterThan(5 * 1024);
    expect(findings[0]?.verdict).toBe('undecided');
  });

  it('on time hold for leads-to as well', () => {
    const eventually: LeadsToProperty<Counters> = {
      id: 'ten',
      kind: 'leads-to',
      from: () => true,
      to: (state) => state.counters['a']?.value === 10,
    };
    let asked = 0;
    const timesAskedBySearch = Math.ceil(101 ** 2 / 1024);
    const { ending, findings } = explore(counters(['a', 'b'], 100), [eventually], {
      interrupted: () => ++asked > timesAskedBySearch,
    });
    expect(ending).toBe('complete');
    expect(findings[0]).toMatchObject({ verdict: 'undecided', limit: 'interrupted' });
  });

  it('say by name what came before an answer, after a complete search too', () => {
    const eventually: LeadsToProperty<Counters> = {
      id: 'ten',
      kind: 'leads-to',
      from: () => true,
      to: (state) => state.counters['a']?.value === 10,
    };
    const named = (maxMemoryBytes: number) => {
      const { ending, findings } = explore(counters(['a', 'b'], 250), [eventually], { maxMemoryBytes });
      return [ending, findings[0]?.verdict, findings[0]?.limit];
    };
    const enough = 2 ** 22;
    expect(named(enough)).toEqual(['complete', 'violated', undefined]);
    const found = new Set<string>();
    for (let room = 2 ** 20; room < enough; room += 2 ** 18) found.add(named(room).join(' '));
    expect(found).toContain('max-memory undecided max-memory');
    expect(found).toContain('complete undecided max-memory');
    expect([...found].every((one) => one.endsWith('max-memory') || one === 'complete violated ')).toBe(true);
  });

  it('can be the answer itself', () => {
    const stopped = explore(crossing({ careful: false }), [neverBothGreen], { stopWhenDecided: true });
    expect(stopped.ending).toBe('decided');
    expect(stopped.findings[0]?.verdict).toBe('violated');
    expect(explore(crossing(), [neverBothGreen], { stopWhenDecided: true }).ending).toBe('complete');
  });
});

describe('a search in portions', () => {
  it('answers at any time, and in the end the same as all at once', () => {
    const properties = [noDeadlock, eats(0), eats(1)];
    const search = startExploration(diningTable({ seats: 4 }), properties);
    expect(search.result().findings.map(({ verdict }) => verdict)).toEqual(['undecided', 'undecided', 'undecided']);
    while (search.advance(7) === 'more') expect(search.progress().states).toBeGreaterThan(0);
    expect(search.result()).toEqual(explore(diningTable({ seats: 4 }), properties));
    expect(search.advance(1)).toBe('done');
  });
});
