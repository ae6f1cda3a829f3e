import { hostPortsConflict, hostPortsOf } from '../../../kubernetes/ports.ts';
import type { Filter } from './filter.ts';

/** No pod on the node holds a host port the pod wants. `plugins/nodeports/node_ports.go`. */
export const nodePorts: Filter = {
  plugin: 'NodePorts',
  passes: (pod, node, snapshot) =>
    hostPortsOf(pod).length === 0 ||
    !snapshot.placed().some((other) => other.node === node.name && hostPortsConflict(pod, other.spec)),
};
