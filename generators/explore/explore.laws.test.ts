import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  explore,
  exploreNaively,
  replay,
  type StateProperty,
  type StepProperty,
  scheduleOf,
  startExploration,
} from './index.ts';
import { canonical } from './plain.ts';
import { distanceViaXState, exploreViaXState } from './testing/viaXState.ts';
import { type Fire, machineOf, type Registers, recipes } from './toys/random.ts';

const seed = 42;
const sum = ({ registers }: Registers) => Object.values(registers).reduce((total, { value }) => total + value, 0);

const smallSum: StateProperty<Registers> = {
  id: 'the sum stays small',
  kind: 'state',
  judge: (state) => (sum(state) >= 7 ? 'broken' : 'kept'),
};
const evenStaysEven: StepProperty<Registers, Fire> = {
  id: 'an even sum stays even',
  kind: 'step',
  concerns: ({ rule }) => rule % 2 === 0,
  judge: (before, _, after) => (sum(before) % 2 === 1 ? 'silent' : sum(after) % 2 === 0 ? 'kept' : 'broken'),
};

describe(`explore (laws, seed ${seed})`, () => {
  it('finds what the naive search finds', () => {
    fc.assert(
      fc.property(recipes, (recipe) => {
        const machine = machineOf(recipe);
        const { states, transitions, deadlocks, depth } = exploreNaively(machine);
        const { statistics, ending } = explore(machine, [], { doubleCheck: true });
        expect(ending).toBe('complete');
        expect(statistics).toMatchObject({ states, transitions, deadlocks, depth });
        expect(statistics.eventCounts).toEqual(transitions === 0 ? {} : { fire: transitions });
      }),
      { seed },
    );
  });

  it('judges states as often and as early as the naive search would', () => {
    fc.assert(
      fc.property(recipes, (recipe) => {
        const machine = machineOf(recipe);
        const [finding] = explore(machine, [smallSum], { doubleCheck: true }).findings;
        const { found } = exploreNaively(machine);
        expect(finding?.reached).toBe(found.length);
        expect(finding?.verdict).toBe(found.some((state) => sum(state) >= 7) ? 'violated' : 'holds');
        expect(finding?.trace?.steps.length).toBe(distanceViaXState(machine, (state) => sum(state) >= 7));
      }),
      { seed, numRuns: 60 },
    );
  });

  it('judges every step', () => {
    fc.assert(
      fc.property(recipes, (recipe) => {
        const machine = machineOf(recipe);
        const [finding] = explore(machine, [evenStaysEven], { doubleCheck: true }).findings;
        const judgements = exploreNaively(machine).found.flatMap((state) =>
          machine.components
            .flatMap(({ enabled }) => enabled(state))
            .filter(evenStaysEven.concerns)
            .map((event) => evenStaysEven.judge(state, event, machine.reduce(state, event))),
        );
        expect(finding?.reached).toBe(judgements.filter((judgement) => judgement !== 'silent').length);
        expect(finding?.verdict).toBe(judgements.includes('broken') ? 'violated' : 'holds');
        expect(finding?.witness === undefined).toBe(!judgements.includes('kept'));
      }),
      { seed },
    );
  });

  it('writes traces the machine can replay', () => {
    fc.assert(
      fc.property(recipes, (recipe) => {
        const machine = machineOf(recipe);
        const { findings } = explore(machine, [smallSum, evenStaysEven]);
        const runs = findings.flatMap(({ trace, witness }) => [trace ?? [], witness ?? []].flat());
        const again = runs.map((run) => replay(machine, scheduleOf(machine, run)));
        expect(again.map(canonical)).toEqual(runs.map(canonical));
      }),
      { seed },
    );
  });

  it('agrees with XState', () => {
    fc.assert(
      fc.property(recipes, (recipe) => {
        const { states, transitions } = explore(machineOf(recipe)).statistics;
        expect(exploreViaXState(machineOf(recipe))).toEqual({ states, transitions });
      }),
      { seed, numRuns: 50 },
    );
  });

  it('does the same in portions as at once, and twice the same', () => {
    fc.assert(
      fc.property(recipes, fc.integer({ min: 1, max: 9 }), (recipe, portion) => {
        const properties = [smallSum, evenStaysEven];
        const search = startExploration(machineOf(recipe), properties);
        while (search.advance(portion) === 'more');
        expect(search.result()).toEqual(explore(machineOf(recipe), properties));
      }),
      { seed, numRuns: 50 },
    );
  });
});
