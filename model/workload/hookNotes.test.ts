import { describe, expect, it } from 'vitest';
import { readAssumptions } from '../assumptionText.ts';
import type { LifecycleHandler } from '../kubernetes/spec.ts';
import { container, podSpec, probe } from '../testing/scenario.ts';
import { hookNotes, startNotes } from './hookNotes.ts';

const assumed = (...texts: readonly string[]) => {
  const read = readAssumptions(texts);
  if ('problem' in read) throw new Error(read.problem.message);
  return read.assumptions;
};

const notes = (preStop: LifecycleHandler, ...texts: readonly string[]) =>
  hookNotes(podSpec({ containers: [container('app', { preStop })] }), assumed(...texts));

describe('what is said of hooks', () => {
  it('a command that sleeps is taken at its word', () => {
    expect(notes({ handler: 'exec', sleeping: { seconds: 20, only: true } })).toEqual([
      'the preStop hook of app is taken to last 20 s, as its command says: its image must have what it runs',
    ]);
  });

  it('nobody knows how long another command takes, unless somebody says so', () => {
    expect(notes({ handler: 'exec' })).toEqual([
      'the preStop hook of app may take any time; say what you know of it: annotation assume.podproof.dev/pre-stop-hook: "<=20s", or --assume \'pre-stop-hook<=20s\'',
    ]);
    expect(notes({ handler: 'exec', sleeping: { seconds: 20, only: false } })).toHaveLength(2);
    expect(notes({ handler: 'httpGet' }, 'pre-stop-hook<=5s')).toEqual([]);
    expect(hookNotes(podSpec({ containers: [container('app', { preStop: { handler: 'exec' } })] }), undefined)).toEqual(
      [],
    );
  });

  it('a sleep needs no word', () => {
    expect(notes({ handler: 'sleep', seconds: 5 })).toEqual([]);
  });
});

describe('what is said of programs that start', () => {
  const spec = podSpec({ containers: [container('app', { livenessProbe: probe() }), container('log')] });

  it('a probe may be too hasty for one of which nobody knows how long it takes', () => {
    expect(startNotes(spec, assumed())).toEqual([
      'how long app may take to start is not known; to ask whether the probes leave that much time: annotation assume.podproof.dev/process-start: "<=60s", or --assume \'process-start<=60s\'',
    ]);
  });

  it('is nothing where it is known, where nothing watches, or without time', () => {
    expect(startNotes(spec, assumed('process-start<=30s'))).toEqual([]);
    expect(startNotes(podSpec(), assumed())).toEqual([]);
    expect(startNotes(spec, undefined)).toEqual([]);
  });
});
