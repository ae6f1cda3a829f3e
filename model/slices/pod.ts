import { allContainers, isKilledByProbes, type PodSpec } from '../kubernetes/spec.ts';
import { withoutRepetition } from './alike.ts';
import { sliceOfOne } from './alone.ts';
import { claimsUsed, isSmall, without, withoutDeadline } from './pods.ts';
import { type CutSlice, othersLeftOut, type Whole } from './whole.ts';

/** A pod without readiness probes and gates: these have slices of their own. */
export const lifecycle = (spec: PodSpec): PodSpec => ({
  ...spec,
  readinessGates: [],
  initContainers: spec.initContainers.map((container) => without(container, ['readinessProbe'])),
  containers: spec.containers.map((container) => without(container, ['readinessProbe'])),
});

/**
 * One pod in full detail. Services, kube-proxies and readiness are left out exactly: they read the pod's lifecycle and nothing of it reads
 * them, so no verdict about it depends on them.
 */
export const podSlice = (whole: Whole): CutSlice => {
  const { pod, shortcuts } = withoutRepetition(whole);
  const { name, spec: full } = pod;
  const small = isSmall(full);
  const spec = lifecycle(small ? full : withoutDeadline(full));
  const probed = allContainers(spec).some(isKilledByProbes);
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
      shortcuts: [
        ...shortcuts,
        ...othersLeftOut(whole),
        'readers-of-the-lifecycle',
        'phase-alone',
        'no-readers',
        'claims-not-used',
        'never-ending-steps',
        ...(small ? [] : (['failures-of-many'] as const)),
        ...(small || full.activeDeadlineSeconds === undefined ? [] : (['deadline-apart'] as const)),
      ],
    },
  );
};
