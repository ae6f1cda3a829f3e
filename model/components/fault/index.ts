/**
 * What may go wrong at any moment: processes that crash or are killed for memory, a pause process that dies, components that restart and
 * forget what they keep in memory. Each strikes at most as often as the scenario's budget says. The failures of single steps (an image
 * pull, a hook, a CRI call) are told by whoever takes the step.
 */
import { match } from 'ts-pattern';
import type { Actor } from '../../actor.ts';
import { type Cluster, cell, patch } from '../../cluster.ts';
import type { Event, FaultEvent } from '../../event.ts';
import { allContainers } from '../../kubernetes/spec.ts';
import { containerKey, instanceOf, type NodeName, type Scenario, type Uid } from '../../scenario.ts';
import { forgetApiServer } from '../apiserver/restart.ts';
import { controllersLag, forgetControllers } from '../deployment/restart.ts';
import { forgetKubelet } from '../kubelet/sync/restart.ts';
import { isNewToKubelet } from '../kubelet/termination/cause.ts';
import { allKilled, containerExited } from '../runtime/stop/exit.ts';

const fault = (enabled: (cluster: Cluster) => readonly Event[]): Actor => ({ name: 'fault', fair: false, enabled });

const kubeletRestarts = (scenario: Scenario, node: NodeName): Actor => {
  const uids = Object.keys(scenario.instances);
  // Without a pod worker or a pod turned away there is nothing to forget but deliveries, and those are made again.
  const knows = (cluster: Cluster) =>
    uids.some((uid) => cell(cluster, 'workers', uid).node === node && !isNewToKubelet(cluster, uid));
  return fault((cluster) => (knows(cluster) ? [{ type: 'fault/kubeletRestarted', node }] : []));
};

const containerFails = (uid: Uid, container: string): Actor => {
  const key = containerKey(uid, container);
  return fault((cluster) => {
    if (cell(cluster, 'containers', key).state !== 'running') return [];
    // A process that got SIGKILL ends anyway.
    if (cell(cluster, 'processes', key).signal === 'SIGKILL') return [];
    return [
      { type: 'fault/containerCrashed', uid, container, exitCode: 1 },
      { type: 'fault/containerOOMKilled', uid, container },
    ];
  });
};

const sandboxDies = (uid: Uid): Actor =>
  fault((cluster) => (cell(cluster, 'sandboxes', uid).state === 'ready' ? [{ type: 'fault/sandboxDied', uid }] : []));

const apiserverRestarts = (scenario: Scenario): Actor => {
  const uids = Object.keys(scenario.instances);
  // Only requests under way are lost; what is stored survives in etcd.
  const underWay = (cluster: Cluster) =>
    uids.some(
      (uid) => !['unsent', 'stored', 'rejected', 'conflict', 'lost'].includes(cell(cluster, 'requests', uid).stage),
    );
  return fault((cluster) => (underWay(cluster) ? [{ type: 'fault/apiserverRestarted' }] : []));
};

const controllersRestart = fault((cluster) =>
  controllersLag(cluster) ? [{ type: 'fault/controllersRestarted' }] : [],
);

/** One actor per container, sandbox and kubelet, one for the API server and one for the controllers; none for a fault the scenario rules out. */
export const actors = (scenario: Scenario): readonly Actor[] => {
  const { faults } = scenario;
  const crashes = faults['container-crash'] !== 0 || faults.oom !== 0;
  return [
    ...(faults['kubelet-restart'] === 0
      ? []
      : Object.keys(scenario.nodes).map((node) => kubeletRestarts(scenario, node))),
    ...Object.entries(scenario.instances).flatMap(([uid, { spec }]) => [
      ...(crashes ? allContainers(spec).map((container) => containerFails(uid, container.name)) : []),
      ...(faults['sandbox-failure'] === 0 ? [] : [sandboxDies(uid)]),
    ]),
    ...(faults['apiserver-restart'] === 0 ? [] : [apiserverRestarts(scenario)]),
    ...((faults['controller-restart'] ?? 0) === 0 || scenario.deployments === undefined ? [] : [controllersRestart]),
  ];
};

/**
 * containerd marks the sandbox not ready and touches no container (internal/cri/server/events.go handleSandboxExit, v2.2.1): the kubelet's
 * next pass stops them, gracefully, before it makes another sandbox (C97). Only where the pause process is PID 1 of all containers
 * (shareProcessNamespace) does the kernel kill them with it (C96a). The address stays taken until CNI DEL.
 */
const sandboxDied = (cluster: Cluster, uid: Uid): Cluster => {
  const { spec } = instanceOf(cluster.scenario, uid);
  const names = spec.shareProcessNamespace ? allContainers(spec).map((container) => container.name) : [];
  return patch(allKilled(cluster, uid, names), 'sandboxes', uid, { state: 'notReady' });
};

/** Writes down what went wrong. */
export const reduce = (cluster: Cluster, event: FaultEvent): Cluster =>
  match(event)
    .with({ type: 'fault/kubeletRestarted' }, ({ node }) => forgetKubelet(cluster, node))
    .with({ type: 'fault/containerCrashed' }, ({ uid, container, exitCode }) =>
      containerExited(cluster, uid, container, exitCode),
    )
    .with({ type: 'fault/containerOOMKilled' }, ({ uid, container }) =>
      containerExited(cluster, uid, container, 137, true),
    )
    .with({ type: 'fault/sandboxDied' }, ({ uid }) => sandboxDied(cluster, uid))
    .with({ type: 'fault/apiserverRestarted' }, () => forgetApiServer(cluster))
    .with({ type: 'fault/controllersRestarted' }, () => forgetControllers(cluster))
    .exhaustive();
