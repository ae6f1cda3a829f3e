/** Which goals of a coverage a single run reaches, named as explorations and suites name them. */
import { type Chart, edgeKey } from '../../generators/statecharts/chart.ts';
import { charts } from '../../generators/statecharts/charts.ts';
import { doneBy, wayToStop } from '../../generators/suite/environment-actions.ts';
import { goalId } from '../../generators/suite/goals.ts';
import type { Cluster } from '../../model/cluster.ts';
import { type GuaranteePromise, isAskedIn, type SliceName } from '../../model/guarantees/guarantee.ts';
import { guarantees } from '../../model/guarantees/index.ts';
import type { Run } from './walk.ts';

const clustersOf = ({ initial, steps }: Run): readonly Cluster[] => [initial, ...steps.map(({ state }) => state)];

/** Transitions of one subject of a chart, and the pairs of those that follow each other. */
const laneGoals = (run: Run, chart: Chart, subject: string): readonly string[] => {
  const states = clustersOf(run).map((cluster) => chart.project(cluster, subject));
  const keys = run.steps.flatMap(({ event }, index) => {
    const [from = '', to = ''] = [states[index], states[index + 1]];
    return from === to ? [] : [edgeKey({ from, label: chart.label(event), to })];
  });
  return [
    ...keys.map((key) => goalId({ kind: 'transition', chart: chart.id, edge: key })),
    ...keys
      .slice(1)
      .map((key, index) => goalId({ kind: 'pair', chart: chart.id, first: keys[index] ?? '', second: key })),
  ];
};

/** What comes from outside one after the other, and the ways in which containers stop. */
const outsideGoals = (run: Run): readonly string[] => {
  const clusters = clustersOf(run);
  const at = (index: number) => clusters[index] ?? run.initial;
  const done = run.steps.flatMap(({ event }, index) => doneBy(event, at(index)) ?? []);
  return [
    ...run.steps
      .flatMap(({ event }, index) => wayToStop(event, at(index)) ?? [])
      .map((way) => goalId({ kind: 'stop', way })),
    ...done.slice(1).map((what, index) => goalId({ kind: 'sequence', first: done[index] ?? '', second: what })),
  ];
};

/** True if the situation of a promise comes up: it is kept or broken somewhere, or owed. */
const comesUp = (promise: GuaranteePromise, run: Run): boolean => {
  const clusters = clustersOf(run);
  if (promise.kind === 'leads-to') return clusters.some((cluster) => promise.from(cluster));
  if (promise.kind === 'state') return clusters.some((cluster) => promise.judge(cluster) !== 'silent');
  return run.steps.some(({ event, state }, index) => {
    const before = clusters[index] ?? run.initial;
    return promise.concerns(event) && promise.judge(before, event, state) !== 'silent';
  });
};

/** Every kind of event, transition, pair of transitions, pair of stimuli, stop and situation of a guarantee that a run visits. */
export const goalsOfRun = (run: Run, slice: SliceName): readonly string[] => {
  const { scenario } = run.initial;
  const asked = guarantees.filter((guarantee) => isAskedIn(guarantee, { slice, scenario }));
  return [
    ...run.steps.map(({ event }) => goalId({ kind: 'event', type: event.type })),
    ...charts.flatMap((chart) => chart.subjects(scenario).flatMap((subject) => laneGoals(run, chart, subject))),
    ...outsideGoals(run),
    ...asked
      .filter(({ promises }) => promises(scenario).some((promise) => comesUp(promise, run)))
      .map(({ id }) => goalId({ kind: 'witness', guarantee: id })),
  ];
};
