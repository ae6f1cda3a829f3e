import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Exploration, explore, exploreNaively, replay, scheduleOf } from '../index.ts';
import { canonical } from '../plain.ts';
import { asymmetries } from '../testing/equivariance.ts';
import { type Club, type ClubRecipe, clubOf, clubProperties, clubs, type Deal } from '../toys/randomAlike.ts';

const seed = 42;

/** What must be the same whether states are counted up to renaming or one by one. */
const answers = ({ statistics, findings }: Exploration<Club, Deal>) => ({
  whole: statistics.symmetry ?? statistics,
  depth: statistics.depth,
  events: statistics.eventCounts,
  findings: findings.map(({ id, verdict, reached, trace, witness }) => ({
    id,
    verdict,
    reached,
    // Of the loop of a lasso no length is promised.
    trace: trace?.loopsTo ?? trace?.steps.length,
    lasso: trace?.loopsTo !== undefined,
    witness: witness?.steps.length,
  })),
});

const both = (recipe: ClubRecipe) => {
  const machine = clubOf(recipe);
  const properties = clubProperties(recipe.size);
  return {
    machine,
    reduced: explore(machine, properties, { doubleCheck: true }),
    whole: explore(machine, properties, { symmetry: false }),
  };
};

describe(`a search up to renaming (laws, seed ${seed})`, () => {
  it('answers what the whole search answers', () => {
    let smaller = 0;
    fc.assert(
      fc.property(clubs, (recipe) => {
        const { reduced, whole } = both(recipe);
        const { order: _order, ...sums } = reduced.statistics.symmetry ?? { order: 0 };
        expect({ ...answers(reduced), whole: sums }).toEqual({
          ...answers(whole),
          whole: {
            states: whole.statistics.states,
            transitions: whole.statistics.transitions,
            deadlocks: whole.statistics.deadlocks,
          },
        });
        if (reduced.statistics.states < whole.statistics.states) smaller++;
      }),
      { seed, numRuns: 80 },
    );
    expect(smaller).toBeGreaterThan(30);
  });

  it('tells runs of the machine itself', () => {
    fc.assert(
      fc.property(clubs, (recipe) => {
        const { machine, reduced } = both(recipe);
        const runs = reduced.findings.flatMap(({ trace, witness }) => [trace ?? [], witness ?? []].flat());
        const again = runs.map((run) => ({ ...run, ...replay(machine, scheduleOf(machine, run)) }));
        expect(again.map(canonical)).toEqual(runs.map(canonical));
        const loops = runs.flatMap(({ initial, steps, loopsTo }) =>
          loopsTo === undefined ? [] : [[steps.at(-1)?.state, steps[loopsTo - 1]?.state ?? initial].map(canonical)],
        );
        expect(loops.filter(([end, begin]) => end !== begin)).toEqual([]);
      }),
      { seed, numRuns: 40 },
    );
  });

  it('answers the same about one member alone', () => {
    fc.assert(
      fc.property(clubs, (recipe) => {
        const one = clubProperties(recipe.size).filter(({ about }) => about?.subject === 'bob');
        const machine = clubOf(recipe);
        const reduced = explore(machine, one);
        const whole = explore(machine, one, { symmetry: false });
        expect(reduced.statistics.symmetry?.order).toBe(recipe.size === 3 ? 2 : undefined);
        expect(answers(reduced).findings).toEqual(answers(whole).findings);
      }),
      { seed, numRuns: 40 },
    );
  });

  it('is right only of machines that treat names as opaque, and those that do not are found out', () => {
    let partial = 0;
    fc.assert(
      fc.property(clubs, (recipe) => {
        const states = (machine: ReturnType<typeof clubOf>) => exploreNaively(machine).found.slice(0, 40);
        expect(asymmetries(clubOf(recipe), states(clubOf(recipe)))).toEqual([]);
        const choosy = clubOf({ ...recipe, size: 3, first: true });
        if (asymmetries(choosy, states(choosy)).length > 0) partial++;
      }),
      { seed, numRuns: 30 },
    );
    expect(partial).toBeGreaterThan(5);
  });
});
