/** The quotient of a reachable graph under a projection, at the explorer's speed. */
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import { type Model, modelOf } from '../../model/reducer.ts';
import type { Scenario } from '../../model/scenario.ts';
import { type ExploreOptions, explore, type StepProperty } from '../explore/index.ts';
import type { Steps } from '../explore/steps.ts';
import { type Chart, type Edge, edgeKey } from './chart.ts';

/** What a search saw of a chart. */
export interface Quotient {
  readonly initial: ReadonlySet<string>;
  /** Edges by `edgeKey`, in the order they were found. Steps that leave the projection as it is are no edges. */
  readonly edges: ReadonlyMap<string, Edge>;
  /** The search was not cut short. */
  readonly complete: boolean;
}

/**
 * A property that never complains and writes down what it is shown. The explorer asks once for every step that differs in the cells the
 * projection reads, so every edge is shown, and millions of steps cost a few hundred calls.
 */
const watching = (chart: Chart, subject: string, edges: Map<string, Edge>): StepProperty<Cluster, Event> => ({
  id: `${chart.id} ${subject}`,
  kind: 'step',
  concerns: () => true,
  judge: (before, event, after) => {
    const from = chart.project(before, subject);
    const to = chart.project(after, subject);
    if (from !== to) {
      const edge = { from, label: chart.label(event), to };
      edges.set(edgeKey(edge), edge);
    }
    return 'silent';
  },
});

/** Charts, and properties for a search of the model that writes down every edge it comes by. */
export const watchingAll = (model: Model, charts: readonly Chart[]) => {
  const seen = charts.map((chart) => ({ chart, edges: new Map<string, Edge>() }));
  const properties = seen.flatMap(({ chart, edges }) =>
    chart.subjects(model.initial.scenario).map((subject) => watching(chart, subject, edges)),
  );
  return { seen, properties };
};

/** Every edge of these charts that some step of the model is. */
export const quotientsOf = (
  model: Model,
  charts: readonly Chart[],
  options: ExploreOptions = {},
): ReadonlyMap<string, Quotient> => {
  const { seen, properties } = watchingAll(model, charts);
  const { scenario } = model.initial;
  const { ending } = explore<Cluster, Event>(model, properties, options);
  return new Map(
    seen.map(({ chart, edges }) => [
      chart.id,
      {
        initial: new Set(chart.subjects(scenario).map((subject) => chart.project(model.initial, subject))),
        edges,
        complete: ending === 'complete',
      },
    ]),
  );
};

/** What several scenarios show of these charts together, in steps: one for each scenario. */
export function* togetherSteps(
  scenarios: readonly Scenario[],
  charts: readonly Chart[],
  tell: (what: string, done: number, of: number) => void = () => undefined,
): Steps<ReadonlyMap<string, Quotient>> {
  const found: ReadonlyMap<string, Quotient>[] = [];
  for (const [done, scenario] of scenarios.entries()) {
    tell(scenario.name, done, scenarios.length);
    yield;
    found.push(quotientsOf(modelOf(scenario), charts));
  }
  return new Map(
    charts.map(({ id }) => {
      const parts = found.flatMap((quotients) => quotients.get(id) ?? []);
      return [
        id,
        {
          initial: new Set(parts.flatMap(({ initial }) => [...initial])),
          edges: new Map(parts.flatMap(({ edges }) => [...edges])),
          complete: parts.every(({ complete }) => complete),
        },
      ];
    }),
  );
}
