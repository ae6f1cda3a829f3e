import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { container, podSpec } from '../testing/scenario.ts';
import { effectiveRequests, insufficientResources } from './requests.ts';
import type { PodSpec } from './spec.ts';

const seed = 42;
const requests = fc.record({ cpu: fc.nat({ max: 900 }), memory: fc.nat({ max: 90 }) });
const spec: fc.Arbitrary<PodSpec> = fc
  .record({
    mains: fc.array(requests, { minLength: 1, maxLength: 3 }),
    inits: fc.array(fc.tuple(requests, fc.boolean()), { maxLength: 3 }),
  })
  .map(({ mains, inits }) =>
    podSpec({
      containers: mains.map((one, index) => container(`app${index}`, { requests: one })),
      initContainers: inits.map(([one, always], index) =>
        container(`init${index}`, { requests: one, ...(always ? { restartPolicy: 'Always' } : {}) }),
      ),
    }),
  );

describe(`effective requests (seed ${seed})`, () => {
  it('cover every container of the pod (C42a)', () => {
    fc.assert(
      fc.property(spec, (pod) => {
        const { cpu = 0 } = effectiveRequests(pod);
        for (const one of [...pod.containers, ...pod.initContainers]) {
          expect(one.requests.cpu ?? 0).toBeLessThanOrEqual(cpu);
        }
      }),
      { seed },
    );
  });

  it('that fit beside some pods fit beside fewer', () => {
    fc.assert(
      fc.property(spec, fc.array(spec, { maxLength: 4 }), (pod, others) => {
        const node = { cpu: 2000, memory: 200, pods: 4 };
        const fits = (beside: readonly PodSpec[]) => insufficientResources(pod, beside, node).length === 0;
        expect(!fits(others) || fits(others.slice(1))).toBe(true);
      }),
      { seed },
    );
  });
});
