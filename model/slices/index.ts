/** One input, several scenarios: each slice is small enough to be explored completely, and says what it left out. */
import { capacitySlice } from './capacity.ts';
import { claimsSlice } from './claims.ts';
import { deadlineSlice } from './deadline.ts';
import { endpointsSlice } from './endpoints.ts';
import { identitySlice } from './identity.ts';
import { podSlice } from './pod.ts';
import { readinessSlice } from './readiness.ts';
import { timedStartupSlices } from './startup.ts';
import { timedEndpointsSlice, timedShutdownSlice } from './timed.ts';
import type { CutSlice, Whole } from './whole.ts';

export type { CutSlice, Slice, Whole } from './whole.ts';

const untimed = [podSlice, readinessSlice, deadlineSlice, endpointsSlice, capacitySlice, identitySlice, claimsSlice];

const timed = [timedEndpointsSlice, timedShutdownSlice, timedStartupSlices];

/** The slices in which time passes: without assumptions there are none. */
export const timedSlicesOf = (whole: Whole): readonly CutSlice[] => timed.flatMap((cut) => cut(whole) ?? []);

/** Every slice a whole has: one pod in full detail always, the others where there is something to see. */
export const slicesOf = (whole: Whole): readonly CutSlice[] => [
  ...untimed.flatMap((cut) => cut(whole) ?? []),
  ...timedSlicesOf(whole),
];
