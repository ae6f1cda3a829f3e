import { sliceOfOne } from './alone.ts';
import { strippedPod, strippedSentence } from './pods.ts';
import { firstPod, type Slice, type Whole } from './whole.ts';

/** One name, two incarnations after each other. Absent if pods of this workload get new names. */
export const identitySlice = (whole: Whole): Slice | undefined => {
  if (!whole.keepsNames) return undefined;
  const { name, spec } = firstPod(whole);
  return sliceOfOne(
    whole,
    { name, spec: strippedPod(spec) },
    {
      slice: 'identity',
      title: 'deleted and made again',
      incarnations: 2,
      fields: { services: whole.servicesFor([name]), reportedStatus: 'all' },
      user: { create: 2, delete: 1 },
      leftOut: [strippedSentence],
    },
  );
};
