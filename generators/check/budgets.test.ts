/** Guarantees that always hold, on small wholes by chance, with every user and fault budget up to two. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guarantees } from '../../model/guarantees/index.ts';
import { faultKinds, userActions } from '../../model/scenario.ts';
import { answersIn, uncut } from './testing/uncut.ts';
import { casts, type Drawn, wholes } from './testing/wholes.ts';

const seed = 7;
const heavy = Boolean(process.env['PODPROOF_HEAVY']);
const runs = heavy ? 1500 : 60;
const maxStates = heavy ? 150_000 : 40_000;

const always = guarantees.filter(({ standing }) => standing === 'always');

/** A few budgets of up to two on top of what was drawn. */
const more = fc.dictionary(
  fc.constantFrom(
    ...userActions.filter((kind) => kind !== 'create'),
    ...faultKinds.filter((kind) => kind !== 'watch-lag'),
  ),
  fc.constantFrom(1, 2),
  { maxKeys: 3 },
);

const broken = ({ cast, features, whole }: Drawn, budgets: Readonly<Record<string, number>>) => {
  const scenario = uncut(whole, cast === 'again' ? 2 : 1);
  const of = <T extends object>(left: T): T =>
    Object.fromEntries(Object.entries(left).map(([kind, had]) => [kind, budgets[kind] ?? had])) as T;
  const answers = answersIn({ ...scenario, user: of(scenario.user), faults: of(scenario.faults) }, always, maxStates);
  if (answers === undefined) return undefined;
  const violated = [...answers].filter(([, answer]) => answer === 'violated').map(([id]) => id);
  return violated.length === 0 ? [] : [{ features, budgets, version: whole.kubernetesVersion, violated }];
};

describe(`guarantees that always hold survive every budget of two (seed ${seed})`, () => {
  it.each(casts)('with the cast %s', { timeout: 3_600_000 }, (cast) => {
    const drawn = fc.sample(fc.tuple(wholes(cast, 3), more), { seed, numRuns: cast === 'once' ? runs : runs / 3 });
    const found = drawn.map(([one, budgets]) => broken(one, budgets));
    expect(found.flatMap((one) => one ?? [])).toEqual([]);
    expect(found.filter((one) => one === undefined).length).toBeLessThan(found.length / 2);
  });
});
