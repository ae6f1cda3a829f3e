import { describe, expect, it } from 'vitest';
import type { Actor } from '../../model/actor.ts';
import type { Cluster } from '../../model/cluster.ts';
import type { LeadsToPromise } from '../../model/guarantees/guarantee.ts';
import type { Model } from '../../model/reducer.ts';
import { exampleEvents } from '../testing/events.ts';
import { sampleTrace } from '../testing/run.ts';
import { breachOf } from './breach.ts';

const run = sampleTrace();
const sigterm = exampleEvents['runtime/sigtermSent'];

/** A model nobody has to do anything in, unless told so. */
const model = (components: Model['components'] = []): Model => ({
  initial: run.initial,
  components,
  reduce: (cluster) => cluster,
  fixed: ['scenario'],
});

const lastCluster = run.steps.at(-1)?.state ?? run.initial;
const isStored = (cluster: Cluster) => cluster.pods['web']?.uid !== '';
const owing: LeadsToPromise = { kind: 'leads-to', subject: 'web', from: isStored, to: () => false };

describe('judging a run', () => {
  it('finds the first step that breaks a promise about steps', () => {
    const promise = {
      kind: 'step' as const,
      subject: 'web/app',
      concerns: ({ type }: { readonly type: string }) => type === sigterm.type,
    };
    expect(breachOf({ ...promise, judge: () => 'broken' as const }, model(), run)).toEqual({
      subject: 'web/app',
      steps: 14,
      ends: 'broken',
    });
    expect(breachOf({ ...promise, judge: () => 'kept' as const }, model(), run)).toBeUndefined();
  });

  it('finds the first state that breaks a promise about states, the initial one included', () => {
    const promise = { kind: 'state' as const, subject: 'web' };
    const judge = (cluster: Cluster) => (isStored(cluster) ? ('broken' as const) : ('kept' as const));
    expect(breachOf({ ...promise, judge }, model(), run)?.steps).toBe(2);
    expect(breachOf({ ...promise, judge: () => 'broken' as const }, model(), run)?.steps).toBe(0);
  });

  it('takes an eventual promise as broken when the run owes and nobody has to act any more', () => {
    expect(breachOf(owing, model(), run)).toEqual({ subject: 'web', steps: 14, ends: 'stuck' });
    expect(breachOf({ ...owing, from: () => false }, model(), run)).toBeUndefined();
    expect(breachOf({ ...owing, to: (cluster) => cluster === lastCluster }, model(), run)).toBeUndefined();
  });

  it('takes it as open while somebody who is fair still has to act', () => {
    const eager: Actor = { name: 'kubelet', fair: true, enabled: () => [sigterm] };
    expect(breachOf(owing, model([eager]), run)).toBeUndefined();
  });

  it('takes it as broken by a loop in which everybody fair acts or cannot', () => {
    const back = run.steps[12];
    const last = run.steps[13];
    if (back === undefined || last === undefined) throw new Error('the sample run has fourteen steps');
    const looping = { initial: run.initial, steps: [...run.steps, { ...last, state: back.state }] };
    const acting: Actor = { name: 'container runtime', fair: true, enabled: () => [sigterm] };
    const starved: Actor = { name: 'kubelet', fair: true, enabled: () => [exampleEvents['kubelet/syncStarted']] };
    expect(breachOf(owing, model([acting]), looping)).toEqual({ subject: 'web', steps: 15, ends: 'loop', loopsTo: 13 });
    expect(breachOf(owing, model([acting, starved]), looping)).toBeUndefined();
  });
});
