/** kube-scheduler: queues, scheduling cycle, preemption; from the assumption on in `binding.ts` (C30–C61). */
import { bindingFacts } from './binding.ts';
import type { Fact } from './fact.ts';

const watch = 'model/components/watch/watch.test.ts';
const cycle = 'model/components/scheduler/cycle.test.ts';
const preemption = 'model/components/scheduler/preemption.test.ts';
const filters = 'model/components/scheduler/filters/filters.test.ts';
const requests = 'model/kubernetes/requests.test.ts';
const requestLaws = 'model/kubernetes/requests.laws.test.ts';
const placement = 'model/kubernetes/placement.test.ts';

/** Facts C30–C61. */
export const schedulerFacts: readonly Fact[] = [
  {
    id: 'C30',
    kind: 'rule',
    sentence:
      'The scheduler takes care of unbound pods that name it and does not see finished ones, so their room is free to it as soon as the phase is stored.',
    source: 'pkg/scheduler/eventhandlers.go, pkg/scheduler/scheduler.go, 1.35.6',
    tests: [
      `${watch}: takes a Succeeded or Failed pod for deleted (C30)`,
      `${cycle}: holds pods of this scheduler without a node only (C30)`,
      `${cycle}: frees the room of a pod as soon as the scheduler sees its phase terminal (C30)`,
    ],
  },
  {
    id: 'C31',
    kind: 'order',
    sentence:
      'A pod with a scheduling gate never gets a scheduling cycle; taking the last gate away lets it into the queue.',
    source:
      'pkg/scheduler/backend/queue/scheduling_queue.go Add, pkg/scheduler/framework/plugins/schedulinggates/scheduling_gates.go PreEnqueue, 1.35.6',
    tests: [`${cycle}: never gives a gated pod a cycle; removing the last gate does (C31)`],
  },
  {
    id: 'C32',
    kind: 'rule',
    sentence:
      'Among queued pods the one of higher priority goes first; equal ones go by the time they last entered the queue, which is not the order of creation.',
    source: 'pkg/scheduler/framework/plugins/queuesort/priority_sort.go, 1.35.6',
    tests: [
      `${cycle}: lets higher priority go first, and either of two equals (C32)`,
      `${cycle}: lets lower priority go first while the higher one waits in another queue (C32)`,
    ],
  },
  {
    id: 'C33',
    kind: 'rule',
    sentence:
      'A pod that failed waits in back-off or in the unschedulable pool, and leaves the pool on a helpful event or by a periodic flush.',
    source: 'pkg/scheduler/backend/queue/scheduling_queue.go, pkg/scheduler/backend/queue/backoff_queue.go, 1.35.6',
    tests: [
      `${cycle}: takes a pod back from back-off at any time, from the unschedulable pool when a retry can succeed (C33)`,
    ],
  },
  {
    id: 'C34',
    kind: 'order',
    sentence: 'A change that happens while a pod is being tried is remembered for it and brings it back afterwards.',
    source: 'pkg/scheduler/backend/queue/active_queue.go addEventsIfPodInFlight, 1.35.6, 1.37.2',
    tests: [`${cycle}: forgets no change that fell into an attempt: room freed meanwhile brings the pod back (C34)`],
  },
  {
    id: 'C35',
    kind: 'rule',
    sentence:
      'That a waiting pod is tried again in time rests on the hints of the plugins, with the flush every five minutes as a safety net.',
    source: 'pkg/scheduler/backend/queue/scheduling_queue.go, 1.35.6',
    tests: [`${cycle}: never leaves a pod behind that fits: wherever it stands, it can go on (C35)`],
  },
  {
    id: 'C36',
    kind: 'order',
    sentence:
      'One scheduling cycle runs at a time, from popping a pod to assuming it; only then may its binding run beside the next cycle.',
    source: 'pkg/scheduler/schedule_one.go ScheduleOne, schedulingCycle, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${cycle}: is one step from the queue to the assumption; no other cycle falls in between (C36)`,
      `${cycle}: that found no node ends with its report before the next begins (C36)`,
    ],
  },
  {
    id: 'C37',
    kind: 'rule',
    sentence: 'A pod that is being deleted, or assumed already, is skipped when popped.',
    source: 'pkg/scheduler/schedule_one.go skipPodSchedule, 1.35.6, 1.37.2',
    tests: [`${cycle}: skips pods that are being deleted or already assumed (C37)`],
  },
  {
    id: 'C38',
    kind: 'rule',
    sentence:
      'Decisions rest on the cache of the scheduler, that is its informers plus its own assumptions, and may be out of date.',
    source: 'pkg/scheduler/backend/cache, pkg/scheduler/schedule_one.go, 1.35.6',
    tests: [`${cycle}: judges by its snapshot, which may be stale: a node cordoned unseen is still chosen (C38)`],
  },
  {
    id: 'C39',
    kind: 'rule',
    sentence: 'The node a pod is nominated for is tried first, and taken without a look at others if it fits.',
    source: 'pkg/scheduler/schedule_one.go evaluateNominatedNode, 1.35.6, 1.37.2',
    tests: [`${cycle}: tries the nominated node first and looks no further if it fits (C39)`],
  },
  {
    id: 'C40',
    kind: 'rule',
    sentence:
      'Filter looks at every node of a cluster below one hundred, at a share of larger ones, and equal scores are decided at random.',
    source: 'pkg/scheduler/schedule_one.go numFeasibleNodesToFind, schedulePod, 1.35.6, 1.37.2',
    tests: [
      `${cycle}: searches all nodes of a small cluster and may choose any that fits: scores are left open (C40, C43)`,
    ],
  },
  {
    id: 'C41',
    kind: 'rule',
    sentence:
      'Pods nominated for a node with at least the same priority are counted there in one Filter run and left out in another, and both must pass.',
    source: 'pkg/scheduler/framework/runtime/framework.go RunFilterPluginsWithNominatedPods, 1.35.6, 1.37.2',
    tests: [`${cycle}: counts pods nominated for a node unless they are of lower priority (C41)`],
  },
  {
    id: 'C42',
    kind: 'rule',
    sentence:
      'A node is feasible if each Filter plugin lets the pod pass: cordon, name, taints, node affinity, host ports, resources, volumes, spreading and pod affinity, in a fixed order.',
    source:
      'pkg/scheduler/apis/config/v1/default_plugins.go getDefaultPlugins, pkg/scheduler/framework/plugins/registry.go NewInTreeRegistry, 1.35.6',
    tests: [
      `${filters}: run in the order of the default profile, and the first refusal is the answer (C42)`,
      `${filters}: NodeUnschedulable: a cordoned node takes only pods that tolerate its taint (C42)`,
      `${filters}: NodeName: a pod that names another node does not fit (C42)`,
      `${filters}: TaintToleration: NoSchedule and NoExecute keep pods away, PreferNoSchedule does not (C42)`,
      `${filters}: NodeAffinity: nodeSelector and required affinity must match (C42)`,
      `${filters}: NodePorts: a host port is free on this node (C42)`,
      `${filters}: NodeResourcesFit: what is left on this node is enough (C42)`,
      `${filters}: VolumeRestrictions: a ReadWriteOncePod claim has one pod on all nodes together (C42)`,
      `${filters}: VolumeBinding: an unbound claim is refused unless it waits for its first consumer (C42)`,
      `${filters}: VolumeBinding: a claim that is missing, lost or being deleted is refused (C42)`,
      `${filters}: keeps a domain at most maxSkew above the emptiest (C42)`,
      `${filters}: refuses nodes without the key (C42)`,
      `${filters}: does not count terminating pods, other namespaces, or domains the pod may not go to (C42)`,
      `${filters}: counts the pod itself only if its own labels match (C42)`,
      `${filters}: counts nobody for an empty selector (C42)`,
      `${filters}: without a selector counts neither others nor the pod itself (C42)`,
      `${filters}: with fewer domains than minDomains the emptiest counts as empty (C42)`,
      `${filters}: nodeAffinityPolicy Ignore counts domains that the pod may not go to (C42)`,
      `${filters}: nodeTaintsPolicy Honor leaves domains out that the pod does not tolerate (C42)`,
      `${filters}: without a selector speaks of nobody, with an empty one of everybody (C42)`,
      `${filters}: speaks of the namespaces it names or selects instead of its own (C42)`,
      `${filters}: puts a pod where one it needs already is, domain by domain (C42)`,
      `${filters}: lets the first pod of a group that wants its own kind in anywhere the key exists (C42)`,
      `${filters}: wants one pod to match all its terms (C42)`,
      `${filters}: keeps a pod away from those it cannot stand (C42)`,
      `${filters}: keeps a pod away from those that cannot stand it (C42)`,
      `${requests}: has room if one more pod is allowed and every request is left (C42)`,
      `${requests}: lacks a resource it does not know, unless none of it is asked for (C42)`,
      `${requests}: takes a pod that asks for nothing even if it is overcommitted (C42)`,
      `${placement}: tolerates a taint of its key, value and effect; Exists and empty fields stand for all (C42)`,
      `${placement}: compares numbers only behind its gate, and only canonical ones of 64 bits (C42)`,
      `${placement}: needs every pair of the node selector and any one affinity term (C42)`,
      `${placement}: with a list of no terms matches no node (C42)`,
      `${placement}: clash on the same number and protocol where addresses overlap (C42)`,
      `${placement}: of sidecars count, those of plain init containers do not (C42)`,
    ],
  },
  {
    id: 'C42a',
    kind: 'rule',
    sentence:
      'What a pod needs is the greater of its mains with all sidecars and of each plain init container with the sidecars before it, per resource, replaced by pod-level requests where given, plus overhead.',
    source: 'staging/src/k8s.io/component-helpers/resource/helpers.go PodRequests, 1.35.6; KEP-753, KEP-2837',
    tests: [
      `${requests}: are those of mains and sidecars, or of the neediest plain init container with the sidecars before it (C42a)`,
      `${requests}: are judged resource by resource (C42a)`,
      `${requests}: give way to pod-level requests where set, and overhead comes on top (C42a)`,
      `${requestLaws}: cover every container of the pod (C42a)`,
    ],
  },
  {
    id: 'C43',
    kind: 'rule',
    sentence: 'Weighted score plugins order the feasible nodes.',
    source: 'pkg/scheduler/apis/config/v1/default_plugins.go, 1.35.6, 1.37.2',
    tests: [
      `${cycle}: searches all nodes of a small cluster and may choose any that fits: scores are left open (C40, C43)`,
    ],
  },
  {
    id: 'C44',
    kind: 'rule',
    sentence:
      'If no node fits, preemption is tried and the pod goes back with PodScheduled=False: Unschedulable after a rejection, SchedulerError after an error.',
    source: 'pkg/scheduler/schedule_one.go handleSchedulingFailure, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [`${cycle}: without a feasible node says which plugin refused each, and Unschedulable (C44)`],
  },
  {
    id: 'C45',
    kind: 'rule',
    sentence:
      'Preemption deletes pods of strictly lower priority, unless the policy forbids it or victims of one still leave the nominated node. The condition and the DELETE of each victim and the preemptor’s nomination are requests in no order; pods that leave for another reason are victims like others.',
    source:
      'pkg/scheduler/framework/preemption/preemption.go, 1.34.9, 1.35.6; pkg/scheduler/framework/preemption/executor.go, 1.36.2; pkg/scheduler/framework/plugins/defaultpreemption/default_preemption.go, 1.34.9, 1.35.6, 1.36.2; KEP-4832',
    tests: [
      `${preemption}: deletes a pod of lower priority gracefully, and the preemptor goes back to the queue (C45)`,
      `${preemption}: condition, nomination and delete are three requests, and the nomination may come anywhere among them (C45)`,
      `${preemption}: without SchedulerAsyncPreemption the deletes are part of the cycle, before the nomination (C45)`,
      `${preemption}: keeps the preemptor out of the queue until the last victim is asked to go (C45)`,
      `${preemption}: waits while victims of a preemption on the nominated node are still terminating (C45)`,
      `${preemption}: does not wait for pods that terminate for another reason: another may be deleted, or nobody (C45)`,
      `${preemption}: gives a nomination up when nobody can make room any more (C45)`,
      `${preemption}: a victim that waits in PreBind: %s %s (C45)`,
      `${preemption}: of two that are equal spares either: which has run for longer is not known (C45)`,
      `${preemption}: never touches equal or higher priority, and nobody at all with policy Never (C45)`,
      `${preemption}: is of no use where the pod would not fit even then (C45)`,
      `${preemption}: spares whom it can, the more important first (C45)`,
      `${preemption}: of several victims deletes all but the last side by side, and the last one after them (C45)`,
      `${preemption}: clears nominations of lower priority for its node (C45)`,
    ],
  },
  {
    id: 'C46',
    kind: 'race',
    sentence: 'A nomination reserves nothing: another pod may take the room, and the nominated pod may land elsewhere.',
    source: 'pkg/scheduler/framework/preemption/preemption.go, 1.35.6',
    tests: [
      `${preemption}: reserves nothing: a more important pod may take the room that was made (C46)`,
      `${preemption}: reserves nothing: the preemptor may land on another node that has room by then (C46)`,
    ],
  },
  ...bindingFacts,
];
