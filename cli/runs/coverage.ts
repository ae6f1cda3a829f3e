/** Coverage from what the verbs answer: explorations of check, suites of generate, runs of conform, traces of check and replay. */

import { runToEnd } from '../../generators/check/run.ts';
import { startExploration } from '../../generators/explore/index.ts';
import { edgeKey } from '../../generators/statecharts/chart.ts';
import { charts } from '../../generators/statecharts/charts.ts';
import { edges } from '../../generators/statecharts/edges.ts';
import { watchingAll } from '../../generators/statecharts/quotient.ts';
import type { Suite } from '../../generators/suite/case.ts';
import { terrainSteps } from '../../generators/suite/goal-graph.ts';
import { goalId, mutantOf } from '../../generators/suite/goals.ts';
import { reachableGoalSteps } from '../../generators/suite/tour.ts';
import { type SliceName, sliceNames } from '../../model/guarantees/guarantee.ts';
import { guarantees } from '../../model/guarantees/index.ts';
import { modelOf } from '../../model/reducer.ts';
import type { Checked } from '../../reports/check/report.ts';
import type { RecordedReport, RecordedScenario } from '../../reports/check/toldOnce.ts';
import type { ConformReport } from '../../reports/conform/report.ts';
import type { Sighting } from '../../reports/coverage/report.ts';
import type { TraceReport } from '../../reports/run/report.ts';
import { eventTypes } from '../../reports/run/says.ts';
import type { Searching } from '../bounds.ts';
import { unlessOver } from '../going.ts';
import { goalsOfRun } from './runGoals.ts';
import { type Recorded, setUp, walkAgain } from './walk.ts';

/** Every goal that can be named without a search; pairs of transitions only come from searches and suites. */
export const allGoals: readonly string[] = [
  ...eventTypes.map((type) => goalId({ kind: 'event', type })),
  ...guarantees.map(({ id }) => goalId({ kind: 'witness', guarantee: id })),
  ...Object.entries(edges).flatMap(([chart, { list }]) =>
    list.map((edge) => goalId({ kind: 'transition', chart, edge: edgeKey(edge) })),
  ),
];

/** Pairs of transitions are looked for in scenarios with no more states than this: each lane's last transition is remembered. */
const mostStates = 60_000;

/** Paths, as far as there was time to look for them. */
interface Paths {
  readonly goals: readonly string[];
  readonly cutShort: boolean;
}

const goalsOf = (goals: ReadonlySet<string>): readonly string[] =>
  [...goals].filter((id) => mutantOf(id) === undefined);

const pathsOf = async (
  { result: { scenario, statistics } }: Checked,
  { signal, breathe, limits }: Searching,
): Promise<Paths> => {
  if (signal.aborted || statistics.states === 0) return { goals: [], cutShort: true };
  const model = modelOf(scenario);
  // A terrain knows no time: with delays it would have paths that are too slow to be.
  const small = scenario.assumptions === undefined && statistics.states <= mostStates;
  const terrain = small ? await unlessOver(terrainSteps(model, mostStates), signal, breathe) : undefined;
  if (terrain !== undefined) {
    const goals = await unlessOver(reachableGoalSteps(terrain), signal, breathe);
    return goals === undefined ? { goals: [], cutShort: true } : { goals: goalsOf(goals), cutShort: false };
  }
  // What was searched once is searched again, only this time every transition is written down.
  const { seen, properties } = watchingAll(model, charts);
  const explorer = startExploration(model, properties, {
    maxStates: Math.max(statistics.states, 1),
    maxMemoryBytes: limits.maxMemoryBytes,
    interrupted: () => signal.aborted,
  });
  await runToEnd(explorer);
  const goals = seen.flatMap(({ chart, edges: ways }) =>
    [...ways.keys()].map((key) => goalId({ kind: 'transition', chart: chart.id, edge: key })),
  );
  return { goals, cutShort: signal.aborted };
};

