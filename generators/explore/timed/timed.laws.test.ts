import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  explore,
  exploreNaively,
  type Machine,
  type StateProperty,
  type StepProperty,
  type Trace,
  timetable,
} from '../index.ts';
import { canonical } from '../plain.ts';
import { type Fire, machineOf, type Registers, recipes } from '../toys/random.ts';
import {
  anyTiming,
  closedTiming,
  momentTiming,
  type TimedRecipe,
  timedMachineOf,
  timedRecipes,
} from './testing/random.ts';
import { faultIn } from './testing/stopwatch.ts';
import { exploreTicking } from './testing/ticking.ts';

const seed = 42;
const MOST_CONFIGURATIONS = 3000;
const MOST_STATES = 40;
/** Whoever can be later than this after two steps can be as late as they like: intervals that end are at most 6 long. */
const BOUNDED = 12;

/** One property per state, broken where it is reached: its trace is a shortest way there. */
function visits(states: readonly Registers[]): StateProperty<Registers>[] {
  return states.map((wanted) => {
    const text = canonical(wanted);
    return { id: text, kind: 'state', judge: (state) => (canonical(state) === text ? 'broken' : 'silent') };
  });
}

const rulesFire: StepProperty<Registers, Fire>[] = Array.from({ length: 6 }, (_, wanted) => ({
  id: canonical({ type: 'fire', rule: wanted }),
  kind: 'step',
  concerns: ({ rule }) => rule === wanted,
  judge: () => 'broken',
}));

function brokenIn(findings: readonly { id: string; verdict: string }[]): string[] {
  return findings.filter(({ verdict }) => verdict === 'violated').map(({ id }) => id);
}

/** The states a timed machine reaches, by shortest traces. */
function reach(machine: Machine<Registers, Fire>, options: { inclusion?: boolean; doubleCheck?: boolean } = {}) {
  const { found } = exploreNaively(machine);
  fc.pre(found.length <= MOST_STATES);
  const result = explore(machine, visits(found), { ...options, maxStates: 20_000 });
  fc.pre(result.ending === 'complete');
  return { ...result, states: brokenIn(result.findings) };
}

function tracesOf(machine: Machine<Registers, Fire>): Trace<Registers, Fire>[] {
  return reach(machine).findings.flatMap(({ trace }) => trace ?? []);
}

