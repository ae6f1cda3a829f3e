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

const cuts = [
  podSlice,
  readinessSlice,
  deadlineSlice,
  endpointsSlice,
  capacitySlice,
  identitySlice,
  claimsSlice,
  timedEndpointsSlice,
  timedShutdownSlice,
  timedStartupSlices,
];

/** Every slice a whole has: one pod in full detail always, the others where there is something to see. */
export const slicesOf = (whole: Whole): readonly CutSlice[] => cuts.flatMap((cut) => cut(whole) ?? []);
