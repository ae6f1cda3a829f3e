/** Expected verdicts: which pods a kubelet takes, and what it reports. */
import { container, nodeSpec, probe } from '../../../../model/testing/scenario.ts';
import {
  deadlineAfterExit,
  deadlineWhileRunning,
  deadlineWhileStopping,
  deletedOnlyWhenReady,
} from '../assumptions.ts';
import { type Expectation, holds, violated } from '../expectation.ts';
import {
  appAndLog,
  init,
  noLag,
  onePod,
  placed,
  recreated,
  sidecar,
  troubled,
  troubledNoLag,
  twoPods,
  withEmptyDir,
} from '../scenarios.ts';

const twoNodes = { nodes: { n1: nodeSpec(), n2: nodeSpec() } };
const big = { containers: [container('app', { requests: { cpu: 3000 } })], ...placed };
const once = {
  restartPolicy: 'Never',
  containers: [container('app', { imagePullPolicy: 'Never', requests: { cpu: 3000 } })],
} as const;
const probed = {
  containers: [container('app', { startupProbe: probe(), livenessProbe: probe(), readinessProbe: probe() })],
  ...placed,
};
const ready = { containers: [container('app', { readinessProbe: probe() })], ...placed };
const one = { probeThresholds: 'one' } as const;
const before135 = { kubernetesVersion: '1.34', featureGates: { ChangeContainerStatusOnKubeletRestart: true } };
const selecting = { nodeSelector: { disk: 'ssd' } };
const labelled = { nodes: { n1: nodeSpec({ labels: { disk: 'ssd' } }) } };
const relabelled = { ...labelled, user: { relabel: 1 }, faults: { 'kubelet-restart': 1, ...noLag } } as const;

