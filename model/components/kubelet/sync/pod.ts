/** What a sync pass looks at: the pod's spec and what the runtime shows of it. */
import { type Cluster, type ContainerRecord, cell, type Sandbox } from '../../../cluster.ts';
import { allContainers, type Container, containerOf, type PodSpec } from '../../../kubernetes/spec.ts';
import { containerKey, instanceOf, type ProbeKind, probeKey, type Uid } from '../../../scenario.ts';

/** The spec of that incarnation. */
export const specOf = (cluster: Cluster, uid: Uid): PodSpec => instanceOf(cluster.scenario, uid).spec;

/** Is the feature gate on in this scenario? */
export const gate = (cluster: Cluster, name: string): boolean => cluster.scenario.featureGates[name] === true;

/** The two gates that let a container have a restart policy of its own. */
export interface RestartGates {
  readonly containerRestartRules: boolean;
  readonly restartAllContainers: boolean;
}

/** The restart gates of the scenario. */
export const restartGates = (cluster: Cluster): RestartGates => ({
  containerRestartRules: gate(cluster, 'ContainerRestartRules'),
  restartAllContainers: gate(cluster, 'RestartAllContainersOnContainerExits'),
});

/**
 * A pod as computePodActions and getPhase see it: the newest instance of each container, the newest sandbox, and what the probe
 * managers say. Plain data and lookups, so that both can be tried without a cluster.
 */
export interface PodView {
  readonly spec: PodSpec;
  readonly gates: RestartGates;
  readonly createdCountsAsInitialized: boolean;
  readonly sandbox: Sandbox;
  readonly record: (container: string) => ContainerRecord;
  /** `Unknown` also when there is no such probe. */
  readonly probeResult: (container: string, kind: ProbeKind) => 'Unknown' | 'Success' | 'Failure';
}

/**
 * The pod as it is now. The real kubelet acts on a PLEG cache at least as new as the end of its previous pass (C86, C140, C141;
 * pod_workers.go podWorkerLoop, pleg/generic.go, 1.34–1.36). Between passes the kubelet itself changes nothing in the runtime, so an
 * older view lacks only exits and sandbox deaths, and acting on it is acting before them: a delay, which is arbitrary here anyway.
 */
export const viewOf = (cluster: Cluster, uid: Uid): PodView => {
  const spec = specOf(cluster, uid);
  return {
    spec,
    gates: restartGates(cluster),
    createdCountsAsInitialized: cluster.scenario.switches.createdCountsAsInitialized,
    sandbox: cell(cluster, 'sandboxes', uid),
    record: (container) => cell(cluster, 'containers', containerKey(uid, container)),
    probeResult: (container, kind) =>
      containerOf(spec, container)[`${kind}Probe`] === undefined
        ? 'Unknown'
        : cell(cluster, 'probes', probeKey(uid, container, kind)).result,
  };
};

/** The names of the containers whose process runs. */
export const runningContainers = (view: Pick<PodView, 'spec' | 'record'>): readonly string[] =>
  allContainers(view.spec)
    .filter(({ name }) => view.record(name).state === 'running')
    .map(({ name }) => name);

/** The probes a container has. */
export const probesOf = (container: Container): readonly ProbeKind[] =>
  (['startup', 'liveness', 'readiness'] as const).filter((kind) => container[`${kind}Probe`] !== undefined);
