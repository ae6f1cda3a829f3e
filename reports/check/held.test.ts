import { describe, expect, it } from 'vitest';
import { trafficGrounds } from './held.ts';

const none = 'Through kube-proxy only: no Ingress or load balancer in front is in the input.';

describe('what a proof about traffic rests on', () => {
  it('is the shortest sleep, how slow endpoints may be, and the way traffic takes', () => {
    expect(trafficGrounds({ app: 5 }, { assumed: 3, enough: 4 }, 'none')).toEqual([
      'preStop sleeps 5 s. That is enough while every node learns of it within 4 s; assumed 3 s (--assume endpoint-propagation).',
      none,
    ]);
    expect(trafficGrounds({ app: 9, proxy: 5 }, { assumed: 3, enough: 604_800 }, 'none')).toEqual([
      'preStop of proxy sleeps 5 s. That is enough however late every node learns of it; assumed 3 s (--assume endpoint-propagation).',
      none,
    ]);
  });

  it('is no number of seconds where the hook does more than sleep', () => {
    expect(trafficGrounds({ app: 0 }, { assumed: 3, enough: 4 }, 'none')).toEqual([
      'This holds while every node learns of it within 4 s; assumed 3 s (--assume endpoint-propagation).',
      none,
    ]);
  });

  it('is never more than that: which way traffic takes is said where nothing else is known', () => {
    expect(trafficGrounds({ app: 0 }, undefined, 'none')).toEqual([none]);
    expect(trafficGrounds({}, undefined, 'unbounded')).toEqual([expect.stringContaining('nobody says how late')]);
    expect(trafficGrounds({}, undefined, 'asked')).toEqual([expect.stringContaining('as late as is assumed')]);
  });
});
