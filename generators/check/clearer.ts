/**
 * Clearer counterexamples. A shortest run often deletes a Pod before a kubelet has heard of it, which hardly anybody lives through. Where a
 * run that deletes only running Pods breaks the same promise and is not much longer, that one is told, and the shortest is named beside it.
 */
import { priceOf } from '../../model/budget.ts';
import { type Cluster, cell } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { Model } from '../../model/reducer.ts';
import { containerKey, instanceOf, type Scenario, type Uid } from '../../model/scenario.ts';
import {
  type Exploration,
  type ExploreOptions,
  type Finding,
  type Progress,
  type Property,
  startExploration,
  type Trace,
} from '../explore/index.ts';
import { restricted } from './restricted.ts';
import { runToEnd } from './run.ts';

type Run = Trace<Cluster, Event>;
type Found = Finding<Cluster, Event>;

/** After a larger search there is no second one: it could take as long again. */
const mostStates = 1_000_000;

/** A Pod takes about so many steps from its storage until it runs, however short the run is otherwise. */
const stepsToRun = 6;
const timesAsLong = 1.6;

/** How many steps a run may have that is told in place of a shortest one. */
export const longestTold = (shortest: number): number => Math.floor(shortest * timesAsLong) + stepsToRun;

/** The Pod that a user's delete takes while it is not being deleted yet. */
const deletedBy = (cluster: Cluster, event: Event): Uid | undefined => {
  if (event.type !== 'user/podDeleted' && event.type !== 'user/podForceDeleted') return undefined;
  const { uid, deletionGracePeriodSeconds } = cell(cluster, 'pods', event.pod);
  return deletionGracePeriodSeconds === null ? uid : undefined;
};

const everyMainRuns = (cluster: Cluster, uid: Uid): boolean =>
  instanceOf(cluster.scenario, uid).spec.containers.every(
    ({ name }) => cell(cluster, 'containers', containerKey(uid, name)).state === 'running',
  );

const isShownRunning = (cluster: Cluster, uid: Uid): boolean =>
  cell(cluster, 'statuses', instanceOf(cluster.scenario, uid).name).phase === 'Running';

/** A Pod is deleted only while all its main containers run and the API shows it Running, so that whoever looks at it sees what runs. */
const deletesWhatRuns = (cluster: Cluster, event: Event): boolean => {
  const uid = deletedBy(cluster, event);
  return uid === undefined || (everyMainRuns(cluster, uid) && isShownRunning(cluster, uid));
};

/** A Pod is deleted on it before all its main containers run. */
const isHasty = ({ initial, steps }: Run): boolean =>
  steps.some(({ event }, index) => {
    const before = steps[index - 1]?.state ?? initial;
    const uid = deletedBy(before, event);
    return uid !== undefined && !everyMainRuns(before, uid);
  });

/** What users did and what failed on a run. */
const interferences = ({ steps }: Run): number => steps.filter(({ event }) => priceOf(event) !== undefined).length;

/** Not much longer, and no more is done by users and goes wrong on it. */
const isClearer = (run: Run, shortest: Run): boolean =>
  run.steps.length <= longestTold(shortest.steps.length) && interferences(run) <= interferences(shortest);

/** Delays make a run as long as they are, and a run that begins with a running Pod is clear already. */
const hasHastyRuns = ({ assumptions, begins, user }: Scenario): boolean =>
  assumptions === undefined &&
  begins === undefined &&
  (['delete', 'delete-shorter', 'force-delete'] as const).some((action) => user[action] !== 0);

/** What a search found, about which clearer runs are asked for. */
export interface Explored {
  readonly model: Model;
  readonly properties: readonly Property<Cluster, Event>[];
  readonly exploration: Exploration<Cluster, Event>;
  /** Of its findings those that are told. */
  readonly told: readonly Found[];
}

const hastyIn = ({ model, properties, exploration, told }: Explored): ReadonlyMap<Property<Cluster, Event>, Run> => {
  const { ending, statistics } = exploration;
  if (ending !== 'complete' || statistics.states > mostStates || !hasHastyRuns(model.initial.scenario))
    return new Map();
  const byId = new Map(told.map((finding) => [finding.id, finding.trace]));
  return new Map(
    properties.flatMap((property) => {
      const trace = byId.get(property.id);
      // A promise that something happens at last is not broken by a step: how long its run is says nothing.
      return trace !== undefined && property.kind !== 'leads-to' && isHasty(trace) ? [[property, trace] as const] : [];
    }),
  );
};

/** By the id of a promise: a run that breaks it, clearer than the shortest one that was found. */
export const clearerRuns = async (
  explored: Explored,
  options: ExploreOptions,
  onProgress?: (progress: Progress) => void,
): Promise<ReadonlyMap<string, Run>> => {
  const hasty = hastyIn(explored);
  if (hasty.size === 0) return new Map();
  const explorer = startExploration<Cluster, Event>(restricted(explored.model, deletesWhatRuns), [...hasty.keys()], {
    ...options,
    stopWhenDecided: true,
  });
  const deepest = Math.max(...[...hasty.values()].map(({ steps }) => longestTold(steps.length)));
  await runToEnd(explorer, onProgress, ({ depth }) => depth > deepest);
  const shortest = new Map([...hasty].map(([{ id }, trace]) => [id, trace]));
  return new Map(
    explorer.result().findings.flatMap(({ id, trace }) => {
      const replaced = shortest.get(id);
      return trace !== undefined && replaced !== undefined && isClearer(trace, replaced) ? [[id, trace] as const] : [];
    }),
  );
};