/** What an exploration saw, and whether there was time to look at all its paths: it goes every way there is, as far as it was let. */
export const sightingOfCheck = async (
  checked: Checked,
  searching: Searching,
): Promise<{ readonly sighting: Sighting; readonly cutShort: boolean }> => {
  const { result } = checked;
  const { goals, cutShort } = await pathsOf(checked, searching);
  const reached = [
    ...Object.keys(result.statistics.eventCounts).map((type) => goalId({ kind: 'event', type })),
    ...result.results
      .filter((one) => one.reached > 0)
      .map(({ guarantee }) => goalId({ kind: 'witness', guarantee: guarantee.id })),
    ...goals,
  ];
  return { sighting: { source: { name: result.scenario.name, kind: 'exploration' }, reached }, cutShort };
};

/** What a run that was recorded visits, taken again. */
const sightingOfRun = (name: string, slice: SliceName, recorded: Recorded): Sighting => ({
  source: { name, kind: 'trace' },
  reached: goalsOfRun(walkAgain(setUp(recorded), recorded), slice),
});

/** The counterexamples of one scenario of a check, each taken again. */
const sightingsOfTraces = (
  file: string,
  { podproofVersion, scenarios }: RecordedReport,
  index: number,
): readonly Sighting[] => {
  const found = scenarios[index];
  const slice = sliceNames.find((one) => one === found?.slice);
  const scenario = found?.scenario;
  if (found === undefined || scenario === undefined || slice === undefined) return [];
  const place = `scenarios[${index}]`;
  return found.guarantees.flatMap(({ id, trace }, at): readonly Sighting[] => {
    if (trace === undefined) return [];
    const recorded = {
      file,
      place: `${place}.guarantees[${at}].trace`,
      setup: `${place}.scenario`,
      scenario,
      events: trace.map(({ event }) => event),
      podproofVersion,
    };
    return [sightingOfRun(`${found.name}: ${id}`, slice, recorded)];
  });
};

/** What a run of another scenario visits, for those that are the same in other names. */
const sightingsOfAlike = (
  { name, guarantees: found, sameAs }: RecordedScenario,
  told: ReadonlyMap<string, Sighting>,
): readonly Sighting[] =>
  found.flatMap(({ id }) => {
    const other = sameAs === undefined ? undefined : told.get(`${sameAs.scenario}: ${id}`);
    return other === undefined ? [] : [{ ...other, source: { ...other.source, name: `${name}: ${id}` } }];
  });

/** What a check that was written down tells: the situations of its guarantees, and each counterexample as a trace. */
export const sightingsOfCheckReport = (file: string, report: RecordedReport): readonly Sighting[] => {
  const traces = report.scenarios.map((_, index) => sightingsOfTraces(file, report, index));
  const told = new Map(traces.flat().map((sighting) => [sighting.source.name, sighting]));
  return report.scenarios.flatMap((scenario, index) => [
    {
      source: { name: scenario.name, kind: 'exploration' as const },
      reached: scenario.guarantees
        .filter(({ reached }) => reached > 0)
        .map(({ id }) => goalId({ kind: 'witness', guarantee: id })),
    },
    ...(traces[index] ?? []),
    ...sightingsOfAlike(scenario, told),
  ]);
};

/** What a recorded run visits. */
export const sightingOfTrace = (
  file: string,
  name: string,
  { podproofVersion, scenario, slice, steps }: TraceReport,
): Sighting => {
  const events = steps.map(({ event }) => event);
  return sightingOfRun(name, slice, { file, place: 'steps', setup: 'scenario', scenario, events, podproofVersion });
};

/** What the cases of a suite aim at. */
export const sightingOfSuite = (name: string, { goals, cases }: Suite): Sighting => ({
  source: { name, kind: 'suite' },
  reached: cases.flatMap(({ covers }) => covers),
  known: goals.map(({ id }) => id),
});

/** What targets were seen to do: what they surely went through, whatever the cases aimed at. */
export const sightingsOfConform = ({ targets, cases }: ConformReport): readonly Sighting[] =>
  targets.map(({ target }) => {
    const ours = cases.filter((one) => one.target === target);
    return {
      source: { name: target, kind: 'conformance' },
      reached: ours.flatMap(({ covers }) => covers),
      known: ours.flatMap(({ aims }) => aims),
    };
  });
