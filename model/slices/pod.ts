import { allContainers, type PodSpec } from '../kubernetes/spec.ts';
import { sliceOfOne } from './alone.ts';
import { claimsUsed } from './claims.ts';
import { without, withoutDeadline } from './pods.ts';
import { firstPod, type Slice, type Whole } from './whole.ts';

const leftToTheUser =
  'failing liveness and startup probes, a second delete with a shorter grace period (--faults probe-failure=1 and --user delete-shorter=1 allow them)';

/** A pod without readiness probes and gates, and without its deadline: these have slices of their own. */
const lifecycle = (spec: PodSpec): PodSpec => ({
  ...withoutDeadline(spec),
  readinessGates: [],
  initContainers: spec.initContainers.map((container) => without(container, ['readinessProbe'])),
  containers: spec.containers.map((container) => without(container, ['readinessProbe'])),
});

/** With more containers than this, failing probes and a second delete are left to whoever asks for them: each multiplies the states by four. */
const mostForMore = 3;

/**
 * One pod in full detail. Services, kube-proxies and readiness are left out exactly: they read the pod's lifecycle and nothing of it reads
 * them, so no verdict about it depends on them.
 */
export const podSlice = (whole: Whole): Slice => {
  const { name, spec: full } = firstPod(whole);
  const spec = lifecycle(full);
  const probed = allContainers(spec).some(({ livenessProbe, startupProbe }) => livenessProbe ?? startupProbe);
  const small = allContainers(spec).length <= mostForMore;
  return sliceOfOne(
    whole,
    { name, spec },
    {
      slice: 'pod',
      title: 'one pod',
      fields: { claims: claimsUsed(whole, spec) },
      user: {
        create: 1,
        delete: 1,
        'delete-shorter': small && whole.user.delete !== 0 ? 1 : 0,
        'remove-gates': spec.schedulingGates.length > 0 ? 1 : 0,
        'remove-finalizers': spec.finalizers.length > 0 ? 1 : 0,
      },
      faults: { 'container-crash': 1, 'probe-failure': probed && small ? 1 : 0 },
      leftOut: [
        ...(whole.pods.length > 1 ? ['the other Pods of this workload'] : []),
        'readiness, conditions, EndpointSlices and kube-proxies (they read the Pod’s lifecycle, it never reads them)',
        'image pulls and volumes that never come to an end (--faults image-pull-hang=1,volume-hang=1 allow them)',
        'counting of probe outcomes: one outcome may already be the one that crosses its threshold',
        ...(small ? [] : [leftToTheUser]),
        ...(full.activeDeadlineSeconds === undefined ? [] : ['activeDeadlineSeconds (a scenario of its own)']),
      ],
    },
  );
};
