/** The model as two pure functions, and as a machine for an explorer. A table over components that is total over their events; no logic. */
import type { Actor } from './actor.ts';
import { affordable, pay } from './budget.ts';
import type { Cluster } from './cluster.ts';
import * as apiserver from './components/apiserver/index.ts';
import * as cni from './components/cni/index.ts';
import * as deployment from './components/deployment/index.ts';
import * as endpointslice from './components/endpointslice/index.ts';
import * as fault from './components/fault/index.ts';
import * as kubeProxy from './components/kube-proxy/index.ts';
import * as kubelet from './components/kubelet/index.ts';
import * as loadBalancer from './components/load-balancer/index.ts';
import * as observer from './components/observer/index.ts';
import * as pod from './components/pod/index.ts';
import * as prober from './components/prober/index.ts';
import * as process from './components/process/index.ts';
import * as replicaset from './components/replicaset/index.ts';
import * as runtime from './components/runtime/index.ts';
import * as scheduler from './components/scheduler/index.ts';
import * as user from './components/user/index.ts';
import * as volumes from './components/volumes/index.ts';
import * as watch from './components/watch/index.ts';
import type { Event } from './event.ts';
import { initialCluster } from './initial.ts';
import type { Scenario } from './scenario.ts';
import { runningCluster } from './start.ts';
import { renewedBy } from './timing/renewal.ts';
import { type Interval, timing } from './timing.ts';

/** What a component is to the reducer: who acts for it, and how what it does is written down. */
interface Component<E extends Event> {
  readonly actors: (scenario: Scenario) => readonly Actor[];
  readonly reduce: (cluster: Cluster, event: E) => Cluster;
}

type Owner<T extends string> = T extends `${infer O}/${string}` ? O : never;

/** Every component, by the word before the slash of its events, in the order their events are offered. */
const components: {
  readonly [O in Owner<Event['type']>]: Component<Extract<Event, { readonly type: `${O}/${string}` }>>;
} = {
  user,
  apiserver,
  watch,
  scheduler,
  kubelet,
  prober,
  runtime,
  cni,
  attachdetach: volumes.attachDetach,
  persistentvolume: volumes.persistentVolume,
  endpointslice,
  'kube-proxy': { actors: kubeProxy.actors, reduce: kubeProxy.reduce },
  'load-balancer': { actors: loadBalancer.actors, reduce: loadBalancer.reduce },
  process,
  pod,
  replicaset,
  deployment,
  fault,
  observer,
};

/** Who owns an event: the word before the slash. */
export const ownerOf = (event: Event): Owner<Event['type']> => event.type.split('/')[0] as Owner<Event['type']>;

/** Everybody who can make something happen in this scenario, in a fixed order. */
export const actors = (scenario: Scenario): readonly Actor[] =>
  Object.values(components)
    .flatMap((component) => component.actors(scenario))
    .map((actor) => ({
      ...actor,
      enabled: (cluster) => actor.enabled(cluster).filter((event) => affordable(cluster, event)),
    }));

/** Every event that may happen next, actor by actor. */
export const enabled = (cluster: Cluster): readonly Event[] =>
  actors(cluster.scenario).flatMap((actor) => actor.enabled(cluster));

/** The cluster after one event. Pure: decided in `enabled`, only written down here. */
export const reduce = (cluster: Cluster, event: Event): Cluster => {
  const { reduce: owned } = components[ownerOf(event)] as Component<Event>;
  return watch.settle(pay(owned(cluster, event), event), event);
};

/** The model of one scenario, in the shape an explorer takes. */
export interface Model {
  readonly initial: Cluster;
  readonly components: readonly Actor[];
  readonly reduce: (cluster: Cluster, event: Event) => Cluster;
  readonly fixed: readonly ['scenario'];
  /** Only of a scenario with assumptions. */
  readonly timing?: (cluster: Cluster, event: Event) => Interval | undefined;
  readonly renews?: (cluster: Cluster, event: Event) => readonly Event[];
}

/** Where the scenario's runs begin. */
const begun = (nothing: Cluster): Cluster => {
  const { begins } = nothing.scenario;
  if (begins === undefined) return nothing;
  return runningCluster(nothing, enabled, reduce, begins === 'starting' ? 'runtime/containerStarted' : undefined);
};

/** The scenario as a machine: initial cluster, components, reducer. */
export const modelOf = (scenario: Scenario): Model => {
  const nothing = initialCluster(scenario);
  return {
    initial: begun(nothing),
    components: actors(scenario),
    reduce,
    fixed: ['scenario'],
    ...(scenario.assumptions === undefined ? {} : { timing, renews: renewedBy }),
  };
};
