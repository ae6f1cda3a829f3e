/** Every guarantee against its own sentence, written down by somebody who had not read how it is judged: a judge that looks away is found here. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../model/event.ts';
import { type Guarantee, guarantees, mutantsOf } from '../../model/guarantees/index.ts';
import { type Model, modelOf } from '../../model/reducer.ts';
import type { Scenario } from '../../model/scenario.ts';
import { randomScenario } from '../../model/testing/random-scenario.ts';
import { explore } from '../explore/index.ts';
import { mutationOf } from '../mutants/index.ts';
import { propertiesOf } from './properties.ts';
import { machineOf } from './testing/examine.ts';
import { expectations } from './testing/expectations.ts';
import {
  brokenIn,
  compareAlong,
  compareEverywhere,
  type Difference,
  type Graph,
  graphOf,
  pairsOf,
} from './testing/naive/compare.ts';
import { brokenEventually } from './testing/naive/eventually.ts';
import { approximate } from './testing/naive/exceptions.ts';
import { transcriptions } from './testing/naive/index.ts';
import { timedWalk, walk } from './testing/naive/walks.ts';

const heavy = process.env['PODPROOF_HEAVY'] !== undefined;
const seed = 7;
const size = heavy
  ? { walks: 30, scenarios: 20_000, timedWalks: 400, mutantWalks: 30, states: 5_000 }
  : { walks: 4, scenarios: 1_000, timedWalks: 40, mutantWalks: 10, states: 400 };

const scenarios: readonly Scenario[] = [
  ...new Map(
    expectations.flatMap(({ cases }) => cases).map(({ scenario }) => [JSON.stringify(scenario), scenario]),
  ).values(),
];
const untimed = scenarios.filter(({ assumptions }) => assumptions === undefined);
const timed = scenarios.filter(({ assumptions }) => assumptions !== undefined);

/** The guarantees that are asked where things take time. */
const aboutTime = guarantees.filter(({ slices }) => slices.some((slice) => slice.startsWith('timed-')));

const inWords = (where: string, { id, judge, sentence, step: { event } }: Difference): string =>
  `${id} at ${JSON.stringify(event satisfies Event)} (${where}): its judge says ${judge}, its sentence ${sentence}`;

/** The scenarios that are small enough to be looked at whole, each with all of its clusters and steps; found once. */
const smallGraphs = (() => {
  let graphs: readonly { readonly scenario: Scenario; readonly graph: Graph }[] | undefined;
  return () => {
    graphs ??= untimed.flatMap((scenario) => {
      const graph = graphOf(modelOf(scenario), size.states);
      return graph === undefined ? [] : [{ scenario, graph }];
    });
    return graphs;
  };
})();

/** Differences on histories of the model, but for those that are allowed on one history. */
const onWalks = (name: string, model: Model, scenario: Scenario, count: number, first: number): readonly string[] => {
  const pairs = pairsOf(scenario, guarantees, transcriptions).filter(({ id }) => !(id in approximate));
  return Array.from({ length: count }, (_, index) => first + index).flatMap((number) =>
    compareAlong(pairs, walk(model, number, 250)).map((difference) => inWords(`${name}, seed ${number}`, difference)),
  );
};

/** The model with a mistake that breaks this guarantee, where it is expected to break it. */
const mutated = (
  guarantee: Guarantee,
  id: string,
): { readonly scenario: Scenario; readonly model: Model } | undefined => {
  const expected = expectations.find((one) => one.guarantee === guarantee.id);
  const own = id === guarantee.mutant ? expected?.mutantIn : expected?.alsoIn?.[id];
  const setting = own ?? expected?.cases.find(({ verdict }) => verdict === 'holds');
  const mutation = mutationOf(id);
  if (setting === undefined || mutation === undefined || setting.scenario.assumptions !== undefined) return undefined;
  return { scenario: setting.scenario, model: machineOf(setting, mutation) };
};

describe('the transcriptions', () => {
  it('are there for every guarantee, and for nothing else', () => {
    expect(Object.keys(transcriptions).sort()).toEqual(guarantees.map(({ id }) => id).sort());
  });

  it('have exceptions for guarantees that exist', () => {
    expect(Object.keys(approximate).filter((id) => !(id in transcriptions))).toEqual([]);
  });
});

