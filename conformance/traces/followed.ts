/**
 * The model of one recorded Pod among everybody else: programs end with any exit code, users and controllers delete with any grace period,
 * and whoever the record names wrote what it wrote. Each step carries what a record would show of it. This is the only place that knows
 * how such a machine is made and followed.
 */
import type { Component, Machine } from '../../generators/explore/index.ts';
import { GrowingGraph, TooLarge } from '../../generators/explore/on-demand.ts';
import { type Mutation, mutate } from '../../generators/mutants/index.ts';
import { observationsOf } from '../../generators/observe/observations.ts';
import type { Cluster, StoredStatus } from '../../model/cluster.ts';
import { cell, patch } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import { allContainers } from '../../model/kubernetes/spec.ts';
import { modelOf } from '../../model/reducer.ts';
import { containerKey, instanceOf, type Scenario } from '../../model/scenario.ts';
import type { ForeignWrite } from './entry.ts';
import { containerLabel, endpointLabel } from './labels.ts';
import { thePod } from './setting.ts';
import { removedKey, shownByModel, shownKey } from './shown.ts';

export { TooLarge };

/** What stands beside the model: what of it is told, and who else acts. */
export interface Beside {
  /** Starts and exits of containers are told. */
  readonly runtime: boolean;
  readonly exitCodes: readonly number[];
  readonly graces: readonly number[];
  readonly foreign: readonly ForeignWrite[];
  /** kube-scheduler said that no node will do: other Pods and nodes, which are not in the scenario, may be why. */
  readonly unschedulable: boolean;
}

/** What the environment does and nobody in the model: a write to the status, or the reason why no node will do. */
type EnvironmentEvent =
  | { readonly type: 'environment/statusWritten'; readonly write: number }
  | { readonly type: 'environment/noNodeWillDo' };

/** A step of such a machine. */
export type TracedEvent = Event | EnvironmentEvent;

/** A cluster with the labels of the step that led to it. */
interface TracedCluster extends Cluster {
  readonly traced: { readonly last: { readonly labels: readonly string[] } };
}

const isModels = (event: TracedEvent): event is Event => !event.type.startsWith('environment/');

const { name: pod, uid } = thePod;

/** What the API server shows of a step. Whoever deletes a Pod for good writes it once more with a grace period of 0 first (k8s.io/apiserver 0.35, registry/rest/delete.go, BeforeDelete). */
const versions = (before: Cluster, after: Cluster, foreign: boolean): readonly string[] => {
  if (before.pods[pod] === after.pods[pod] && before.statuses[pod] === after.statuses[pod]) return [];
  const was = shownByModel(before, pod);
  const is = shownByModel(after, pod);
  if (is === undefined) {
    if (was === undefined) return [];
    return was.grace === 0 ? [removedKey] : [shownKey({ ...was, grace: 0 }), removedKey];
  }
  const key = shownKey(is);
  return was !== undefined && shownKey(was) === key ? [] : [`${foreign ? 'foreign ' : ''}${key}`];
};

const others = (before: Cluster, event: Event, after: Cluster, runtime: boolean): readonly string[] =>
  observationsOf('model', before, event, after).flatMap((seen) => {
    if (seen.see === 'endpoint') return [endpointLabel(seen.service, seen.state)];
    if (!runtime) return [];
    if (seen.see === 'container started') return [containerLabel(seen.container, null)];
    return seen.see === 'container exited' ? [containerLabel(seen.container, seen.exitCode)] : [];
  });

type Actor = Component<TracedCluster, TracedEvent>;

/** Programs that end as they like, until SIGKILL. */
const exits = (scenario: Scenario, exitCodes: readonly number[]): readonly Actor[] =>
  allContainers(instanceOf(scenario, uid).spec).map(({ name: container }) => ({
    name: 'process',
    enabled: (cluster) => {
      const key = containerKey(uid, container);
      if (cell(cluster, 'containers', key).state !== 'running') return [];
      if (cell(cluster, 'processes', key).signal === 'SIGKILL') return [];
      return exitCodes.map((exitCode) => ({ type: 'process/exited', uid, container, exitCode }) as const);
    },
  }));

/** Deletes with the grace periods that the record shows. */
const deletes = (graces: readonly number[]): Actor => ({
  name: 'user',
  enabled: (cluster) => {
    const stored = cell(cluster, 'pods', pod);
    if (stored.uid === '') return [];
    const pending = stored.deletionGracePeriodSeconds;
    return graces
      .filter((grace) => grace > 0 && (pending === null || grace < pending))
      .map((grace) => ({ type: 'user/podDeleted', pod, grace }) as const);
  },
});