describe(`state classes (laws, seed ${seed})`, () => {
  it('are the states themselves if every event may take any time', () => {
    fc.assert(
      fc.property(recipes, fc.boolean(), (recipe, inclusion) => {
        const untimed = machineOf(recipe);
        const timed = { ...untimed, timing: () => ({ earliest: 0, latest: Infinity }) };
        const { timed: extra, ...statistics } = explore(timed, rulesFire, { inclusion }).statistics;
        const expected = explore(untimed, rulesFire).statistics;
        expect({ ...statistics, bytesPerState: 0 }).toEqual({ ...expected, bytesPerState: 0 });
        expect(extra).toMatchObject({ untimedStates: expected.states, included: 0 });
      }),
      { seed },
    );
  });

  it('are the states themselves if nothing takes any time', () => {
    fc.assert(
      fc.property(recipes, (recipe) => {
        const untimed = machineOf(recipe);
        const { states, transitions, depth, deadlocks } = explore(untimed).statistics;
        const instant = { ...untimed, timing: () => ({ earliest: 0, latest: 0 }) };
        expect(explore(instant, [], { inclusion: false }).statistics).toMatchObject({
          states,
          transitions,
          depth,
          deadlocks,
        });
      }),
      { seed },
    );
  });

  it('are as many as clock readings if every event has one moment', () => {
    fc.assert(
      fc.property(timedRecipes(momentTiming), (recipe) => {
        const machine = timedMachineOf(recipe);
        const ticked = exploreTicking(machine, MOST_CONFIGURATIONS);
        fc.pre(ticked !== undefined);
        const { statistics } = explore(machine, [], { inclusion: false, doubleCheck: true });
        expect(statistics.states).toBe(new Set([...ticked.configurations].map(remaining)).size);
      }),
      { seed, numRuns: 60 },
    );
  });

  it('reach the states and steps that ticking clocks reach, if the ends are closed', () => {
    fc.assert(
      fc.property(timedRecipes(closedTiming), fc.boolean(), (recipe, inclusion) => {
        const machine = timedMachineOf(recipe);
        const ticked = exploreTicking(machine, MOST_CONFIGURATIONS);
        fc.pre(ticked !== undefined);
        const { states, statistics } = reach(machine, { inclusion, doubleCheck: true });
        expect(states.sort()).toEqual([...ticked.states].sort());
        expect(statistics.timed?.untimedStates).toBe(ticked.states.size);
        const fired = brokenIn(explore(machine, rulesFire, { inclusion }).findings);
        expect(fired.sort()).toEqual([...ticked.fired].sort());
      }),
      { seed, numRuns: 150 },
    );
  });

  it('reach at least what clocks reach that tick 5 times a millisecond, if ends are open', () => {
    fc.assert(
      fc.property(timedRecipes(anyTiming), (recipe) => {
        const ticked = exploreTicking(finer(timedMachineOf(recipe), 5), MOST_CONFIGURATIONS);
        fc.pre(ticked !== undefined);
        expect(reach(timedMachineOf(recipe)).states).toEqual(expect.arrayContaining([...ticked.states]));
      }),
      { seed, numRuns: 60 },
    );
  });

  it('are reached by runs that can happen at the moments given', () => {
    fc.assert(
      fc.property(timedRecipes(anyTiming), (recipe) => {
        const machine = timedMachineOf(recipe);
        for (const trace of tracesOf(machine)) {
          expect(faultIn(machine, trace, timetable(machine, trace).earliest)).toBeUndefined();
        }
      }),
      { seed },
    );
  });

  it('give each step the earliest and latest moment of all ways to time a run', () => {
    fc.assert(
      fc.property(timedRecipes(closedTiming), (recipe) => {
        const machine = timedMachineOf(recipe);
        for (const trace of tracesOf(machine).filter(({ steps }) => steps.length > 0 && steps.length <= 2)) {
          const ways = timings(trace.steps.length, 20).filter(
            (moments) => faultIn(machine, trace, moments) === undefined,
          );
          for (const [i, { at }] of trace.steps.entries()) {
            const moments = ways.map((way) => way[i] as number);
            expect(at?.earliest).toBe(Math.min(...moments));
            const latest = Math.max(...moments);
            expect(at?.latest).toBe(latest > BOUNDED ? Infinity : latest);
          }
        }
      }),
      { seed, numRuns: 100 },
    );
  });

  it('only grow in number of states if an interval is widened', () => {
    fc.assert(
      fc.property(timedRecipes(closedTiming), fc.nat(5), fc.nat(3), fc.nat(3), (recipe, rule, before, after) => {
        const wider = widened(recipe, rule, before, after);
        const reached = new Set(reach(timedMachineOf(wider)).states);
        expect(reach(timedMachineOf(recipe)).states.filter((state) => !reached.has(state))).toEqual([]);
      }),
      { seed },
    );
  });

  it('may be left out where another includes them: same verdicts, traces as short, fewer classes', () => {
    fc.assert(
      fc.property(timedRecipes(anyTiming), (recipe) => {
        const machine = timedMachineOf(recipe);
        const [all, some] = [reach(machine, { inclusion: false }), reach(machine, { inclusion: true })];
        const lengths = ({ findings }: typeof all) => findings.map(({ trace }) => trace?.steps.length);
        expect(lengths(some)).toEqual(lengths(all));
        expect(some.statistics.states).toBeLessThanOrEqual(all.statistics.states);
        expect(some.statistics.timed?.untimedStates).toBe(all.statistics.timed?.untimedStates);
      }),
      { seed },
    );
  });
});

/** A configuration as what each clock has yet to wait: how long it has waited already tells the classes nothing. */
function remaining(configuration: string): string {
  return configuration.replace(/@\d+-(\d+):(\d+)/g, (_, latest, waited) => `@${Number(latest) - Number(waited)}`);
}

/** The machine with each millisecond cut in `parts`, and open ends closed one part earlier or later. */
function finer(machine: Machine<Registers, Fire>, parts: number): Machine<Registers, Fire> {
  return {
    ...machine,
    timing: (state, event) => {
      const timing = machine.timing?.(state, event);
      return (
        timing && {
          earliest: timing.earliest * parts + (timing.earliestOpen === true ? 1 : 0),
          latest: timing.latest * parts - (timing.latestOpen === true ? 1 : 0),
        }
      );
    },
  };
}

/** All ways to place so many steps on whole moments below `end`, in order. */
function timings(steps: number, end: number): number[][] {
  if (steps === 0) return [[]];
  return timings(steps - 1, end).flatMap((way) => {
    const from = way.at(-1) ?? 0;
    return Array.from({ length: end - from }, (_, i) => [...way, from + i]);
  });
}

function widened(recipe: TimedRecipe, rule: number, before: number, after: number): TimedRecipe {
  const widen = (timings: TimedRecipe['timings']) =>
    timings.map((timing, i) =>
      timing && i === rule
        ? { earliest: Math.max(0, timing.earliest - before), latest: timing.latest + after }
        : timing,
    );
  return { ...recipe, timings: widen(recipe.timings), whenOdd: widen(recipe.whenOdd) };
}
