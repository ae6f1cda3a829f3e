import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { caseOf, livenessFails } from '../../../generators/suite/testing/cases.ts';
import type { PodmanEvent } from './events.ts';
import { periodsOf, Timers } from './healthcheck.ts';

const event = (status: string, id = 'c'): PodmanEvent => ({
  type: 'container',
  status,
  id,
  name: '',
  podId: '',
  exitCode: 0,
  time: 0,
  labels: {},
});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

afterEach(() => {
  vi.useRealTimers();
});

const ticking = () => {
  const checked: string[] = [];
  const timers = new Timers((id) => {
    checked.push(id);
    return Promise.reject(new Error('unhealthy'));
  });
  return { timers, checked, seconds: (count: number) => vi.advanceTimersByTimeAsync(count * 1000) };
};

describe('the timer of a liveness probe', () => {
  it('checks when the container starts and so long after each check, whatever came of it', async () => {
    const { timers, checked, seconds } = ticking();
    timers.event(event('start'), 2);
    expect(checked).toEqual(['c']);
    await seconds(4.5);
    expect(checked).toEqual(['c', 'c', 'c']);
    timers.close();
  });

  it('ends with the container, and begins anew with its next start', async () => {
    const { timers, checked, seconds } = ticking();
    timers.event(event('start'), 2);
    timers.event(event('died'), 2);
    await seconds(10);
    expect(checked).toHaveLength(1);
    timers.event(event('start'), 2);
    expect(checked).toHaveLength(2);
    timers.close();
    await seconds(10);
    expect(checked).toHaveLength(2);
  });

  it('is not there for containers without a probe', () => {
    const { timers, checked } = ticking();
    timers.event(event('start'), undefined);
    expect(checked).toEqual([]);
  });

  it('has the period of the probe, ten seconds where it has none', () => {
    const pod = caseOf(livenessFails('Always'), 'podman').manifest.pods['web#1'];
    expect(pod === undefined ? [] : [...periodsOf(pod)]).toEqual([['app', 1]]);
    const plain = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'x' },
      spec: { containers: [{ name: 'a', livenessProbe: {} }] },
    };
    expect([...periodsOf(plain)]).toEqual([['a', 10]]);
  });
});
