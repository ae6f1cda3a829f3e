import { sliceOfOne } from './alone.ts';
import { servingPod, servingSentence } from './pods.ts';
import { unproxiedSentences } from './unproxied.ts';
import { firstPod, type Slice, type Whole } from './whole.ts';

/** One pod with the Services that select it and the kube-proxies that follow. Absent if no Service does. */
export const endpointsSlice = (whole: Whole): Slice | undefined => {
  const { name, spec: full } = firstPod(whole);
  const services = whole.servicesFor([name]);
  if (Object.keys(services).length === 0) return undefined;
  const spec = servingPod(full);
  return sliceOfOne(
    whole,
    { name, spec },
    {
      slice: 'endpoints',
      title: 'one pod and its endpoints',
      fields: { services, reportedStatus: 'all' },
      user: { create: 1, delete: 1, 'set-readiness-gate': spec.readinessGates.length > 0 ? 1 : 0 },
      leftOut: [
        servingSentence,
        'other replicas, but for the fact that they are ready endpoints',
        ...unproxiedSentences(services),
        'crashes (set --faults container-crash=1 to allow them)',
      ],
    },
  );
};
