import { withoutRepetition } from './alike.ts';
import { sliceOfOne } from './alone.ts';
import { claimsUsed, isSmall, servingPod } from './pods.ts';
import { unproxied } from './unproxied.ts';
import type { CutSlice, Whole } from './whole.ts';

/** One pod with the Services that select it and the kube-proxies that follow. Absent if no Service does. */
export const endpointsSlice = (whole: Whole): CutSlice | undefined => {
  const { pod, shortcuts } = withoutRepetition(whole);
  const { name, spec: full } = pod;
  const services = whole.servicesFor([name]);
  if (Object.keys(services).length === 0) return undefined;
  const spec = servingPod(whole, pod);
  return sliceOfOne(
    whole,
    { name, spec },
    {
      slice: 'endpoints',
      title: 'one pod and its endpoints',
      fields: { services, reportedStatus: 'all', claims: claimsUsed(whole, spec) },
      user: { create: 1, delete: 1, 'set-readiness-gate': spec.readinessGates.length > 0 ? 1 : 0 },
      shortcuts: [
        ...shortcuts,
        'up-before-ready',
        ...(isSmall(full) ? [] : (['unprobed-containers'] as const)),
        'replicas-constant',
        ...unproxied(services),
        'no-crashes',
      ],
    },
  );
};