describe('every guarantee and its sentence say the same', () => {
  it('on random histories of every scenario something is expected of', { timeout: 600_000 }, () => {
    const found = untimed.flatMap((scenario, index) =>
      onWalks(`expected ${index}`, modelOf(scenario), scenario, size.walks, index * 1000),
    );
    expect(found).toEqual([]);
  });

  it(`on random histories of random scenarios (seed ${seed})`, { timeout: 600_000 }, () => {
    const drawn = fc.sample(randomScenario, { seed, numRuns: size.scenarios });
    const found = drawn.flatMap((scenario, index) => onWalks(`drawn ${index}`, modelOf(scenario), scenario, 1, index));
    expect(found).toEqual([]);
  });

  it('of models with the mistake that breaks it', { timeout: 600_000 }, () => {
    const found = guarantees.flatMap((guarantee) =>
      mutantsOf(guarantee).flatMap((id) => {
        const setting = mutated(guarantee, id);
        const sentence = transcriptions[guarantee.id];
        if (setting === undefined || sentence?.kind !== 'always') return [];
        const pairs = pairsOf(setting.scenario, [guarantee], transcriptions);
        const walks = Array.from({ length: size.mutantWalks }, (_, number) =>
          pairs.map((pair) => brokenIn(pair, [...walk(setting.model, number, 250)])),
        ).flat();
        const [judge, naive] = [walks.some((one) => one.judge), walks.some((one) => one.sentence)];
        const unseen = guarantee.id in approximate ? 0 : walks.filter((one) => one.sentence && !one.judge).length;
        if (guarantee.id in approximate && naive && !judge)
          return [`${guarantee.id} with ${id}: its judge never says broken`];
        return unseen > 0 || (judge && !naive) ? [`${guarantee.id} with ${id}: ${JSON.stringify(walks)}`] : [];
      }),
    );
    expect(found).toEqual([]);
  });

  it(`on every history of the scenarios with at most ${size.states} states`, { timeout: 600_000 }, () => {
    const graphs = smallGraphs();
    const found = graphs.flatMap(({ scenario, graph }, index) =>
      pairsOf(scenario, guarantees, transcriptions).flatMap((pair) => {
        const { differences, broken } = compareEverywhere(pair, graph);
        if (pair.id in approximate)
          return broken.judge === broken.sentence ? [] : [`${pair.id} in ${index}: ${JSON.stringify(broken)}`];
        return differences.slice(0, 1).map((difference) => inWords(`small ${index}`, difference));
      }),
    );
    expect(graphs.length).toBeGreaterThan(15);
    expect(found).toEqual([]);
  });

  it(`about what comes in the end, in the scenarios with at most ${size.states} states`, { timeout: 600_000 }, () => {
    let asked = 0;
    const found = smallGraphs().flatMap(({ scenario, graph }) => {
      const model = modelOf(scenario);
      return guarantees.flatMap((guarantee) => {
        const sentence = transcriptions[guarantee.id];
        if (sentence?.kind !== 'eventually' || !guarantee.applies(scenario)) return [];
        asked += 1;
        const { findings } = explore(model, propertiesOf(scenario, [guarantee]).properties);
        const judge = findings.some(({ verdict }) => verdict === 'violated');
        const naive = brokenEventually(model, graph, sentence);
        return judge === naive
          ? []
          : [`${guarantee.id}: judge ${judge}, sentence ${naive}, ${JSON.stringify(scenario)}`];
      });
    });
    expect(asked).toBeGreaterThan(40);
    expect(found).toEqual([]);
  });

  it('on random histories with a clock', { timeout: 600_000 }, () => {
    const reached = new Set<string>();
    const found = timed.flatMap((scenario, index) => {
      const model = modelOf(scenario);
      return Array.from({ length: size.timedWalks }, (_, walked) => index * 1000 + walked).flatMap((number) => {
        const history = [...timedWalk(model, number, 120)];
        // The run begins with a Pod that is up: of how it came up there is no history.
        return pairsOf(scenario, aboutTime, transcriptions).flatMap((pair) => {
          const { judge, sentence } = brokenIn(pair, history);
          if (judge) reached.add(pair.id);
          return judge === sentence
            ? []
            : [`${pair.id}: judge ${judge}, sentence ${sentence} (timed ${index}, seed ${number})`];
        });
      });
    });
    expect(found).toEqual([]);
    expect([...reached]).toEqual(
      expect.arrayContaining(['graceful-exit-within-grace', 'shutdown-bounded-from-deletion']),
    );
  });
});

describe('a judge that looks away', () => {
  const blind = (guarantee: Guarantee, to: Event['type']): Guarantee => ({
    ...guarantee,
    promises: (scenario) =>
      guarantee
        .promises(scenario)
        .map((promise) =>
          promise.kind === 'step'
            ? { ...promise, concerns: (event) => event.type !== to && promise.concerns(event) }
            : promise,
        ),
  });

  it.each([
    ['sigterm-before-sigkill', 'runtime/sandboxStopped'],
    ['no-start-after-deletion', 'runtime/containerStarted'],
    ['removed-only-after-containers-stopped', 'apiserver/podRemoved'],
    ['final-delete-comes-last', 'kubelet/podFinallyDeleted'],
  ] as const)(
    'is found: %s without %s',
    (id, event) => {
      const asked = guarantees.filter((guarantee) => guarantee.id === id).map((guarantee) => blind(guarantee, event));
      const settings = [
        ...asked.flatMap((guarantee) => mutated(guarantee, guarantee.mutant) ?? []),
        ...untimed.map((scenario) => ({ scenario, model: modelOf(scenario) })),
      ];
      const found = settings.some(({ scenario, model }, index) =>
        Array.from({ length: 10 }, (_, walked) => index * 1000 + walked).some(
          (number) => compareAlong(pairsOf(scenario, asked, transcriptions), walk(model, number, 250)).length > 0,
        ),
      );
      expect(found).toBe(true);
    },
    120_000,
  );
});