const statusOf = ({
  hasAddress: _address,
  node: _node,
  gated: _gated,
  grace: _grace,
  readinessGates: _gates,
  ...status
}: ForeignWrite) => status as Partial<StoredStatus>;

/** Whoever else writes the status: exactly what the record says that it wrote. */
const writes = (foreign: readonly ForeignWrite[]): Actor => ({
  name: 'environment',
  enabled: (cluster) => {
    if (cell(cluster, 'pods', pod).uid === '') return [];
    const status = cell(cluster, 'statuses', pod);
    return foreign.flatMap((one, write) =>
      Object.entries(statusOf(one)).some(([field, value]) => status[field as keyof StoredStatus] !== value)
        ? [{ type: 'environment/statusWritten', write } as const]
        : [],
    );
  },
});

/** kube-scheduler reports that no node will do, for reasons that lie outside of the scenario. */
const noNodeWillDo: Actor = {
  name: 'kube-scheduler',
  enabled: (cluster) => {
    const stored = cell(cluster, 'pods', pod);
    const waits = stored.uid !== '' && stored.nodeName === '' && !stored.gated;
    return waits && cell(cluster, 'statuses', pod).podScheduled !== 'Unschedulable'
      ? [{ type: 'environment/noNodeWillDo' }]
      : [];
  },
};

const machineOf = (
  scenario: Scenario,
  beside: Beside,
  mistakes: readonly Mutation[],
): Machine<TracedCluster, TracedEvent> => {
  const model = mistakes.reduce(mutate, modelOf(scenario));
  const remember = (cluster: Cluster, labels: readonly string[]): TracedCluster => ({
    ...cluster,
    traced: { last: { labels } },
  });
  return {
    initial: remember(model.initial, []),
    fixed: ['scenario'],
    components: [
      ...model.components,
      ...exits(scenario, beside.exitCodes),
      deletes(beside.graces),
      writes(beside.foreign),
      ...(beside.unschedulable ? [noNodeWillDo] : []),
    ],
    reduce: (before, event) => {
      if (event.type === 'environment/statusWritten') {
        const after = patch(before, 'statuses', pod, statusOf(beside.foreign[event.write] ?? {}));
        return remember(after, versions(before, after, true));
      }
      if (!isModels(event)) {
        const after = patch(before, 'statuses', pod, { podScheduled: 'Unschedulable' });
        return remember(after, versions(before, after, false));
      }
      const after = model.reduce(before, event);
      return remember(after, [...versions(before, after, false), ...others(before, event, after, beside.runtime)]);
    },
  };
};

/** A step from a state: who did it, what, and where it leads. */
export interface FollowedStep {
  readonly by: string;
  readonly event: TracedEvent;
  readonly to: number;
}

/** A machine that is explored as far as somebody follows it; states are numbers, 0 is the first. */
export class Followed {
  readonly #graph: GrowingGraph<TracedCluster, TracedEvent, readonly string[]>;
  readonly #names: readonly string[];
  readonly #steps: (readonly FollowedStep[] | undefined)[] = [];

  constructor(scenario: Scenario, beside: Beside, maxStates: number, mistakes: readonly Mutation[] = []) {
    const machine = machineOf(scenario, beside, mistakes);
    this.#names = machine.components.map(({ name }) => name);
    const shown = (cluster: TracedCluster): readonly string[] => {
      const is = shownByModel(cluster, pod);
      return [is === undefined ? removedKey : shownKey(is)];
    };
    this.#graph = new GrowingGraph(machine, [(cluster) => cluster.traced.last.labels, shown], maxStates);
  }

  /** How many states are known. */
  get size(): number {
    return this.#graph.size;
  }

  /** What the step to this state shows, in whatever order. */
  labels(state: number): readonly string[] {
    return this.#graph.values(state)[0] ?? [];
  }

  /** What the stored Pod looks like. */
  shown(state: number): string {
    return this.#graph.values(state)[1]?.[0] ?? removedKey;
  }

  /** The steps from a state; throws `TooLarge`. */
  steps(state: number): readonly FollowedStep[] {
    const known = this.#steps[state];
    if (known !== undefined) return known;
    const steps = this.#graph.edges(state).map(({ by, event, to }) => ({ by: this.#names[by] ?? '', event, to }));
    this.#steps[state] = steps;
    return steps;
  }
}
