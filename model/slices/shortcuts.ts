/**
 * Every shortcut a slice takes, in one list: what it leaves out or puts in place of something, and why that loses nothing, or what a verdict
 * no longer says. The lines `left out` of a report come from here. `generators/check/shortcuts.test.ts` holds slices against this list: a
 * field of the scenario that a slice changes must belong to a shortcut the slice names. `generators/check/reductions.test.ts` holds their
 * verdicts against the whole.
 */

import type { Shortcut } from './shortcut.ts';
import { inTime } from './shortcutsInTime.ts';

export type { Cut, Shortcut } from './shortcut.ts';

/** What goes where one plain container stands for all of a Pod's. */
const toPlainContainer = [
  'initContainers',
  'containers',
  'volumes',
  'volumeMounts',
  'environment',
  'resources',
  'restartRules',
  'images',
  'probes',
  'hooks',
] as const;

const table = {
  'nodes-alike': {
    leftOut: 'nodes that answer alike to this Pod are explored once: … left out',
    loses: 'nothing',
    because:
      'kube-scheduler and the kubelets answer alike on them and at most one Pod is there, so exchanging two of them maps runs to runs. Kept are all nodes where users may change nodes, and one without the Pod where there are kube-proxies.',
    cuts: ['nodes'],
  },
  'nodes-for-each': {
    leftOut:
      'of nodes that answer alike to these Pods only as many are explored as there may be Pods at once: … left out',
    loses: 'nothing',
    because:
      'nodes of one class without a Pod are interchangeable, and each Pod is on one node at a time. A class also says how a kubelet admits one Pod beside the other and who is near whom; where Pods are spread one empty node more is kept.',
    cuts: ['nodes'],
  },
  'nodes-refused': {
    leftOut: 'nodes that refuse these Pods whatever else happens: … left out',
    loses: 'nothing',
    because: 'no Pod is ever assumed, bound or run there, and preemption never looks at them.',
    cuts: ['nodes'],
  },
  'nodes-surplus': {
    leftOut: 'all but four nodes: … left out',
    loses: 'what it names',
    because:
      'each node on which each of two Pods may be multiplies the states; the first four of those that differ are kept.',
    cuts: ['nodes'],
  },
  'tight-nodes': {
    leftOut: 'no nodes were given: each assumed node has room for one of these Pods',
    loses: 'what it names',
    because: 'the size of nodes that nobody gave is free to choose, and capacity begins to matter where room is short.',
    cuts: ['nodes'],
  },
  'ample-nodes': {
    leftOut: 'no nodes were given: each assumed node has room for both Pods',
    loses: 'what it names',
    because:
      'how large assumed nodes are says nothing about anybody’s, and the Pods of a rollout may be in each other’s way whatever room there is.',
    cuts: ['nodes'],
  },
  'rollout-uncontrolled': {
    leftOut:
      'the two Pods are those of a rollout: one that is there and one that is to take its place before it goes; no controller deletes the old one when the new one is ready, users may',
    loses: 'what it names',
    because: 'controllers of workloads are not modelled.',
    cuts: ['instances'],
  },
  'containers-alike': {
    leftOut:
      'of containers that differ in nothing the model looks at a few are explored (three, or one more than faults may strike): … left out',
    loses: 'nothing',
    because:
      'a promise speaks of at most two containers, and what the Pod does depends on the others only by whether all have started, all have ended, some has failed. A run of many becomes one of three by keeping these; a run of three becomes one of many by letting the others do what one of the three does that no fault strikes. Not taken where faults could strike them all.',
    cuts: ['containers', 'resources', 'volumeMounts'],
  },
  'other-pods': {
    leftOut: 'the other Pods of this workload',
    loses: 'what it names',
    because: 'a Pod meets the others only where they compete for a node, which is a scenario of its own.',
    cuts: ['instances', 'services'],
  },
  'all-but-two-pods': {
    leftOut: 'all but two of the Pods',
    loses: 'what it names',
    because: 'two are needed to compete; a third would wait where the second waits.',
    cuts: ['instances', 'services'],
  },
  'replicas-constant': {
    leftOut: 'other replicas, but for the fact that they are ready endpoints',
    loses: 'what it names',
    because: 'kube-proxy asks of other replicas only whether some are ready; here the answer never changes.',
    cuts: ['instances', 'services'],
  },
  'headless-services': {
    leftOut:
      'headless Services (…): kube-proxy has no rules for them; clients look up names, and DNS, with what its clients keep of it, is not modelled, so nothing is asked about their connections',
    loses: 'what it names',
    because: 'kube-proxy skips Services without a cluster address.',
    cuts: [],
  },
  'services-without-port': {
    leftOut:
      'Services whose targetPort is a name that no container declares (…): their endpoints lack the port, so kube-proxy sends nothing there',
    loses: 'nothing',
    because: 'an endpoint without the port is none to kube-proxy.',
    cuts: [],
  },
  'readers-of-the-lifecycle': {
    leftOut:
      'readiness, conditions, EndpointSlices and kube-proxies (they read the Pod’s lifecycle, it never reads them)',
    loses: 'nothing',
    because: 'they read the lifecycle of the Pod, and no component of it reads them.',
    cuts: ['services', 'reportedStatus', 'probes', 'gates'],
  },
  'phase-alone': {
    loses: 'nothing',
    because: 'nobody here reads conditions, container statuses and podIP of the stored status.',
    cuts: ['reportedStatus'],
  },
  'no-readers': {
    loses: 'nothing',
    because: 'EndpointSlices and kube-proxies read a Pod, and nothing of a Pod reads them.',
    cuts: ['services'],
  },
  'claims-not-used': {
    loses: 'nothing',
    because: 'a claim that no volume of the Pod names is nothing to it.',
    cuts: ['claims'],
  },
  'thresholds-as-one': {
    leftOut: 'counting of probe outcomes: one outcome may already be the one that crosses its threshold',
    loses: 'nothing',
    because:
      'outcomes are left open, so any number of them may precede the one that counts, and nobody sees those before it. A budget for failing probes counts those that cross the threshold.',
    cuts: ['probeThresholds'],
  },
  'never-ending-steps': {
    leftOut: 'image pulls and volumes that never come to an end (--faults image-pull-hang=1,volume-hang=1 allow them)',
    loses: 'what it names',
    because: 'a budget of faults is part of the question.',
    cuts: [],
  },
  'failures-of-many': {
    leftOut:
      'failing liveness and startup probes, a second delete with a shorter grace period (--faults probe-failure=1 and --user delete-shorter=1 allow them)',
    loses: 'what it names',
    because:
      'a budget is part of the question; in a Pod of more than three containers each of these multiplies the states by four.',
    cuts: [],
  },
  'no-crashes': {
    leftOut: 'crashes (set --faults container-crash=1 to allow them)',
    loses: 'what it names',
    because: 'a budget of faults is part of the question.',
    cuts: [],
  },
  'deadline-apart': {
    leftOut: 'activeDeadlineSeconds (a scenario of its own)',
    loses: 'what it names',
    because:
      'in a Pod of more than three containers; what can break only by the deadline breaks in the scenario of its own. Containers that would be stopped by the deadline may run for ever here.',
    cuts: ['activeDeadline'],
  },
  'up-before-ready': {
    leftOut: 'init containers, volumes, scheduling gates and finalizers: what is over before a Pod is ready',
    loses: 'nothing',
    because:
      'they hold up the start of the containers for any time, as the pass that starts them may. What can never be over is kept: a ConfigMap or Secret that does not exist.',
    cuts: ['initContainers', 'volumes', 'volumeMounts', 'environment', 'gates', 'finalizers', 'claims'],
  },
  'young-containers': {
    leftOut:
      'containers started less than ten seconds before their kubelet: it treats them as Kubernetes 1.34 does (--feature-gates ChangeContainerStatusOnKubeletRestart=true shows it)',
    loses: 'what it names',
    because: 'nothing measures how long a container has run when its kubelet restarts.',
    cuts: [],
  },
  'no-critical-preemption': {
    leftOut:
      'a kubelet that lacks room for a critical Pod kills less important ones to make it, and admits it even where such a kill fails; here it refuses the Pod',
    loses: 'what it names',
    because: 'the kubelet’s own preemption is not modelled.',
    cuts: [],
  },
  'node-never-late': {
    leftOut:
      'the kubelet admits Pods by the Node as it is; its own view of taints and labels may lag, so that it still admits what it would refuse a moment later',
    loses: 'what it names',
    because: 'the kubelet has no view of its Node of its own here.',
    cuts: [],
  },
  'unprobed-containers': {
    leftOut: 'containers without a readiness probe or a port of a Service (but for one main container)',
    loses: 'what it names',
    because:
      'in a Pod of more than three containers; one that runs is ready. That one of them still runs, or is killed by its own probe, is not seen.',
    cuts: ['initContainers', 'containers'],
  },
  'stripped-pod': {
    leftOut:
      'each Pod has one plain container that requests as much as all of its containers; init containers, sidecars, probes, hooks, gates, finalizers and volumes are left out',
    loses: 'nothing',
    because:
      'which node a Pod gets, whether a kubelet admits it and which object has its name depend on its requests, ports, constraints, not on what its containers do. What can never start is kept: a ConfigMap or Secret that does not exist.',
    cuts: [...toPlainContainer, 'claims'],
  },
  'hurdles-taken': {
    loses: 'nothing',
    because:
      'scheduling gates, readiness gates and finalizers that users may take away often enough: they may do so at once, and a later moment is like a slower scheduler, kubelet or API server.',
    cuts: ['gates', 'finalizers'],
  },
  'claims-alone': {
    leftOut:
      'the Pod has one plain container that mounts its claims; init containers, sidecars, probes, hooks, gates, finalizers and other volumes are left out',
    loses: 'nothing',
    because:
      'binding, attaching and mounting wait for the Pod’s scheduling, admission and end, not for what its containers do in between.',
    cuts: [...toPlainContainer, 'gates', 'finalizers', 'activeDeadline'],
  },
  ...inTime,
} as const satisfies Readonly<Record<string, Shortcut>>;

/** The name of a shortcut. */
export type ShortcutId = keyof typeof table;

/** All shortcuts, by name. */
export const shortcuts: Readonly<Record<ShortcutId, Shortcut>> = table;

/** A shortcut a slice has taken, with the names that go into its line. */
export type Taken = ShortcutId | readonly [ShortcutId, string];

const idOf = (taken: Taken): ShortcutId => (typeof taken === 'string' ? taken : taken[0]);

/** The shortcuts' names. */
export const idsOf = (taken: readonly Taken[]): readonly ShortcutId[] => [...new Set(taken.map(idOf))];

/** The lines of a report. */
export const linesOf = (taken: readonly Taken[]): readonly string[] =>
  [...new Map(taken.map((one) => [JSON.stringify(one), one])).values()].flatMap((one) => {
    const line = shortcuts[idOf(one)].leftOut;
    if (line === undefined) return [];
    return [typeof one === 'string' ? line : line.replace('…', one[1])];
  });
