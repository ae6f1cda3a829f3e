import type { Event } from '../../event.ts';
import { instanceOf, type NodeName, type PodName, type Scenario } from '../../scenario.ts';

/** Which watched objects an event may have written, and whose kubelet lost its view. */
export interface Written {
  readonly pods: readonly PodName[];
  readonly nodes: readonly NodeName[];
  readonly restarted: readonly NodeName[];
}

const nothing: Written = { pods: [], nodes: [], restarted: [] };
const pods = (...names: readonly PodName[]): Written => ({ ...nothing, pods: names });

/** The Pods and Nodes an event writes to the API; most events write none. */
export const writtenBy = (scenario: Scenario, event: Event): Written => {
  switch (event.type) {
    case 'user/podDeleted':
    case 'user/podForceDeleted':
    case 'user/schedulingGatesRemoved':
    case 'user/finalizersRemoved':
    case 'apiserver/podRemoved':
    case 'scheduler/podBound':
    case 'scheduler/bindingReplyLost':
      return pods(event.pod);
    case 'scheduler/podPreempted':
      return pods(event.victim);
    case 'apiserver/podStored':
    case 'kubelet/statusPatched':
    case 'kubelet/podFinallyDeleted':
      return pods(instanceOf(scenario, event.uid).name);
    case 'user/nodeCordoned':
    case 'user/nodeTainted':
    case 'user/nodeRelabelled':
      return { ...nothing, nodes: [event.node] };
    case 'fault/kubeletRestarted':
      return { ...nothing, restarted: [event.node] };
    default:
      return nothing;
  }
};
