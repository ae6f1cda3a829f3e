/**
 * The Filter plugins of the default profile a manifest in the model can trigger, in kube-scheduler's own order
 * (`getDefaultPlugins`, `pkg/scheduler/apis/config/v1/default_plugins.go`; the plugins in
 * `pkg/scheduler/framework/plugins/`; 1.34–1.36). One file each.
 *
 * Left out, with what they would need: NodeVolumeLimits (attach limits of CSI drivers), VolumeZone and the node
 * affinity of volumes (topology of PersistentVolumes), DynamicResources (ResourceClaims), NodeDeclaredFeatures
 * (features a node declares).
 */
import type { PodSpec } from '../../../kubernetes/spec.ts';
import type { NodeInfo, Snapshot } from '../snapshot.ts';
import type { Filter } from './filter.ts';
import { interPodAffinity } from './inter-pod-affinity.ts';
import { nodeAffinity } from './node-affinity.ts';
import { nodeName } from './node-name.ts';
import { nodePorts } from './node-ports.ts';
import { nodeResourcesFit } from './node-resources-fit.ts';
import { nodeUnschedulable } from './node-unschedulable.ts';
import { podTopologySpread } from './pod-topology-spread.ts';
import { taintToleration } from './taint-toleration.ts';
import { volumeBinding, volumeRestrictions } from './volumes.ts';

/** What PreFilter decides for all nodes at once, before any Filter runs. */
const preFilters: readonly Filter[] = [volumeBinding];

/** In the order they run; the first to refuse is the one reported. */
export const filters: readonly Filter[] = [
  nodeUnschedulable,
  nodeName,
  taintToleration,
  nodeAffinity,
  nodePorts,
  nodeResourcesFit,
  volumeRestrictions,
  podTopologySpread,
  interPodAffinity,
];

/** The first plugin that keeps the pod off the node in this snapshot; undefined if all let it pass. */
export const rejectionIn = (snapshot: Snapshot, pod: PodSpec, node: NodeInfo): string | undefined =>
  [...preFilters, ...filters].find(({ passes }) => !passes(pod, node, snapshot))?.plugin;
