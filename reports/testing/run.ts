/** A hand-made run and the answer around it, so that reports can be tested without a search. */
import type { GuaranteeResult, ScenarioResult } from '../../generators/check/result.ts';
import type { Statistics, Trace } from '../../generators/explore/machine.ts';
import { type Cluster, patch } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { Guarantee } from '../../model/guarantees/guarantee.ts';
import { initialCluster } from '../../model/initial.ts';
import type { Scenario } from '../../model/scenario.ts';
import { defaultSwitches } from '../../model/switches.ts';
import { nodeSpec, podSpec } from '../../model/testing/scenario.ts';
import { exampleEvents } from './events.ts';

/** One pod behind a Service, deleted at most once. */
export const sampleScenario: Scenario = {
  name: 'Deployment/web endpoints',
  kubernetesVersion: '1.35',
  featureGates: {},
  switches: defaultSwitches['1.35'],
  instances: { 'web#1': { name: 'web', spec: podSpec() } },
  nodes: { n1: nodeSpec() },
  services: {
    web: { pods: ['web'], publishNotReadyAddresses: false, internalTrafficPolicy: 'Cluster', otherReadyEndpoints: 0 },
  },
  claims: {},
  probeThresholds: 'one',
  reportedStatus: 'all',
  serving: true,
  user: {
    create: 1,
    delete: 1,
    'delete-shorter': 0,
    'force-delete': 0,
    'remove-gates': -1,
    'remove-finalizers': 0,
    'set-readiness-gate': 0,
    cordon: 0,
    taint: 0,
    relabel: 0,
    'delete-claim': 0,
  },
  faults: {
    'kubelet-restart': 0,
    'container-crash': 0,
    oom: 0,
    'image-pull-failure': 0,
    'volume-failure': 0,
    'hook-failure': 0,
    'probe-failure': 0,
    'sandbox-failure': 0,
    'stop-failure': 0,
    'lost-reply': 0,
    'apiserver-restart': 0,
    'watch-lag': -1,
    'hook-hang': 0,
    'image-pull-hang': 0,
    'volume-hang': 0,
  },
};

const events = exampleEvents;
type Effect = (cluster: Cluster) => Cluster;
const none: Effect = (cluster) => cluster;

/** The steps of the sample run: who, what, and what it writes down. */
const script: readonly (readonly [by: string, event: Event, effect: Effect])[] = [
  ['user', events['user/createRequested'], none],
  ['kube-apiserver', events['apiserver/podStored'], (c) => patch(c, 'pods', 'web', { uid: 'web#1' })],
  ['watch', events['watch/schedulerSawPod'], none],
  ['kube-scheduler', events['scheduler/podBound'], (c) => patch(c, 'pods', 'web', { nodeName: 'n1' })],
  ['watch', events['watch/kubeletSawPod'], (c) => patch(c, 'kubeletPods', 'web#1', { state: 'seen', node: 'n1' })],
  ['kubelet', events['kubelet/podAdmitted'], (c) => patch(c, 'workers', 'web#1', { state: 'sync', node: 'n1' })],
  [
    'container runtime',
    events['runtime/containerStarted'],
    (c) => patch(c, 'containers', 'web#1/app', { state: 'running' }),
  ],
  [
    'kubelet',
    events['kubelet/statusPatched'],
    (c) => patch(c, 'statuses', 'web', { phase: 'Running', ready: true, podIP: '10.244.0.1' }),
  ],
  [
    'EndpointSlice controller',
    events['endpointslice/sliceWritten'],
    (c) => patch(c, 'endpoints', 'web/web', { listed: true, ready: true, podIP: '10.244.0.1' }),
  ],
  [
    'kube-proxy',
    events['kube-proxy/rulesProgrammed'],
    (c) => patch(c, 'proxies', 'n1/web', { targets: ['10.244.0.1'] }),
  ],
  ['user', events['user/podDeleted'], (c) => patch(c, 'pods', 'web', { deletionGracePeriodSeconds: 30 })],
  ['watch', events['watch/kubeletSawPod'], (c) => patch(c, 'kubeletPods', 'web#1', { deletionGracePeriodSeconds: 30 })],
  [
    'kubelet',
    events['kubelet/terminationStarted'],
    (c) => patch(c, 'workers', 'web#1', { state: 'terminating', cause: 'deleted', grace: 30 }),
  ],
  [
    'container runtime',
    events['runtime/sigtermSent'],
    (c) => patch(c, 'processes', 'web#1/app', { signal: 'SIGTERM' }),
  ],
];

/** The run of the script. */
export const sampleTrace = (): Trace<Cluster, Event> => {
  const initial = initialCluster(sampleScenario);
  let now = initial;
  const steps = script.map(([by, event, effect]) => {
    now = effect(now);
    return { by, event, state: now };
  });
  return { initial, steps };
};

/** A guarantee that promises nothing, to be filled. */
export const sampleGuarantee = (fields: Partial<Guarantee> = {}): Guarantee => ({
  id: 'no-traffic-after-sigterm',
  sentence: 'No container is sent SIGTERM while some kube-proxy still sends it new connections.',
  broken: 'connections reach a container after SIGTERM',
  facts: ['D80', 'D81'],
  standing: 'violated',
  condition: 'whenever the kubelet is faster than the EndpointSlice controller and kube-proxy',
  slices: ['endpoints'],
  applies: () => true,
  why: 'Nothing orders SIGTERM after the removal of the endpoint: both follow from the deletionTimestamp, independently.',
  advice: 'Add lifecycle.preStop.sleep to the container, longer than endpoints take to propagate.',
  where: () => ['containers', 0, 'lifecycle', 'preStop'],
  remedy: () => ({ who: 'nobody' }),
  mutant: 'none',
  promises: () => [],
  ...fields,
});

const statistics: Statistics = {
  states: 4184,
  transitions: 9812,
  depth: 41,
  reduceCalls: 300,
  enabledCalls: 200,
  judgeCalls: 100,
  bytesPerState: 64,
  deadlocks: 1,
  eventCounts: {},
};

/** The answer to the sample scenario: one guarantee of each verdict, unless told otherwise. */
export const sampleResult = (fields: Partial<ScenarioResult> = {}): ScenarioResult => ({
  scenario: sampleScenario,
  leftOut: ['Volumes of the Pod are taken as mounted.'],
  ending: 'complete',
  statistics,
  seconds: 0.25,
  results: sampleAnswers(),
  ...fields,
});

const sampleAnswers = (): readonly GuaranteeResult[] => [
  {
    guarantee: sampleGuarantee(),
    verdict: 'violated',
    reached: 12,
    subject: 'web/app',
    trace: sampleTrace(),
    schedule: 'pp1-0.1.0',
  },
  { guarantee: sampleGuarantee({ id: 'sandbox-before-containers', standing: 'always' }), verdict: 'holds', reached: 7 },
  { guarantee: sampleGuarantee({ id: 'sidecars-stop-last', standing: 'always' }), verdict: 'holds', reached: 0 },
  {
    guarantee: sampleGuarantee({ id: 'pod-becomes-ready', standing: 'conditional' }),
    verdict: 'undecided',
    reached: 3,
    limit: 'max-memory',
  },
];
