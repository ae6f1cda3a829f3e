/**
 * What each example is expected to answer, slice by slice: the guarantees that do not hold there. Every other guarantee that speaks about
 * the slice is proved. A number of states that changes means that the model has changed: say why in the commit.
 */
import type { SliceName } from '../../model/guarantees/guarantee.ts';

/** The answer expected of one slice. */
export interface Expected {
  readonly states: number;
  readonly violated: readonly string[];
}

/** Example → slice → answer. */
export const expected: Readonly<Record<string, Readonly<Partial<Record<SliceName, Expected>>>>> = {
  'web.yaml': {
    pod: {
      states: 29_020,
      violated: [
        'crash-back-off-respected',
        'main-containers-eventually-start',
        'no-start-after-deletion',
        'shorter-grace-takes-effect',
      ],
    },
    readiness: { states: 2_065, violated: ['ready-in-api-means-running-now', 'unready-before-sigterm'] },
    endpoints: {
      states: 4_228,
      violated: [
        'endpoint-not-ready-before-sigterm',
        'endpoint-removed-before-sigkill',
        'traffic-only-to-running',
        'unready-before-sigterm',
      ],
    },
    capacity: { states: 95_534, violated: [] },
    'timed-endpoints': { states: 60, violated: [] },
    'timed-shutdown': {
      states: 1_892,
      violated: ['graceful-exit-within-grace', 'shorter-grace-bounds-the-kill', 'shutdown-bounded-from-deletion'],
    },
  },
  'job.yaml': {
    pod: {
      states: 228_290,
      violated: [
        'crash-back-off-respected',
        'main-stopped-before-sidecar-sigterm',
        'no-start-after-deletion',
        'removed-means-cleaned-up',
        'shorter-grace-takes-effect',
        'sidecar-prestop-after-main-exit',
        'sidecar-up-until-main-stopped',
        'sidecar-up-while-main-runs',
        'succeeded-iff-every-main-exits-zero',
        'terminal-phase-is-final',
      ],
    },
    readiness: {
      states: 56_837,
      violated: ['ready-in-api-means-running-now', 'terminal-phase-is-final', 'unready-before-sigterm'],
    },
    'timed-shutdown': {
      states: 3_863,
      violated: ['graceful-exit-within-grace', 'shorter-grace-bounds-the-kill', 'shutdown-bounded-from-deletion'],
    },
  },
  'statefulset.yaml': {
    pod: { states: 3_492, violated: ['no-start-after-deletion', 'shorter-grace-takes-effect'] },
    readiness: { states: 1_493, violated: ['ready-in-api-means-running-now', 'unready-before-sigterm'] },
    endpoints: {
      states: 1_454,
      violated: [
        'endpoint-not-ready-before-sigterm',
        'endpoint-ready-only-after-readiness',
        'terminating-endpoint-is-not-ready',
        'unready-before-sigterm',
      ],
    },
    capacity: { states: 95_534, violated: [] },
    identity: { states: 18_277, violated: ['scheduler-does-not-exit'] },
    claims: { states: 1_163, violated: ['claims-bound-before-binding'] },
    'timed-endpoints': {
      states: 75,
      violated: ['endpoint-not-ready-before-sigterm'],
    },
    'timed-shutdown': {
      states: 589,
      violated: ['graceful-exit-within-grace', 'shorter-grace-bounds-the-kill', 'shutdown-bounded-from-deletion'],
    },
  },
  'daemonset.yaml': {
    pod: {
      states: 8_658,
      violated: ['crash-back-off-respected', 'no-start-after-deletion', 'shorter-grace-takes-effect'],
    },
    readiness: { states: 865, violated: ['ready-in-api-means-running-now', 'unready-before-sigterm'] },
    capacity: { states: 47_567, violated: [] },
    'timed-shutdown': {
      states: 1_853,
      violated: ['graceful-exit-within-grace', 'shorter-grace-bounds-the-kill', 'shutdown-bounded-from-deletion'],
    },
  },
  'everything.yaml': {
    pod: {
      states: 1_266_764,
      violated: [
        'deleted-pod-disappears',
        'finished-pod-ends',
        'init-finds-sidecar',
        'main-containers-eventually-start',
        'main-stopped-before-sidecar-sigterm',
        'no-start-after-deletion',
        'pod-is-eventually-bound',
        'removed-means-cleaned-up',
        'sidecar-prestop-after-main-exit',
        'sidecar-up-until-main-stopped',
        'sidecar-up-while-main-runs',
        'sidecars-stop-in-reverse-order',
      ],
    },
    readiness: {
      states: 873_598,
      violated: [
        'pod-becomes-ready',
        'ready-in-api-means-running-now',
        'sidecar-ready-before-main-starts',
        'terminal-phase-is-final',
        'unready-before-sigterm',
      ],
    },
    deadline: {
      states: 875_824,
      violated: [
        'deleted-pod-disappears',
        'main-containers-eventually-start',
        'main-stopped-before-sidecar-sigterm',
        'no-start-after-deletion',
        'pod-is-eventually-bound',
        'removed-means-cleaned-up',
        'sidecar-prestop-after-main-exit',
        'sidecar-up-until-main-stopped',
        'sidecar-up-while-main-runs',
        'sidecars-stop-in-reverse-order',
        'succeeded-iff-every-main-exits-zero',
        'terminal-phase-is-final',
      ],
    },
    endpoints: {
      states: 536_476,
      violated: [
        'endpoint-not-ready-before-sigterm',
        'endpoint-removed-before-sigkill',
        'traffic-only-to-running',
        'unready-before-sigterm',
      ],
    },
    identity: { states: 1_153_505, violated: ['no-traffic-to-a-reused-address', 'scheduler-does-not-exit'] },
    claims: { states: 8_011, violated: ['claims-bound-before-binding', 'removed-means-cleaned-up'] },
    'timed-endpoints': {
      states: 8_707,
      violated: [
        'endpoint-not-ready-before-sigterm',
        'endpoint-removed-before-sigkill',
        'traffic-only-to-running',
        'traffic-only-to-serving',
      ],
    },
    'timed-shutdown': {
      states: 570_152,
      violated: ['graceful-exit-within-grace', 'shorter-grace-bounds-the-kill', 'shutdown-bounded-from-deletion'],
    },
  },
};
