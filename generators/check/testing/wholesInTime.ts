/** Small wholes by chance with delays, for slices in time. */
import fc from 'fast-check';
import type { Assumptions } from '../../../model/assumptions.ts';
import { within } from '../../../model/timing/interval.ts';
import { inTime } from './uncutInTime.ts';
import { type Drawn, pools, wholes, wholeWith } from './wholes.ts';

/** What matters to the end of a Pod, and what a slice in time leaves out of one that runs. */
export const poolInTime: readonly string[] = pools.once.filter(
  (name) =>
    /init container|sidecar|second container|preStop|grace|Service|probe|restartPolicy|delete|hostNetwork|namespace/.test(
      name,
    ) || /emptyDir|bound claim|finalizer|equal node|fault container-crash/.test(name),
);

/** The usual delays, and some that turn answers. */
const delays: readonly Partial<Assumptions>[] = [
  {},
  { shutdown: within(20) },
  { 'stop-signal': within(0), 'endpoint-slice-write': within(8) },
  { 'watch-delivery': within(40) },
];

const delayed = ([drawn, assumed]: readonly [Drawn, Partial<Assumptions>]): Drawn => ({
  ...drawn,
  whole: inTime(drawn.whole, assumed),
});

/** Wholes of one Pod that runs, with so many features at most. */
export const wholesInTime = (most: number, pool = poolInTime): fc.Arbitrary<Drawn> =>
  fc.tuple(wholes('once', most, pool), fc.constantFrom(...delays)).map(delayed);

/** The same with three or four more containers that are alike. */
export const alikeInTime = (most: number): fc.Arbitrary<Drawn> =>
  fc
    .tuple(
      fc
        .tuple(fc.constantFrom('three', 'four'), fc.uniqueArray(fc.constantFrom(...poolInTime), { maxLength: most }))
        .map(([number, more]) => wholeWith('once', [`${number} more containers`, ...more])),
      fc.constantFrom(...delays),
    )
    .map(delayed);