/** Expected verdicts: which pods a kubelet takes, and what it reports. */
export const kubeletExpectations: readonly Expectation[] = [
  {
    guarantee: 'kubelet-starts-only-its-own-pods',
    cases: [
      holds(
        'two nodes, answers of Bindings get lost',
        onePod({}, { ...twoNodes, user: { delete: 1 }, faults: { 'lost-reply': 1, ...noLag } }),
      ),
      holds('another Pod takes the name', recreated({}, { ...twoNodes, user: { 'force-delete': 1 }, faults: noLag })),
    ],
  },
  {
    guarantee: 'kubelet-admission-before-setup',
    cases: [
      holds(
        'mounts fail, kubelet restarts, sandbox and containers die',
        onePod({ ...withEmptyDir, ...placed }, troubledNoLag),
      ),
    ],
  },
  {
    guarantee: 'rejected-pod-never-starts',
    cases: [
      holds('the kubelet does not restart', twoPods(big, big, { user: { delete: 1 }, faults: noLag })),
      violated('the kubelet restarts', twoPods(big, big, { faults: { 'kubelet-restart': 1, ...noLag } })),
    ],
  },
  {
    guarantee: 'finished-pods-take-no-room',
    cases: [
      holds('Pods run once, and are deleted at any moment', twoPods(once, once, { user: { delete: 2 } })),
      holds(
        'both are bound to the node, and the kubelet restarts',
        twoPods({ ...once, ...placed }, { ...once, ...placed }, { faults: { 'kubelet-restart': 1, ...noLag } }),
      ),
      violated('somebody deletes by force', twoPods(once, once, { user: { 'force-delete': 1 } })),
      violated(
        'the grace period is 0',
        twoPods({ ...once, terminationGracePeriodSeconds: 0 }, once, { user: { delete: 1 } }),
      ),
    ],
  },
  {
    guarantee: 'running-pod-is-not-rejected',
    cases: [
      violated('the node loses a label the Pod asks for', onePod(selecting, relabelled)),
      holds('the Pod asks for no label', onePod({}, relabelled)),
    ],
  },
  {
    guarantee: 'probes-only-after-started',
    cases: [
      holds(
        'probes fail, the Pod is deleted',
        onePod(probed, { ...one, user: { delete: 1 }, faults: { 'probe-failure': 1, ...noLag } }),
      ),
      holds(
        'the kubelet restarts, since 1.35',
        onePod(probed, {
          ...one,
          user: { delete: 1 },
          faults: { 'kubelet-restart': 1, 'container-crash': 1, ...noLag },
        }),
      ),
      violated(
        'the kubelet restarts, up to 1.34',
        onePod(probed, { ...one, ...before135, faults: { 'kubelet-restart': 1, ...noLag } }),
      ),
    ],
  },
  {
    guarantee: 'ready-means-every-container-ready',
    cases: [
      holds(
        'probes fail, containers crash, the Pod is deleted',
        onePod(ready, { ...one, user: { delete: 1 }, faults: { 'probe-failure': 1, 'container-crash': 1, ...noLag } }),
      ),
      holds('the kubelet restarts, since 1.35', onePod(ready, { ...one, faults: { 'kubelet-restart': 1, ...noLag } })),
      violated(
        'the kubelet restarts, up to 1.34',
        onePod(ready, { ...one, ...before135, faults: { 'kubelet-restart': 1, ...noLag } }),
      ),
    ],
  },
  {
    guarantee: 'readiness-survives-kubelet-restart',
    cases: [
      holds(
        'since 1.35, containers crash and probes fail',
        onePod(ready, {
          ...one,
          user: { delete: 1 },
          faults: { 'kubelet-restart': 2, 'container-crash': 1, 'probe-failure': 1, ...noLag },
        }),
      ),
      holds(
        'since 1.35, with a startup probe and a liveness probe',
        onePod(probed, { ...one, faults: { 'kubelet-restart': 1, 'probe-failure': 1, ...noLag } }),
      ),
      violated('up to 1.34', onePod(ready, { ...one, ...before135, faults: { 'kubelet-restart': 1, ...noLag } })),
    ],
  },
  {
    guarantee: 'ready-in-api-means-running-now',
    cases: [
      violated('a container crashes', onePod(placed, { faults: { 'container-crash': 1, ...noLag } })),
      violated('the Pod is deleted', onePod(placed, { user: { delete: 1 }, faults: noLag })),
      holds('nothing ever stops', onePod(placed, { faults: { 'kubelet-restart': 1 } })),
    ],
  },
  {
    guarantee: 'terminal-phase-is-final',
    cases: [
      holds('deletes, crashes, kubelet restarts', onePod({ restartPolicy: 'Never', ...placed }, troubled)),
      holds(
        'finalizers keep the object',
        onePod(
          { finalizers: ['example.com/hold'], ...placed },
          { user: { delete: 1 }, faults: { 'kubelet-restart': 1 } },
        ),
      ),
      holds(
        'the deadline passes while a container runs',
        onePod({ activeDeadlineSeconds: 60, ...placed }, { user: { delete: 1 }, faults: { 'kubelet-restart': 1 } }),
        deadlineWhileRunning,
      ),
      violated(
        'the deadline passes between the last exit and the clean-up',
        onePod({ activeDeadlineSeconds: 60, restartPolicy: 'Never', ...placed }, { faults: noLag }),
      ),
    ],
  },
  {
    guarantee: 'running-never-returns-to-pending',
    cases: [
      violated(
        'the sandbox is lost',
        onePod({ initContainers: [init()], ...placed }, { faults: { 'sandbox-failure': 1, ...noLag } }),
      ),
      holds(
        'the sandbox is never lost',
        onePod(
          { initContainers: [init()], ...placed },
          { user: { delete: 1 }, faults: { 'kubelet-restart': 1, 'container-crash': 2, ...noLag } },
        ),
      ),
    ],
  },
  {
    guarantee: 'running-means-every-main-has-started',
    cases: [
      holds(
        'images cannot be pulled, containers crash',
        onePod(
          { containers: appAndLog(), ...placed },
          { user: { delete: 1 }, faults: { 'image-pull-failure': 1, 'container-crash': 1, ...noLag } },
        ),
      ),
      holds(
        'the sandbox dies, the kubelet restarts',
        onePod(
          { containers: appAndLog(), ...placed },
          { faults: { 'sandbox-failure': 1, 'kubelet-restart': 1, ...noLag } },
        ),
      ),
    ],
  },
  {
    guarantee: 'succeeded-iff-every-main-exits-zero',
    cases: [
      holds('restartPolicy Always, crashes and kubelet restarts', onePod(placed, troubledNoLag)),
      holds(
        'two main containers, restartPolicy Never',
        onePod(
          { containers: appAndLog(), restartPolicy: 'Never', ...placed },
          { user: { delete: 1 }, faults: { 'container-crash': 1, ...noLag } },
        ),
      ),
      violated(
        'a deadline passes while the deleted Pod stops',
        onePod({ activeDeadlineSeconds: 60, ...placed }, { user: { delete: 1 }, faults: noLag }),
        deadlineWhileStopping,
      ),
      violated(
        'a deadline passes while the sidecar of a completed Pod stops',
        onePod(
          { initContainers: [sidecar()], restartPolicy: 'Never', activeDeadlineSeconds: 60, ...placed },
          { faults: noLag },
        ),
        deadlineAfterExit,
      ),
    ],
    mutantIn: { scenario: onePod(placed, { user: { delete: 1 }, faults: noLag }), assuming: deletedOnlyWhenReady },
  },
  {
    guarantee: 'status-reaches-the-right-pod',
    cases: [
      holds(
        'deleted by force and created anew',
        recreated(placed, { user: { 'force-delete': 1, delete: 1 }, faults: noLag }),
      ),
    ],
  },
];
