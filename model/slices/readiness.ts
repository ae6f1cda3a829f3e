import { withoutRepetition } from './alike.ts';
import { sliceOfOne } from './alone.ts';
import { claimsUsed, isSmall, servingPod } from './pods.ts';
import type { ShortcutId } from './shortcuts.ts';
import { type CutSlice, othersLeftOut, type Whole } from './whole.ts';

/** C139a: only said where a kubelet may restart and takes over what the API says of containers it finds. */
const youngContainers = ({ faults, featureGates }: Whole): readonly ShortcutId[] =>
  (faults['kubelet-restart'] ?? 0) === 0 || featureGates['ChangeContainerStatusOnKubeletRestart'] === true
    ? []
    : ['young-containers'];

/** One pod with its readiness probes and gates and every condition it reports. */
export const readinessSlice = (whole: Whole): CutSlice => {
  const { pod, shortcuts } = withoutRepetition(whole);
  const { name, spec: full } = pod;
  const spec = servingPod(whole, pod);
  return sliceOfOne(
    whole,
    { name, spec },
    {
      slice: 'readiness',
      title: 'one pod and its readiness',
      fields: { reportedStatus: 'all', claims: claimsUsed(whole, spec) },
      user: { create: 1, delete: 1, 'set-readiness-gate': spec.readinessGates.length > 0 ? 1 : 0 },
      faults: { 'container-crash': 1 },
      shortcuts: [
        ...shortcuts,
        'up-before-ready',
        ...(isSmall(full) ? [] : (['unprobed-containers'] as const)),
        ...youngContainers(whole),
        'no-readers',
        ...othersLeftOut(whole),
      ],
    },
  );
};
