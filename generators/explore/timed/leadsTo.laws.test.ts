import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explore, type LeadsToProperty } from '../index.ts';
import { machineOf, type Registers, recipes } from '../toys/random.ts';
import { closedTiming, timedMachineOf, timedRecipes } from './testing/random.ts';
import { exploreTicking, type Move } from './testing/ticking.ts';

const seed = 42;
const MOST_CONFIGURATIONS = 300;

const properties: fc.Arbitrary<LeadsToProperty<Registers>> = fc.nat(3).map((paid) => ({
  id: `eventually b is ${paid}`,
  kind: 'leads-to',
  initially: true,
  from: () => true,
  to: ({ registers }) => registers['b']?.value === paid,
}));

/** The moves of runs that start in configuration 0 and stay where nothing has been paid. */
function unpaid(moves: readonly Move[], open: (configuration: number) => boolean): Move[] {
  const reached = new Set(open(0) ? [0] : []);
  const within = moves.filter(({ from, to }) => open(from) && open(to));
  for (const at of reached) for (const { from, to } of within) if (from === at) reached.add(to);
  return within.filter(({ from }) => reached.has(from));
}

function isOnCycle({ from, to }: Move, moves: readonly Move[]): boolean {
  const reached = new Set([to]);
  for (const at of reached) for (const move of moves) if (move.from === at) reached.add(move.to);
  return reached.has(from);
}

describe(`leads-to in time (laws, seed ${seed})`, () => {
  it('is as without time if every event may take any time', () => {
    fc.assert(
      fc.property(recipes, properties, (recipe, property) => {
        const untimed = machineOf(recipe);
        const timed = { ...untimed, timing: () => undefined };
        const [expected] = explore(untimed, [property]).findings;
        const [found] = explore(timed, [property]).findings;
        expect(found?.verdict).toBe(expected?.verdict);
        expect(found?.trace?.steps.map(({ event }) => event)).toEqual(expected?.trace?.steps.map(({ event }) => event));
        expect(found?.trace?.loopsTo).toBe(expected?.trace?.loopsTo);
      }),
      { seed },
    );
  });

  it('is refuted if clocks can tick for ever unpaid, and only if clocks can go on for ever unpaid', () => {
    fc.assert(
      fc.property(timedRecipes(closedTiming), properties, (recipe, property) => {
        const machine = timedMachineOf({ ...recipe, recipe: { ...recipe.recipe, fair: [false, false, false] } });
        const ticked = exploreTicking(machine, MOST_CONFIGURATIONS);
        fc.pre(ticked !== undefined);
        const moves = unpaid(ticked.moves, (at) => !property.to(ticked.found[at] as Registers));
        const cycles = moves.filter((move) => isOnCycle(move, moves));
        const { verdict } = explore(machine, [property], { doubleCheck: true }).findings[0] ?? {};
        expect(['holds', 'violated']).toContain(verdict);
        expect(verdict === 'holds' && cycles.some(({ ticks }) => ticks)).toBe(false);
        expect(verdict === 'violated' && cycles.length === 0).toBe(false);
      }),
      { seed, numRuns: 300 },
    );
  });
});
