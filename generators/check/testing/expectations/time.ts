/** Expected verdicts in time. The numbers are chosen next to where a verdict changes; the search has to find that out by itself. */
import { readAssumptions } from '../../../../model/assumptionText.ts';
import type { Container, PodSpec, ServiceSpec } from '../../../../model/kubernetes/spec.ts';
import type { Deadline, Scenario } from '../../../../model/scenario.ts';
import { container, probe } from '../../../../model/testing/scenario.ts';
import { type Expectation, holds, violated } from '../expectation.ts';
import { type More, onePod, placed, sidecar } from '../scenarios.ts';

const assumed = (texts: readonly string[]): Required<Pick<Scenario, 'assumptions'>> => {
  const read = readAssumptions(texts);
  if ('problem' in read) throw new Error(read.problem.message);
  return read;
};

const sleeping = (seconds: number): Partial<PodSpec> => ({
  containers: [container('app', { preStop: { handler: 'sleep', seconds } })],
  ...placed,
});

const withExporter: Partial<PodSpec> = {
  ...placed,
  containers: [container('app', { preStop: { handler: 'sleep', seconds: 5 } }), container('exporter')],
};

const behind = (service: Partial<ServiceSpec> = {}): Readonly<Record<string, ServiceSpec>> => ({
  web: {
    pods: ['web'],
    publishNotReadyAddresses: false,
    internalTrafficPolicy: 'Cluster',
    otherReadyEndpoints: 2,
    ...service,
  },
});

/** A running pod behind a Service, deleted once. */
const served = (spec: Partial<PodSpec>, assumptions: readonly string[], service: Partial<ServiceSpec> = {}): Scenario =>
  onePod(spec, {
    user: { delete: 1 },
    services: behind(service),
    serving: 'until-sigterm',
    begins: 'running',
    ...assumed(assumptions),
  });

const uid = 'web#1';
const deadlines: Readonly<Record<string, Deadline>> = {
  shutdown: { kind: 'shutdown', uid },
  deletion: { kind: 'deletion', uid },
  shortening: { kind: 'shortening', uid },
  'grace web': { kind: 'grace', uid },
  'grace web/app': { kind: 'grace', uid, container: 'app' },
};

/** A running pod that comes to its end under the eyes of an observer. */
const ending = (spec: Partial<PodSpec>, assumptions: readonly string[], more: More = {}): Scenario =>
  onePod(spec, {
    reportedStatus: 'phase',
    probeThresholds: 'one',
    begins: 'running',
    deadlines,
    ...assumed(assumptions),
    ...more,
    user: { delete: 1, ...more.user },
  });

/** Patient for 10 + 2 * 5 seconds. */
const watchful = probe({ initialDelaySeconds: 10, periodSeconds: 5, failureThreshold: 3 });

const lenient = probe({ periodSeconds: 10, failureThreshold: 7 });

/** A container about to start, which serves after so many seconds at most. */
const beginning = (fields: Partial<Container>, seconds: number | undefined): Scenario =>
  onePod(
    { containers: [container('app', fields)], ...placed },
    {
      reportedStatus: 'phase',
      probeThresholds: 'one',
      serving: 'until-sigterm',
      begins: 'starting',
      faults: { 'probe-failure': 1 },
      ...assumed(['kubelet-reaction=0s', ...(seconds === undefined ? [] : [`process-start<=${seconds}s`])]),
    },
  );

const atOnce = ['watch-delivery=0s', 'kubelet-reaction=0s'];
const hung = {
  containers: [container('app', { livenessProbe: probe({ terminationGracePeriodSeconds: 4 }) })],
  ...placed,
};
const shorter = { user: { 'delete-shorter': 1 } } as const;

