import { matchesNodeAffinity } from '../kubernetes/affinity.ts';
import type { NodeSpec, PodSpec, Toleration } from '../kubernetes/spec.ts';
import { toleratesTaint } from '../kubernetes/taints.ts';
import type { NodeName, PodInstance } from '../scenario.ts';
import { withDefaultTolerations } from './defaults/scheduling.ts';

const exists = (key: string, effect: Toleration['effect']): Toleration => ({
  key: `node.kubernetes.io/${key}`,
  operator: 'Exists',
  value: '',
  effect,
});

/** What the DaemonSet controller tolerates on behalf of its pods (`pkg/controller/daemon/util/daemonset_util.go`, 1.36). */
const daemonTolerations = ({ hostNetwork }: PodSpec): readonly Toleration[] => [
  exists('not-ready', 'NoExecute'),
  exists('unreachable', 'NoExecute'),
  exists('disk-pressure', 'NoSchedule'),
  exists('memory-pressure', 'NoSchedule'),
  exists('pid-pressure', 'NoSchedule'),
  exists('unschedulable', 'NoSchedule'),
  ...(hostNetwork ? [exists('network-unavailable', 'NoSchedule')] : []),
];

/** One pod for every node that matches, tied to it by node affinity to the node's name; the default scheduler places it there. */
export function daemonPods(
  nodes: Readonly<Record<NodeName, NodeSpec>>,
  name: string,
  template: PodSpec,
): readonly PodInstance[] {
  const tolerations = [...template.tolerations, ...daemonTolerations(template)];
  const spec = { ...template, tolerations: withDefaultTolerations(tolerations) };
  return Object.entries(nodes)
    .filter(([nodeName, node]) => shouldRun(spec, nodeName, node))
    .map(([nodeName]) => ({ name: `${name}-${nodeName}`, spec: { ...spec, nodeAffinity: [onlyOn(nodeName)] } }));
}

const onlyOn = (nodeName: NodeName) => ({
  matchExpressions: [],
  matchFields: [{ key: 'metadata.name', operator: 'In' as const, values: [nodeName] }],
});

function shouldRun(spec: PodSpec, name: NodeName, { labels, taints }: NodeSpec): boolean {
  const tolerates = taints
    .filter(({ effect }) => effect !== 'PreferNoSchedule')
    .every((taint) => spec.tolerations.some((toleration) => toleratesTaint(toleration, taint)));
  return (spec.nodeName === '' || spec.nodeName === name) && tolerates && matchesNodeAffinity(spec, { name, labels });
}
