import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAssumptions } from '../../model/assumptionText.ts';
import { guaranteeOf } from '../../model/guarantees/index.ts';
import type { PodSpec } from '../../model/kubernetes/spec.ts';
import type { Whole } from '../../model/slices/index.ts';
import { container, nodeSpec, podSpec, probe } from '../../model/testing/scenario.ts';
import { parameterOf, tune } from './index.ts';

const wholeOf = (spec: Partial<PodSpec>, assumptions: readonly string[], others = 2): Whole => {
  const read = readAssumptions(assumptions);
  if ('problem' in read) throw new Error(read.problem.message);
  return {
    name: 'Deployment/web',
    pods: [{ name: 'web', spec: podSpec(spec) }],
    keepsNames: false,
    kubernetesVersion: '1.35',
    featureGates: {},
    nodes: { n1: nodeSpec() },
    nodesGiven: true,
    servicesFor: (pods) => ({
      web: { pods, publishNotReadyAddresses: false, internalTrafficPolicy: 'Cluster', otherReadyEndpoints: others },
    }),
    claims: {},
    user: {},
    faults: {},
    ...read,
  };
};

const tuned = async (whole: Whole, name: string) => {
  const parameter = parameterOf(name);
  const guarantee = guaranteeOf(parameter?.guarantee ?? '');
  if (parameter === undefined || guarantee === undefined) throw new Error(`nothing called ${name}`);
  const found = await tune(whole, parameter, guarantee);
  if (found !== undefined && 'unreached' in found) throw new Error(found.unreached);
  return found?.threshold;
};

const sleeping = (seconds: number) => ({ containers: [container('app', { preStop: { handler: 'sleep', seconds } })] });

describe('tuning', () => {
  it('the least preStop sleep is more than endpoints take at most; one second less is shown to fail (D81)', async () => {
    const found = await tuned(wholeOf(sleeping(5), ['endpoint-propagation<=8s']), 'preStop.sleep');
    expect(found).toMatchObject({
      outcome: 'found',
      at: { value: 9, holds: true },
      beside: { value: 8, holds: false },
    });
    expect(found?.beside?.shown.result.trace?.steps.at(-1)?.at).toBeDefined();
    expect(await tuned(wholeOf({}, ['endpoint-propagation<8s']), 'preStop.sleep')).toMatchObject({ at: { value: 8 } });
  });

  it('a kubelet that is late for certain makes it shorter (D81)', async () => {
    const late = ['endpoint-propagation<=8s', 'watch-delivery=1s', 'kubelet-reaction=2s..3s'];
    expect(await tuned(wholeOf(sleeping(5), late), 'preStop.sleep')).toMatchObject({ at: { value: 6 } });
  });

  it('no sleep helps the last ready endpoint, nor one that does not fit into the grace period', async () => {
    expect(await tuned(wholeOf(sleeping(5), [], 0), 'preStop.sleep')).toMatchObject({ outcome: 'never' });
    const short = { ...sleeping(5), terminationGracePeriodSeconds: 7 };
    expect(await tuned(wholeOf(short, ['endpoint-propagation<=8s']), 'preStop.sleep')).toMatchObject({
      outcome: 'never',
    });
  });

  it('the least grace period is more than preStop and shutdown together, less two seconds at most (D34, D81)', async () => {
    const graceFor = (seconds: number, shutdown: string) =>
      tuned(wholeOf(sleeping(seconds), [`shutdown${shutdown}`]), 'terminationGracePeriodSeconds');
    expect(await graceFor(5, '<=20s')).toMatchObject({ outcome: 'found', at: { value: 26 }, beside: { value: 25 } });
    expect(await graceFor(5, '<20s')).toMatchObject({ at: { value: 25 } });
    expect(await graceFor(29, '<2s')).toMatchObject({ outcome: 'always', at: { value: 29 } });
    expect(await graceFor(5, '>=0s')).toMatchObject({ outcome: 'never' });
  });

  it('the greatest propagation that a sleep covers', async () => {
    const found = await tuned(wholeOf(sleeping(5), []), 'endpoint-propagation');
    expect(found).toMatchObject({ outcome: 'found', at: { value: 4 }, beside: { value: 5, holds: false } });
  });

  it('the greatest shutdown time that a grace period leaves room for', async () => {
    expect(await tuned(wholeOf(sleeping(5), []), 'shutdown')).toMatchObject({
      at: { value: 24 },
      beside: { value: 25 },
    });
  });

  it('a command that only sleeps is a sleep', async () => {
    const sleeps = { handler: 'exec', sleeping: { seconds: 20, only: true } } as const;
    const whole = wholeOf({ containers: [container('app', { preStop: sleeps })] }, []);
    expect(parameterOf('preStop.sleep')?.current(whole)).toBe(20);
    expect(await tuned(whole, 'preStop.sleep')).toMatchObject({ outcome: 'found', at: { value: 4 } });
  });

  it('the greatest start-up time that the probes of every container leave', async () => {
    const patient = container('a', { livenessProbe: probe({ initialDelaySeconds: 60, periodSeconds: 10 }) });
    const hasty = container('b', { livenessProbe: probe({ initialDelaySeconds: 10, periodSeconds: 5 }) });
    const found = await tuned(wholeOf({ containers: [patient, hasty] }, []), 'process-start');
    expect(found).toMatchObject({ outcome: 'found', at: { value: 19 }, beside: { value: 20, holds: false } });
    expect(await tuned(wholeOf({}, []), 'process-start')).toBeUndefined();
  });

  it('what has a hook of another kind, or no Service, has no such number', async () => {
    const hooked = { containers: [container('app', { preStop: { handler: 'exec' } })] } as const;
    expect(await tuned(wholeOf(hooked, []), 'preStop.sleep')).toBeUndefined();
    expect(await tuned({ ...wholeOf({}, []), servicesFor: () => ({}) }, 'preStop.sleep')).toBeUndefined();
  });

  it('whatever the delays, the search finds S > L_e - L_k (D81; seed 42)', async () => {
    const delay = fc.integer({ min: 0, max: 9 });
    await fc.assert(
      fc.asyncProperty(delay, delay, fc.integer({ min: 0, max: 3 }), async (slice, proxy, kubelet) => {
        const assumptions = [
          `endpoint-slice-write<=${slice}s`,
          `kube-proxy-programming<=${proxy}s`,
          'watch-delivery=0s',
          `kubelet-reaction=${kubelet}s`,
        ];
        const found = await tuned(wholeOf(sleeping(1), assumptions), 'preStop.sleep');
        expect(found?.at.value).toBe(Math.max(0, slice + proxy - kubelet + 1));
      }),
      { seed: 42, numRuns: 12 },
    );
  });
});
