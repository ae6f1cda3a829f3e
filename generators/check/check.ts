/** Checking one scenario: every guarantee that applies, on every reachable state and step. */
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { Guarantee } from '../../model/guarantees/guarantee.ts';
import { type Model, modelOf } from '../../model/reducer.ts';
import type { Slice } from '../../model/slices/index.ts';
import {
  type Exploration,
  type ExploreOptions,
  encodeSchedule,
  type Progress,
  type Property,
  scheduleOf,
  startExploration,
  type Trace,
} from '../explore/index.ts';
import { type Mutation, mutate } from '../mutants/mutation.ts';
import { clearerRuns } from './clearer.ts';
import { answersOf, decisiveOf, propertiesOf, type Telling } from './properties.ts';
import type { ScenarioResult } from './result.ts';
import { runToEnd } from './run.ts';

/** Bounds and control of a check. Without any it runs to the end. */
export interface CheckOptions {
  readonly maxStates?: number;
  readonly maxMemoryBytes?: number;
  /** Ends the search with what is known. */
  readonly signal?: AbortSignal;
  /** Told several times a second while the search goes on. */
  readonly onProgress?: (progress: Progress) => void;
  /** Check the model with this mistake in it instead of the model itself. */
  readonly mutation?: Mutation;
  /** Run all of the model's code twice, on traced and on plain data, and compare. */
  readonly doubleCheck?: boolean;
}

const modelUnder = (slice: Slice, { mutation }: CheckOptions): Model => {
  const model = modelOf(slice.scenario);
  return mutation === undefined ? model : mutate(model, mutation);
};

const exploreOptions = ({ maxStates, maxMemoryBytes, signal, doubleCheck }: CheckOptions): ExploreOptions => ({
  ...(maxStates === undefined ? {} : { maxStates }),
  ...(maxMemoryBytes === undefined ? {} : { maxMemoryBytes }),
  ...(doubleCheck === undefined ? {} : { doubleCheck }),
  interrupted: () => signal?.aborted === true,
});

const wordOf = (model: Model, trace: Trace<Cluster, Event>): string => encodeSchedule(scheduleOf(model, trace));

/** A counterexample, told by a clearer run if there is one. */
const telling = (model: Model, found: Trace<Cluster, Event>, clearer: Trace<Cluster, Event> | undefined): Telling => {
  const trace = clearer ?? found;
  const shortest = { steps: found.steps.length, schedule: wordOf(model, found) };
  return { trace, schedule: wordOf(model, trace), ...(clearer === undefined ? {} : { shortest }) };
};

const exploreAll = async (
  model: Model,
  properties: readonly Property<Cluster, Event>[],
  options: CheckOptions,
): Promise<Exploration<Cluster, Event>> => {
  const explorer = startExploration<Cluster, Event>(model, properties, exploreOptions(options));
  await runToEnd(explorer, options.onProgress);
  return explorer.result();
};

/** Explores a scenario whole and answers every guarantee that applies to it. */
export const checkScenario = async (
  slice: Slice,
  guarantees: readonly Guarantee[],
  options: CheckOptions = {},
): Promise<ScenarioResult> => {
  const model = modelUnder(slice, options);
  const { asked, properties } = propertiesOf(slice.scenario, guarantees);
  const begun = performance.now();
  const exploration = await exploreAll(model, properties, options);
  const { ending, statistics, findings } = exploration;
  const told = decisiveOf(asked, findings);
  const clearer = await clearerRuns(
    { model, properties, exploration, told },
    exploreOptions(options),
    options.onProgress,
  );
  return {
    scenario: slice.scenario,
    leftOut: slice.leftOut,
    ending,
    statistics,
    seconds: (performance.now() - begun) / 1000,
    results: answersOf(asked, findings, ({ id, trace }) =>
      trace === undefined ? {} : telling(model, trace, clearer.get(id)),
    ),
  };
};
