import { sliceOfOne } from './alone.ts';
import { claimsUsed, strippedPod, withoutHurdles } from './pods.ts';
import { type CutSlice, firstPod, othersLeftOut, type Whole } from './whole.ts';

/** One name, two incarnations after each other. Absent if pods of this workload get new names. */
export const identitySlice = (whole: Whole): CutSlice | undefined => {
  if (!whole.keepsNames) return undefined;
  const { name, spec: full } = firstPod(whole);
  const spec = withoutHurdles(whole, strippedPod(whole, full), 2);
  return sliceOfOne(
    whole,
    { name, spec },
    {
      slice: 'identity',
      title: 'deleted and made again',
      incarnations: 2,
      fields: { services: whole.servicesFor([name]), reportedStatus: 'all', claims: claimsUsed(whole, spec) },
      user: { create: 2, delete: 1 },
      shortcuts: ['stripped-pod', 'hurdles-taken', ...othersLeftOut(whole)],
    },
  );
};
