/** Small machines at random, for laws that must hold of every machine. */

import fc from 'fast-check';
import type { Machine } from '../machine.ts';

/** Registers that hold small numbers. */
export interface Registers {
  readonly registers: Readonly<Record<string, { readonly value: number }>>;
}

/** A rule fires. */
export interface Fire {
  readonly type: string;
  readonly rule: number;
}

/** If every register in `when` has its value, `set` assigns registers: a number, or what another register holds plus one. */
export interface Rule {
  readonly owner: number;
  readonly when: Readonly<Record<string, number>>;
  readonly set: Readonly<Record<string, number | string>>;
}

/** What a random machine is made of. */
export interface Recipe {
  readonly fair: readonly boolean[];
  readonly rules: readonly Rule[];
}

const NAMES = ['a', 'b', 'c', 'd'];
const MODULUS = 4;

/** Recipes for machines of up to three components and twelve rules. */
export const recipes: fc.Arbitrary<Recipe> = fc.record({
  fair: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
  rules: fc.array(
    fc.record({
      owner: fc.nat(2),
      when: fc.dictionary(fc.constantFrom(...NAMES), fc.nat(MODULUS - 1), { maxKeys: 2 }),
      set: fc.dictionary(fc.constantFrom(...NAMES), fc.oneof(fc.nat(MODULUS - 1), fc.constantFrom(...NAMES)), {
        maxKeys: 2,
      }),
    }),
    { maxLength: 12 },
  ),
});

/** The machine of a recipe. */
export function machineOf({ fair, rules }: Recipe): Machine<Registers, Fire> {
  return {
    initial: { registers: Object.fromEntries(NAMES.map((name) => [name, { value: 0 }])) },
    components: fair.map((isFair, owner) => ({
      name: `component${owner}`,
      fair: isFair,
      enabled: ({ registers }) =>
        rules.flatMap((rule, i) => {
          const fires = Object.entries(rule.when).every(([name, value]) => registers[name]?.value === value);
          return rule.owner === owner && fires ? [{ type: 'fire', rule: i }] : [];
        }),
    })),
    reduce: (state, { rule }) => {
      const worth = (term: number | string): number =>
        typeof term === 'number' ? term : ((state.registers[term]?.value ?? 0) + 1) % MODULUS;
      const set = Object.entries(rules[rule]?.set ?? {});
      const changed: Registers['registers'] = Object.fromEntries(
        set.map(([name, term]) => [name, { value: worth(term) }]),
      );
      return { ...state, registers: { ...state.registers, ...changed } };
    },
  };
}
