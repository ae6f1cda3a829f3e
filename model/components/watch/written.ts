import type { Event } from '../../event.ts';
import { instanceOf, type NodeName, type PodName, type Scenario, type Uid } from '../../scenario.ts';

/** Which watched objects an event may have written, and whose kubelet lost its view. */
export interface Written {
  readonly pods: readonly PodName[];
  readonly nodes: readonly NodeName[];
  readonly restarted: readonly NodeName[];
}

const nothing: Written = { pods: [], nodes: [], restarted: [] };
const itsPod = ({ pod }: { readonly pod: PodName }): Written => ({ ...nothing, pods: [pod] });
const itsNode = ({ node }: { readonly node: NodeName }): Written => ({ ...nothing, nodes: [node] });
const podOfUid = ({ uid }: { readonly uid: Uid }, scenario: Scenario): Written => ({
  ...nothing,
  pods: [instanceOf(scenario, uid).name],
});

type Table = {
  readonly [T in Event['type']]?: (event: Extract<Event, { readonly type: T }>, scenario: Scenario) => Written;
};

/** Event type → what it writes. Types that are missing write no Pod and no Node. */
const table: Table = {
  'user/podDeleted': itsPod,
  'user/podForceDeleted': itsPod,
  'user/schedulingGatesRemoved': itsPod,
  'user/finalizersRemoved': itsPod,
  'user/nodeCordoned': itsNode,
  'user/nodeTainted': itsNode,
  'user/nodeRelabelled': itsNode,
  'apiserver/podStored': podOfUid,
  'apiserver/podRemoved': itsPod,
  'scheduler/podBound': itsPod,
  'scheduler/bindingReplyLost': itsPod,
  'scheduler/victimMarked': ({ victim }) => ({ ...nothing, pods: [victim] }),
  'scheduler/podPreempted': ({ victim }) => ({ ...nothing, pods: [victim] }),
  'kubelet/statusPatched': podOfUid,
  'kubelet/podFinallyDeleted': podOfUid,
  'fault/kubeletRestarted': ({ node }) => ({ ...nothing, restarted: [node] }),
};

/** Ends of taking a pod on: until then the kubelet is told no more of it, and then what was written meanwhile. */
const takenOn: Table = {
  'kubelet/podAdmitted': podOfUid,
  'kubelet/podRejected': podOfUid,
  'kubelet/terminationStarted': podOfUid,
};

const lookUp = (from: Table, scenario: Scenario, event: Event): Written | undefined => {
  const entry = from[event.type] as ((event: Event, scenario: Scenario) => Written) | undefined;
  return entry?.(event, scenario);
};

/** What watches may have to tell after an event: what it wrote, or what had to wait for it. */
export const newsAfter = (scenario: Scenario, event: Event): Written =>
  lookUp(takenOn, scenario, event) ?? writtenBy(scenario, event);

/** The Pods and Nodes an event writes to the API; most events write none. */
export const writtenBy = (scenario: Scenario, event: Event): Written => lookUp(table, scenario, event) ?? nothing;
