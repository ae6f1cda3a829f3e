/** Dijkstra's dining philosophers: each takes the left fork, then the right one, eats, and puts both down. */

import type { LeadsToProperty, Machine, StateProperty } from '../machine.ts';

interface Philosopher {
  readonly is: 'thinking' | 'holding one fork' | 'eating';
}

interface Table {
  readonly philosophers: Readonly<Record<string, Philosopher>>;
  readonly forks: Readonly<Record<string, { readonly taken: boolean }>>;
}

interface TableEvent {
  readonly type: 'take first fork' | 'take second fork' | 'put down';
  readonly seat: number;
}

/** How many sit down, and whether the last of them reaches for the right fork first. */
export interface Seating {
  readonly seats: number;
  readonly oneLeftHanded?: boolean;
}

/** The dining table. Everybody gets hungry sooner or later, and nobody eats for ever. */
export function diningTable({ seats, oneLeftHanded = false }: Seating): Machine<Table, TableEvent> {
  const forksOf = (seat: number): readonly [string, string] => {
    const [left, right] = [`fork${seat}`, `fork${(seat + 1) % seats}`];
    return oneLeftHanded && seat === seats - 1 ? [right, left] : [left, right];
  };
  const numbers = Array.from({ length: seats }, (_, seat) => seat);
  return {
    initial: {
      philosophers: Object.fromEntries(numbers.map((seat) => [`philosopher${seat}`, { is: 'thinking' }])),
      forks: Object.fromEntries(numbers.map((seat) => [`fork${seat}`, { taken: false }])),
    },
    components: numbers.map((seat) => ({
      name: `philosopher${seat}`,
      fair: true,
      enabled: ({ philosophers, forks }: Table): TableEvent[] => {
        const [first, second] = forksOf(seat);
        switch (philosophers[`philosopher${seat}`]?.is) {
          case 'thinking':
            return forks[first]?.taken ? [] : [{ type: 'take first fork', seat }];
          case 'holding one fork':
            return forks[second]?.taken ? [] : [{ type: 'take second fork', seat }];
          case 'eating':
          case undefined:
            return [{ type: 'put down', seat }];
        }
      },
    })),
    reduce: (state, { type, seat }) => {
      const [first, second] = forksOf(seat);
      const after = (is: Philosopher['is'], forks: Table['forks']): Table => ({
        philosophers: { ...state.philosophers, [`philosopher${seat}`]: { is } },
        forks: { ...state.forks, ...forks },
      });
      switch (type) {
        case 'take first fork':
          return after('holding one fork', { [first]: { taken: true } });
        case 'take second fork':
          return after('eating', { [second]: { taken: true } });
        case 'put down':
          return after('thinking', { [first]: { taken: false }, [second]: { taken: false } });
      }
    },
  };
}

/** Somebody can always do something: broken where everybody holds one fork. */
export const noDeadlock: StateProperty<Table> = {
  id: 'no deadlock',
  kind: 'state',
  judge: ({ philosophers }) =>
    Object.values(philosophers).every(({ is }) => is === 'holding one fork') ? 'broken' : 'kept',
};

/** Whoever has one fork gets to eat. */
export function eats(seat: number): LeadsToProperty<Table> {
  const is = (table: Table) => table.philosophers[`philosopher${seat}`]?.is;
  return {
    id: `philosopher${seat} eats`,
    kind: 'leads-to',
    from: (table) => is(table) === 'holding one fork',
    to: (table) => is(table) === 'eating',
  };
}

/** Somebody eats, sooner or later, from wherever the meal has got to. */
export const somebodyEats: LeadsToProperty<Table> = {
  id: 'somebody eats',
  kind: 'leads-to',
  from: () => true,
  to: ({ philosophers }) => Object.values(philosophers).some(({ is }) => is === 'eating'),
};
