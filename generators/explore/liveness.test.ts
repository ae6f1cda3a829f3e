import { describe, expect, it } from 'vitest';
import { explore, type LeadsToProperty, type Machine } from './index.ts';
import { diningTable, eats, noDeadlock, somebodyEats } from './toys/philosophers.ts';

interface Counter {
  readonly counter: { readonly it: { readonly value: number } };
}
type Move = { readonly type: 'move'; readonly to: number };

/** A machine given by its edges: component → [from, to] pairs, starting in 0. */
function graph(edges: Readonly<Record<string, readonly (readonly [number, number])[]>>, fair: readonly string[]) {
  const machine: Machine<Counter, Move> = {
    initial: { counter: { it: { value: 0 } } },
    components: Object.entries(edges).map(([name, pairs]) => ({
      name,
      fair: fair.includes(name),
      enabled: ({ counter }) =>
        pairs.filter(([from]) => from === counter.it.value).map(([, to]) => ({ type: 'move', to })),
    })),
    reduce: (_, { to }) => ({ counter: { it: { value: to } } }),
  };
  return machine;
}

function leads(from: number, to: number, initially = false): LeadsToProperty<Counter> {
  const at = (value: number) => (state: Counter) => state.counter.it.value === value;
  return { id: `${from} leads to ${to}`, kind: 'leads-to', initially, from: at(from), to: at(to) };
}

function settle(machine: Machine<Counter, Move>, property: LeadsToProperty<Counter>) {
  const [finding] = explore(machine, [property], { doubleCheck: true }).findings;
  const values = finding?.trace?.steps.map(({ state }) => state.counter.it.value);
  return { verdict: finding?.verdict, values, loopsTo: finding?.trace?.loopsTo, reached: finding?.reached };
}

describe('leads-to', () => {
  it('holds where a fair component must act', () => {
    const machine = graph({ a: [[0, 1]] }, ['a']);
    expect(settle(machine, leads(0, 1))).toMatchObject({ verdict: 'holds', reached: 1 });
  });

  it('is broken where only unfair components can act: the run may end there', () => {
    const machine = graph({ a: [[0, 1]] }, []);
    expect(settle(machine, leads(0, 1))).toMatchObject({ verdict: 'violated', values: [], loopsTo: undefined });
  });

  it('is broken by a cycle in which the fair component is disabled again and again', () => {
    const machine = graph(
      {
        a: [
          [0, 1],
          [1, 0],
        ],
        b: [[0, 2]],
      },
      ['a', 'b'],
    );
    expect(settle(machine, leads(0, 2))).toMatchObject({ verdict: 'violated', values: [1, 0], loopsTo: 0 });
  });

  it('holds where the fair component is enabled all around the cycle', () => {
    const machine = graph(
      {
        a: [
          [0, 1],
          [1, 0],
        ],
        b: [
          [0, 2],
          [1, 2],
        ],
      },
      ['a', 'b'],
    );
    expect(settle(machine, leads(0, 2)).verdict).toBe('holds');
  });

  it('takes a cycle through the acts of every fair component', () => {
    const machine = graph(
      {
        a: [
          [0, 1],
          [1, 0],
          [2, 3],
        ],
        b: [
          [0, 2],
          [2, 0],
        ],
        c: [[0, 9]],
      },
      ['a', 'b', 'c'],
    );
    const { verdict, values, loopsTo } = settle(machine, leads(0, 9));
    expect({ verdict, values, loopsTo }).toEqual({ verdict: 'violated', values: [1, 0], loopsTo: 0 });
  });

  it('counts a step that changes nothing as an act', () => {
    const machine = graph({ a: [[0, 0]], b: [[0, 1]] }, ['a']);
    expect(settle(machine, leads(0, 1))).toMatchObject({ verdict: 'violated', values: [0], loopsTo: 0 });
  });

  it('is kept at once where both sides hold', () => {
    expect(settle(graph({}, []), leads(0, 0)).verdict).toBe('holds');
  });

  it('asks the initial state only, if it is told to', () => {
    const machine = graph(
      {
        a: [
          [0, 1],
          [1, 0],
        ],
        b: [[1, 2]],
      },
      ['a', 'b'],
    );
    expect(settle(machine, leads(1, 2, true))).toMatchObject({ verdict: 'holds', reached: 0 });
    expect(settle(machine, leads(1, 2))).toMatchObject({ verdict: 'violated', reached: 1 });
  });

  it('takes the shortest way into debt and on to where it is never paid', () => {
    const machine = graph(
      {
        a: [
          [0, 1],
          [1, 2],
          [0, 3],
          [3, 4],
          [4, 5],
          [2, 9],
        ],
      },
      ['a'],
    );
    expect(settle(machine, { ...leads(0, 9), from: () => true }).values).toEqual([3, 4, 5]);
  });

  it('tells of philosophers who starve', () => {
    const machine = diningTable({ seats: 3 });
    const { findings } = explore(machine, [noDeadlock, eats(0), somebodyEats]);
    expect(findings.map(({ verdict }) => verdict)).toEqual(['violated', 'violated', 'violated']);
    expect(findings[0]?.trace?.steps).toHaveLength(3);
    expect(findings[1]?.trace?.loopsTo).toBeDefined();
    expect(findings[1]?.witness?.steps.map(({ event }) => event.type)).toEqual(['take first fork', 'take second fork']);
    expect(findings[2]?.trace?.steps).toHaveLength(3);
  });

  it('lets somebody eat if one philosopher is left-handed, though not everybody', () => {
    const { findings } = explore(diningTable({ seats: 4, oneLeftHanded: true }), [noDeadlock, eats(0), somebodyEats]);
    expect(findings.map(({ verdict }) => verdict)).toEqual(['holds', 'violated', 'holds']);
  });
});
