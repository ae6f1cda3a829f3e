/**
 * How many states have the same future, at most: who adds a cell or a field that keeps what nothing depends on any more hears of it here.
 * `npm run quotient` says which cell it is. Lower a number when a record of something that is over goes back to its first value.
 */
import { expect, it } from 'vitest';
import { factorOf } from './testing/factor.ts';

it.each([
  ['web.yaml readiness', 3.0],
  ['web.yaml endpoints', 1.6],
  ['statefulset.yaml pod', 4.3],
  ['statefulset.yaml readiness', 2.8],
  ['statefulset.yaml endpoints', 1.9],
  ['statefulset.yaml claims', 1.8],
  ['daemonset.yaml readiness', 2.5],
] as const)('%s has fewer than %d states to a class', async (name, bound) => {
  expect(await factorOf(name)).toBeLessThan(bound);
});
