import { sliceOfOne } from './alone.ts';
import { paredPod } from './pods.ts';
import { firstPod, type Slice, type Whole } from './whole.ts';

/** One pod whose activeDeadlineSeconds may pass at any time. Absent if it has none. */
export const deadlineSlice = (whole: Whole): Slice | undefined => {
  const { name, spec: full } = firstPod(whole);
  if (full.activeDeadlineSeconds === undefined) return undefined;
  const spec = paredPod({ ...full, readinessGates: [] }, ['startupProbe', 'livenessProbe', 'readinessProbe']);
  return sliceOfOne(
    whole,
    { name, spec },
    {
      slice: 'deadline',
      title: 'one pod and its deadline',
      user: { create: 1, delete: 1 },
      leftOut: ['probes, volumes, gates, finalizers and crashes'],
    },
  );
};
