import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { container, podSpec, probe } from '../../../testing/scenario.ts';
import { effectiveGrace, minimumStopTimeout, probeKillGrace, stopTimeout } from './grace.ts';

const seconds = fc.integer({ min: 0, max: 3600 });

describe('the grace period of a pod', () => {
  it('is what the deletion asks for, or the spec if nothing asked (D24)', () => {
    const spec = podSpec({ terminationGracePeriodSeconds: 45 });
    expect(effectiveGrace(spec, null, 7)).toBe(7);
    expect(effectiveGrace(spec, null, 90)).toBe(90);
    expect(effectiveGrace(spec, null, null)).toBe(45);
  });

  it('is at least one second, also after a force delete (D24, D39)', () => {
    expect(effectiveGrace(podSpec(), null, 0)).toBe(1);
    expect(effectiveGrace(podSpec({ terminationGracePeriodSeconds: 0 }), null, null)).toBe(1);
  });

  it('never grows, whatever is asked for later (D24)', () => {
    fc.assert(
      fc.property(seconds, fc.array(fc.option(seconds)), (first, later) => {
        let grace = effectiveGrace(podSpec(), null, first);
        for (const requested of later) {
          const next = effectiveGrace(podSpec(), grace, requested);
          expect(next).toBeLessThanOrEqual(grace);
          grace = next;
        }
      }),
      { seed: 42 },
    );
  });
});

describe('what StopContainer is given', () => {
  it('is what hook and turn have left, whole seconds used only (D34)', () => {
    expect(stopTimeout(30, 10.9, 0)).toBe(20);
    expect(stopTimeout(30, 10.9, 5.9)).toBe(15);
    expect(stopTimeout(30, 0, 0)).toBe(30);
  });

  it('is never under two seconds (D34, D43)', () => {
    expect(stopTimeout(1, 0, 0)).toBe(minimumStopTimeout);
    expect(stopTimeout(30, 30, 0)).toBe(2);
  });

  it('lets SIGKILL come no later than grace + 2 s, and + 3 s with sidecars (D35)', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3600 }), share, share, (grace, hookShare, turnShare) => {
        const hook = grace * hookShare;
        expect(hook + stopTimeout(grace, hook, 0)).toBeLessThan(grace + minimumStopTimeout + 1e-9);
        const turn = Math.max(0, grace - Math.floor(hook)) * turnShare;
        expect(hook + turn + stopTimeout(grace, hook, turn)).toBeLessThan(grace + minimumStopTimeout + 1);
      }),
      { seed: 42 },
    );
  });
});

describe('the grace period of a kill for a failed probe', () => {
  const web = container('web', { livenessProbe: probe({ terminationGracePeriodSeconds: 120 }), startupProbe: probe() });
  const spec = podSpec({ terminationGracePeriodSeconds: 30, containers: [web] });

  it('is the probe’s own, even if longer than the pod’s, else the pod’s (D51, C135)', () => {
    expect(probeKillGrace(spec, web, 'liveness', null)).toBe(120);
    expect(probeKillGrace(spec, web, 'startup', null)).toBe(30);
  });

  it('is the deletion’s once the pod is being deleted (D51, C135)', () => {
    expect(probeKillGrace(spec, web, 'liveness', 5)).toBe(5);
  });
});
