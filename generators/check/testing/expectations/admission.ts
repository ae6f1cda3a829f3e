/** Expected verdicts: admission and storage. */

import { type Expectation, holds } from '../expectation.ts';
import { onePod, placed, recreated, troubled } from '../scenarios.ts';

const restarts = { faults: { 'apiserver-restart': 1 }, user: { create: 2, delete: 1 } } as const;

/** Expected verdicts: admission and storage. */
export const admissionExpectations: readonly Expectation[] = [
  {
    guarantee: 'admission-before-storage',
    cases: [
      holds('API server restarts in the middle of the request', onePod(placed, restarts)),
      holds('two requests for one name at the same time', recreated(placed)),
    ],
  },
  {
    guarantee: 'admission-before-visibility',
    cases: [
      holds('API server restarts in the middle of the request', onePod({}, restarts)),
      holds('deletes, crashes and kubelet restarts', onePod({}, troubled)),
    ],
  },
  {
    guarantee: 'request-stages-in-order',
    cases: [
      holds('API server restarts in the middle of the request', onePod(placed, restarts)),
      holds('two requests for one name at the same time', recreated(placed)),
    ],
  },
  {
    guarantee: 'one-object-per-name',
    cases: [
      holds(
        'two requests for one name, deletes graceful and forced',
        recreated(placed, { user: { delete: 1, 'force-delete': 1 }, faults: { 'watch-lag': 0 } }),
      ),
    ],
  },
];
