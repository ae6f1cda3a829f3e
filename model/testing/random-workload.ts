/** Random scenarios of one Deployment, for laws that must hold on every run. */
import fc from 'fast-check';
import type { Scenario } from '../scenario.ts';
import { rollout } from './workload.ts';

const once = fc.constantFrom(0, 1, 1, 2);

/** Any strategy, any room, any trouble, a few times each. */
export const randomWorkload: fc.Arbitrary<Scenario> = fc
  .record({
    setup: fc.record({
      replicas: fc.constantFrom(1, 2, 3),
      strategy: fc.constantFrom('RollingUpdate' as const, 'Recreate' as const),
      maxSurge: fc.constantFrom(0, 1, '25%' as const, '100%' as const),
      maxUnavailable: fc.constantFrom(0, 1, '25%' as const, '100%' as const),
      minReadySeconds: fc.constantFrom(0, 10),
      paused: fc.boolean(),
      revisions: fc.constant({ old: { works: true }, new: { works: true }, broken: { works: false } }),
      slots: fc.constantFrom(3, 6),
      nodes: fc.constantFrom({ n1: 10 }, { n1: 2 }, { n1: 3, n2: 3 }),
      sharesVolume: fc.boolean(),
      abrupt: fc.boolean(),
      initializes: fc.boolean(),
      scales: fc.constantFrom([0, 1], [3]),
    }),
    begins: fc.boolean(),
    user: fc.record({
      'change-template': once,
      scale: once,
      pause: once,
      delete: once,
      'force-delete': once,
    }),
    faults: fc.record({
      'controller-restart': once,
      'readiness-loss': once,
      'pod-failure': once,
      'lost-reply': once,
      'watch-lag': fc.constantFrom(-1, -1, 0),
    }),
  })
  .map(({ setup, begins, user, faults }) => {
    const { begins: running, ...scenario } = rollout(setup, { user, faults });
    return begins && running !== undefined ? { ...scenario, begins: running } : scenario;
  });
