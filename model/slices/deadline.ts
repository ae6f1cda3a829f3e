import { withoutRepetition } from './alike.ts';
import { sliceOfOne } from './alone.ts';
import { lifecycle } from './pod.ts';
import { claimsUsed, isSmall } from './pods.ts';
import { type CutSlice, othersLeftOut, type Whole } from './whole.ts';

/** One large pod whose activeDeadlineSeconds may pass at any time; a small one has it on its slice `pod`. */
export const deadlineSlice = (whole: Whole): CutSlice | undefined => {
  const { pod, shortcuts } = withoutRepetition(whole);
  const { name, spec: full } = pod;
  if (full.activeDeadlineSeconds === undefined || isSmall(full)) return undefined;
  const spec = lifecycle(full);
  return sliceOfOne(
    whole,
    { name, spec },
    {
      slice: 'deadline',
      title: 'one pod and its deadline',
      fields: { claims: claimsUsed(whole, spec) },
      user: {
        create: 1,
        delete: 1,
        'remove-gates': spec.schedulingGates.length > 0 ? 1 : 0,
        'remove-finalizers': spec.finalizers.length > 0 ? 1 : 0,
      },
      shortcuts: [
        ...shortcuts,
        'readers-of-the-lifecycle',
        'phase-alone',
        'no-readers',
        'claims-not-used',
        'no-crashes',
        'failures-of-many',
        ...othersLeftOut(whole),
      ],
    },
  );
};
