import type { NodeSpec } from '../kubernetes/spec.ts';
import type { NodeName } from '../scenario.ts';
import { resourcesOf } from './defaults/container.ts';
import { taintsOf } from './defaults/scheduling.ts';
import type { Manifest } from './parse.ts';

const roomy = { cpu: 8_000, memory: 32 * 2 ** 30, 'ephemeral-storage': 100 * 2 ** 30, pods: 110 };

const plainNode = (name: NodeName): NodeSpec => ({
  labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', 'topology.kubernetes.io/zone': name },
  taints: [],
  unschedulable: false,
  allocatable: roomy,
});

/** Nodes assumed where the input has none: two that fit, and one that an ordinary pod does not tolerate. */
export const defaultNodes: Readonly<Record<NodeName, NodeSpec>> = {
  'node-1': plainNode('node-1'),
  'node-2': plainNode('node-2'),
  'node-3': {
    ...plainNode('node-3'),
    taints: [{ key: 'node-role.kubernetes.io/control-plane', value: '', effect: 'NoSchedule' }],
  },
};

/** The nodes of a manifest, or the default ones if it has none. */
export function nodesOf(manifest: Manifest): Readonly<Record<NodeName, NodeSpec>> {
  const nodes = manifest.objects.filter(({ kind, valid }) => kind === 'Node' && valid);
  if (nodes.length === 0) return defaultNodes;
  return Object.fromEntries(
    nodes.map(({ name, root }) => {
      const capacity = resourcesOf(root.at('status', 'capacity'));
      const allocatable = resourcesOf(root.at('status', 'allocatable'));
      const spec: NodeSpec = {
        labels: { 'kubernetes.io/hostname': name, ...root.at('metadata', 'labels').texts },
        taints: taintsOf(root.at('spec')),
        unschedulable: root.at('spec', 'unschedulable').isTrue,
        allocatable: { ...roomy, ...capacity, ...allocatable },
      };
      return [name, spec];
    }),
  );
}
