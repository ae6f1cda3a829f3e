/**
 * What is assumed of the speed of things that no manifest says: how long watches, controllers, runtimes and programs take. Each has a
 * name, a default and a reason for it. A verdict in time is about these numbers, so they are printed with it.
 */
import { suggest } from './kubernetes/suggest.ts';
import { anyTime, atOnce, type Interval, inTurn, within } from './timing/interval.ts';

/** One thing that takes time. */
export interface AssumptionKind {
  /** What is measured, from where to where. */
  readonly measures: string;
  readonly usual: Interval;
  /** Where the default comes from. */
  readonly because: string;
}

const unbounded = 'nothing in Kubernetes bounds it';

/** Every assumption there is. */
export const assumptionKinds = {
  'watch-delivery': {
    measures: 'from a write to the API until a watcher has it',
    usual: within(1),
    because: 'no constant bounds it; a healthy API server needs far less than a second',
  },
  'kubelet-reaction': {
    measures: 'from a reason to act until the pod worker begins',
    usual: within(1),
    because: 'the kubelet looks at the runtime (PLEG) and ticks its main loop once a second',
  },
  'status-write': {
    measures: 'from a status in the kubelet until the API has it, and likewise for its final DELETE',
    usual: within(1),
    because: 'the status manager writes on change and tries again every 10 s; no retry is assumed',
  },
  'endpoint-slice-write': {
    measures: 'from a change of a Pod until its EndpointSlice is written',
    usual: within(1),
    because: 'the controller batches nothing by default (endpointslice-updates-batch-period 0)',
  },
  'kube-proxy-programming': {
    measures: 'from a written EndpointSlice until a node’s rules follow',
    usual: within(2),
    because: 'iptables and nftables sync at most once a second (minSyncPeriod); another second for watch and rules',
  },
  'load-balancer-withdrawal': {
    measures:
      'from a written EndpointSlice until a balancer that sends to Pods by their addresses (Ingress controller, cloud balancer) sends no more new connections',
    usual: anyTime,
    because:
      'balancers are no part of Kubernetes, and nothing in it bounds them; what kube-proxy hands on from a node is withdrawn by kube-proxy (then =0s)',
  },
  'runtime-call': {
    measures: 'a call of the container runtime or of CNI that makes or ends something',
    usual: within(1),
    because: 'no constant bounds it short of the CRI timeout of two minutes',
  },
  'stop-signal': {
    measures: 'from the decision to signal until the process has the signal',
    usual: atOnce,
    because: 'a call on the same node; raise it for a slow runtime',
  },
  'sigkill-exit': {
    measures: 'from SIGKILL until the process is gone',
    usual: atOnce,
    because: 'the kernel does it, unless the process hangs in uninterruptible I/O',
  },
  shutdown: { measures: 'from SIGTERM until a process exits by itself', usual: anyTime, because: unbounded },
  'stop-listening': {
    measures: 'from SIGTERM until a process accepts no more connections',
    usual: anyTime,
    because: 'most programs close their listeners at once, others go on for a while: both are possible',
  },
  'process-start': { measures: 'from the start of a container until it serves', usual: anyTime, because: unbounded },
  'pre-stop-hook': { measures: 'a preStop hook that does more than sleep', usual: anyTime, because: unbounded },
  'post-start-hook': { measures: 'a postStart hook that does more than sleep', usual: anyTime, because: unbounded },
  'image-pull': { measures: 'pulling an image', usual: anyTime, because: unbounded },
  'volume-setup': { measures: 'attaching or mounting a Pod’s volumes', usual: anyTime, because: unbounded },
  'volume-teardown': { measures: 'unmounting or detaching a Pod’s volumes', usual: anyTime, because: unbounded },
  'api-request': {
    measures: 'a create request in the API server',
    usual: within(1),
    because: 'admission webhooks aside it takes milliseconds',
  },
  scheduling: {
    measures: 'one scheduling or binding cycle',
    usual: within(1),
    because: 'no constant bounds it; cycles take milliseconds when the queue is short',
  },
} as const satisfies Readonly<Record<string, AssumptionKind>>;

/** The name of something that takes time. */
export type AssumptionName = keyof typeof assumptionKinds;

/** A delay for every name. */
export type Assumptions = Readonly<Record<AssumptionName, Interval>>;

/** Names of assumptions, in the order they are printed. */
export const assumptionNames = Object.keys(assumptionKinds) as readonly AssumptionName[];

/** What is assumed if nobody says otherwise. */
export const usualAssumptions: Assumptions = Object.fromEntries(
  assumptionNames.map((name) => [name, assumptionKinds[name].usual]),
) as Assumptions;

/**
 * A name for the way from a Pod's change in the API to every node's rules. It is divided between the slice's write and kube-proxy's
 * programming; how, makes no difference to the rules.
 */
export const endpointPropagation = 'endpoint-propagation';

/** Every name that can be set. */
export const settableNames: readonly string[] = [endpointPropagation, ...assumptionNames];

const ends = (earliestOpen: boolean, latestOpen: boolean): Partial<Interval> => ({
  ...(earliestOpen ? { earliestOpen } : {}),
  ...(latestOpen ? { latestOpen } : {}),
});

/** Sets the sum of two delays: every sum within the interval stays possible, and none outside. */
const divided = (now: Assumptions, sum: Interval): Assumptions => {
  const { earliestOpen = false, latestOpen = false } = sum;
  const most = Math.min(now['endpoint-slice-write'].latest, sum.latest - sum.earliest);
  const writing = Number.isFinite(most) ? most : 0;
  const latest = sum.latest - writing;
  // Where all the room goes to the write, its open end goes with it.
  const roomLeft = latest > sum.earliest;
  return {
    ...now,
    'endpoint-slice-write': { earliest: 0, latest: writing, ...ends(false, latestOpen && !roomLeft) },
    'kube-proxy-programming': { earliest: sum.earliest, latest, ...ends(earliestOpen, latestOpen && roomLeft) },
  };
};

/** The delay that goes by a name, as it can be set. */
export const delayOf = (assumptions: Assumptions, name: string): Interval | undefined => {
  if (name !== endpointPropagation) return assumptions[name as AssumptionName];
  return inTurn(assumptions['endpoint-slice-write'], assumptions['kube-proxy-programming']);
};

/** The assumptions with one delay set. */
export const assume = (now: Assumptions, name: string, delay: Interval): Assumptions =>
  name === endpointPropagation ? divided(now, delay) : { ...now, [name]: delay };

/** What is meant by a name that does not exist. */
export const meantBy = (name: string): string | undefined => suggest(name, settableNames);
