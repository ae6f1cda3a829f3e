/** As `factors.test.ts`, of the slices that take longer. */
import { expect, it } from 'vitest';
import { factorOf } from './testing/factor.ts';

it.each([
  ['web.yaml pod', 10.3],
  ['web.yaml capacity', 2.9],
  ['job.yaml pod', 20.0],
  ['job.yaml readiness', 12.1],
  ['statefulset.yaml identity', 3.1],
  ['daemonset.yaml pod', 7.2],
] as const)('%s has fewer than %d states to a class', async (name, bound) => {
  expect(await factorOf(name)).toBeLessThan(bound);
});
