import { describe, expect, it } from 'vitest';
import type { GuaranteeReport } from '../check/report.ts';
import { remarksOf } from './ending.ts';

const found = (fields: Partial<GuaranteeReport>): GuaranteeReport => ({
  id: 'x',
  sentence: 'X.',
  verdict: 'violated',
  reached: 1,
  facts: [],
  standing: 'always',
  counts: true,
  ...fields,
});

describe('how a run ends', () => {
  it('is told after the last step of one that gets stuck', () => {
    expect(remarksOf(found({ ends: 'stuck' }), 4)).toEqual({ 5: 'and so it stays: nothing has to happen any more' });
  });

  it('is told with what the Pod waits for, where that is known', () => {
    const waits = 'init container migrate is still running';
    expect(remarksOf(found({ ends: 'stuck', waits }), 4)).toEqual({ 5: `and so it stays: ${waits}` });
  });

  it('is told before the first and after the last step of a loop', () => {
    expect(remarksOf(found({ ends: 'loop', loopsTo: 2 }), 4)).toEqual({
      3: 'from here on for ever:',
      5: 'and again from step 3',
    });
  });

  it('is its last step where that breaks the promise, and nothing where there is no promise', () => {
    expect([remarksOf(found({ ends: 'broken' }), 4), remarksOf(undefined, 4)]).toEqual([{}, {}]);
  });
});
