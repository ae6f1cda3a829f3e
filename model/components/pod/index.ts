/**
 * Pods that are not looked into: in each slot of a Deployment an automaton that may take any step which scheduler, kubelet, runtime and processes
 * can take a Pod through (`steps.ts`). What goes well comes at last (fair); what goes wrong has a price or need not come.
 *
 * Left out: what kube-scheduler knows late (a node counts as full a little longer), other workloads' Pods, finalizers and scheduling gates.
 */
import { match } from 'ts-pattern';
import type { Actor } from '../../actor.ts';
import { type Cluster, cell, patch, put, type SlotPod } from '../../cluster.ts';
import type { Event, PodEvent } from '../../event.ts';
import { type DeploymentSetup, deploymentIn, slotsOf } from '../../kubernetes/deployment.ts';
import { deploymentOf, type NodeName, type Scenario } from '../../scenario.ts';
import { boundTo, isLive, mayRun, type StepKind, stepped } from './steps.ts';

/** What takes up room on a node in the eyes of kube-scheduler. */
const takesRoom = (pod: SlotPod, node: NodeName): boolean => isLive(pod) && pod.node === node;

const others = (cluster: Cluster, slot: string): readonly SlotPod[] => {
  const deployment = deploymentIn(slot);
  return slotsOf(deployment, deploymentOf(cluster.scenario, deployment))
    .filter((one) => one !== slot)
    .map((one) => cell(cluster, 'slots', one));
};

/** Whether another of the Deployment's Pods fits on the node. */
export const hasRoom = (cluster: Cluster, slot: string, node: NodeName): boolean => {
  const { nodes, slots } = deploymentOf(cluster.scenario, deploymentIn(slot));
  const room = nodes[node] ?? 0;
  return room >= slots || others(cluster, slot).filter((pod) => takesRoom(pod, node)).length < room;
};

/** The shared volume is attached to another node: the Pod waits in ContainerCreating (Multi-Attach). */
export const lacksVolume = (cluster: Cluster, slot: string): boolean => {
  const { sharesVolume } = deploymentOf(cluster.scenario, deploymentIn(slot));
  if (!sharesVolume) return false;
  const { node } = cell(cluster, 'slots', slot);
  return others(cluster, slot).some((pod) => pod.state !== 'Over' && mayRun(pod) && pod.node !== node);
};

const binding = (slot: string, { nodes }: DeploymentSetup): Actor => ({
  name: 'kube-scheduler',
  fair: true,
  enabled: (cluster): readonly Event[] => {
    const pod = cell(cluster, 'slots', slot);
    return boundTo(pod, 'any') === undefined
      ? []
      : Object.keys(nodes).flatMap((node) =>
          hasRoom(cluster, slot, node) ? [{ type: 'pod/bound', slot, node } as const] : [],
        );
  },
});

const may = (cluster: Cluster, slot: string, setup: DeploymentSetup, kind: StepKind): readonly Event[] =>
  stepped(cell(cluster, 'slots', slot), kind, setup) === undefined ? [] : [{ type: `pod/${kind}`, slot }];

const works = (cluster: Cluster, slot: string, { revisions }: DeploymentSetup): boolean =>
  revisions[cell(cluster, 'slots', slot).revision]?.works === true;

/** Up, as far as its template lets it. */
const comingUp = (slot: string, setup: DeploymentSetup): Actor => ({
  name: 'kubelet',
  fair: true,
  enabled: (cluster) => {
    const { state, node } = cell(cluster, 'slots', slot);
    if (node === '' || !(state === 'Pending' || state === 'Running' || state === 'Ready')) return [];
    if (state === 'Pending' && lacksVolume(cluster, slot)) return [];
    const ready = state !== 'Ready' && works(cluster, slot, setup);
    return [
      ...may(cluster, slot, setup, 'started'),
      ...(ready ? may(cluster, slot, setup, 'becameReady') : []),
      ...may(cluster, slot, setup, 'becameAvailable'),
    ];
  },
});

/** Down, once it has been deleted. */
const goingDown = (slot: string, setup: DeploymentSetup): Actor => ({
  name: 'kubelet',
  fair: true,
  enabled: (cluster) => [...may(cluster, slot, setup, 'removed'), ...may(cluster, slot, setup, 'stopped')],
});

/** What goes wrong, each for its price. */
const goingWrong = (slot: string, setup: DeploymentSetup): Actor => ({
  name: 'kubelet',
  fair: false,
  enabled: (cluster) => [
    ...may(cluster, slot, setup, 'becameUnready'),
    ...may(cluster, slot, setup, 'reinitialized'),
    ...may(cluster, slot, setup, 'ended'),
  ],
});

/** Four actors for each slot; those that only bring trouble are left out where there is none. */
export const actors = ({ deployments = {}, faults }: Scenario): readonly Actor[] => {
  const troubled = (['readiness-loss', 'pod-failure'] as const).some((kind) => (faults[kind] ?? 0) !== 0);
  return Object.entries(deployments).flatMap(([name, setup]) =>
    slotsOf(name, setup).flatMap((slot) => [
      binding(slot, setup),
      comingUp(slot, setup),
      goingDown(slot, setup),
      ...(troubled ? [goingWrong(slot, setup)] : []),
    ]),
  );
};

const step = (cluster: Cluster, slot: string, kind: StepKind): Cluster => {
  const after = stepped(cell(cluster, 'slots', slot), kind, deploymentOf(cluster.scenario, deploymentIn(slot)));
  if (after === undefined) throw new Error(`slot ${slot}: no step ${kind}`);
  return put(cluster, 'slots', slot, after);
};

/** Writes down where the Pod is now. */
export const reduce = (cluster: Cluster, event: PodEvent): Cluster =>
  match(event)
    .with({ type: 'pod/bound' }, ({ slot, node }) => patch(cluster, 'slots', slot, { node }))
    .with({ type: 'pod/started' }, ({ slot }) => step(cluster, slot, 'started'))
    .with({ type: 'pod/becameReady' }, ({ slot }) => step(cluster, slot, 'becameReady'))
    .with({ type: 'pod/becameAvailable' }, ({ slot }) => step(cluster, slot, 'becameAvailable'))
    .with({ type: 'pod/becameUnready' }, ({ slot }) => step(cluster, slot, 'becameUnready'))
    .with({ type: 'pod/reinitialized' }, ({ slot }) => step(cluster, slot, 'reinitialized'))
    .with({ type: 'pod/ended' }, ({ slot }) => step(cluster, slot, 'ended'))
    .with({ type: 'pod/removed' }, ({ slot }) => step(cluster, slot, 'removed'))
    .with({ type: 'pod/stopped' }, ({ slot }) => step(cluster, slot, 'stopped'))
    .exhaustive();