/** Expected verdicts: time. */
export const timeExpectations: readonly Expectation[] = [
  {
    guarantee: 'traffic-only-to-serving',
    cases: [
      holds('preStop sleeps 5 s, endpoints propagate in less', served(sleeping(5), ['endpoint-propagation<5s'])),
      violated('they may take all of the 5 s', served(sleeping(5), ['endpoint-propagation<=5s'])),
      holds(
        'the kubelet is a second late at least, so preStop may be as much shorter',
        served(sleeping(5), ['endpoint-propagation<6s', 'kubelet-reaction=1s..2s']),
      ),
      violated('no hook at all', served(placed, ['endpoint-propagation<=1s'])),
      holds(
        'no hook, but a program that goes on accepting connections after SIGTERM',
        served(placed, ['endpoint-propagation<=1s', 'stop-listening>=2s', 'shutdown>=2s']),
      ),
      violated(
        'the same on the host network, where the address is the node’s',
        served({ ...sleeping(5), hostNetwork: true }, ['endpoint-propagation<=5s']),
      ),
      holds('and in less than that', served({ ...sleeping(5), hostNetwork: true }, ['endpoint-propagation<5s'])),
      holds(
        'another container exits at once, but no Service sends to it',
        served(withExporter, ['endpoint-propagation<5s'], { containers: ['app'] }),
      ),
      violated(
        'and if one does',
        served(withExporter, ['endpoint-propagation<5s'], { containers: ['app', 'exporter'] }),
      ),
      violated(
        'clients outside are served by Local, where the last serving endpoint of a node stays',
        served(sleeping(5), ['endpoint-propagation<5s'], { externalTrafficPolicy: 'Local' }),
      ),
      violated(
        'clients inside are served by Local, however many there are for those outside',
        served(sleeping(5), ['endpoint-propagation<5s'], {
          internalTrafficPolicy: 'Local',
          externalTrafficPolicy: 'Cluster',
        }),
      ),
      violated(
        'the last ready endpoint',
        served(sleeping(5), ['endpoint-propagation<=1s'], { otherReadyEndpoints: 0 }),
      ),
      violated(
        'preStop sleeps longer than the grace period',
        served({ ...sleeping(10), terminationGracePeriodSeconds: 3 }, ['endpoint-propagation<=5s']),
      ),
    ],
  },
  {
    guarantee: 'graceful-exit-within-grace',
    cases: [
      holds('preStop 5 s and shutdown less than 25 s of 30', ending(sleeping(5), ['shutdown<25s'])),
      violated('preStop 5 s and shutdown 25 s of 30', ending(sleeping(5), ['shutdown<=25s'])),
      holds('preStop 29 s of 30: two seconds remain all the same', ending(sleeping(29), ['shutdown<2s'])),
      violated('preStop 29 s of 30 and shutdown 2 s', ending(sleeping(29), ['shutdown<=2s'])),
      holds(
        'a sidecar waits for the app, and both together take less than the grace period',
        ending({ initContainers: [sidecar()], ...placed }, ['shutdown<15s']),
      ),
      violated(
        'each of them would be quick enough, but the sidecar is told last',
        ending({ initContainers: [sidecar()], ...placed }, ['shutdown<=16s']),
      ),
      violated('nobody knows how long the process takes', ending(placed, [])),
    ],
  },
  {
    guarantee: 'shutdown-bounded-by-grace',
    cases: [
      holds('usual assumptions', ending(sleeping(5), [])),
      holds('preStop uses up the grace period', ending(sleeping(30), [])),
      holds('a failing liveness probe comes first', ending(hung, [], { faults: { 'probe-failure': 1 } })),
      violated('the runtime takes 2 s for a signal', ending(sleeping(30), ['stop-signal<=2s'])),
      violated('a process survives SIGKILL for 5 s', ending(placed, ['sigkill-exit<=5s'])),
    ],
  },
  {
    guarantee: 'shutdown-bounded-from-deletion',
    cases: [
      holds('the kubelet begins at once', ending(sleeping(5), atOnce)),
      holds(
        'it is 3 s late, without a hook that could cost two more',
        ending(placed, ['watch-delivery=0s', 'kubelet-reaction<=3s']),
      ),
      violated('it is later', ending(placed, ['watch-delivery<=1s', 'kubelet-reaction<=3s'])),
    ],
  },
  {
    guarantee: 'shorter-grace-bounds-the-kill',
    cases: [
      holds(
        'the first grace period was short as well',
        ending({ ...placed, terminationGracePeriodSeconds: 2 }, ['watch-delivery<=2s'], shorter),
      ),
      holds('the process exits within three seconds', ending(placed, ['shutdown<=3s'], shorter)),
      violated('the process takes longer', ending(placed, ['shutdown<=4s'], shorter)),
    ],
  },
  {
    guarantee: 'sigkill-not-before-grace',
    cases: [
      holds('two deletes', ending(placed, [], shorter)),
      holds(
        'a hook of its own pace',
        ending({ containers: [container('app', { preStop: { handler: 'exec' } })], ...placed }, []),
      ),
      holds('a liveness probe with a grace period of its own', ending(hung, [], { faults: { 'probe-failure': 1 } })),
      violated('a StopContainer call fails', ending(placed, [], { faults: { 'stop-failure': 1 } })),
      violated(
        'the stop signal is SIGKILL',
        ending({ containers: [container('app', { stopSignal: 'SIGKILL' })], ...placed }, [], {
          featureGates: { ContainerStopSignals: true },
        }),
      ),
    ],
  },
  {
    guarantee: 'slow-starter-is-not-killed',
    cases: [
      holds(
        'it serves a second before its liveness probe is out of patience',
        beginning({ livenessProbe: watchful }, 19),
      ),
      violated('it serves no sooner than that', beginning({ livenessProbe: watchful }, 20)),
      holds('a startup probe gives it more time', beginning({ livenessProbe: watchful, startupProbe: lenient }, 59)),
      violated(
        'a startup probe gives it more time, and it needs that and more',
        beginning({ livenessProbe: watchful, startupProbe: lenient }, 60),
      ),
      violated(
        'its postStart hook may take so long that the initial delay is over when it is first probed',
        beginning({ livenessProbe: watchful, postStart: { handler: 'exec' } }, 11),
      ),
      violated('nobody knows how long it takes', beginning({ livenessProbe: watchful }, undefined)),
    ],
    mutantIn: { scenario: beginning({ livenessProbe: watchful, startupProbe: lenient }, 59) },
  },
];
