import { describe, expect, it } from 'vitest';
import { usualAssumptions } from '../../model/assumptions.ts';
import { enabled, modelOf } from '../../model/reducer.ts';
import type { Scenario } from '../../model/scenario.ts';
import { sampleScenario } from '../testing/run.ts';
import { choicesAt, clusterAt, lanesIn, scheduleOf, takenAt, walked } from './run.ts';

/** The scenario as the page gets it. */
const scenario = JSON.parse(JSON.stringify(sampleScenario)) as Scenario;
const model = modelOf(scenario);
const stored = walked(model, '0.0.0.0.0.0.0.0.0.0');

describe('a run in the page', () => {
  it('is made of the model itself, from a scenario that was JSON', () => {
    expect(modelOf(sampleScenario).initial).toEqual(model.initial);
    const beginning = choicesAt(walked(model, '-'), 0);
    expect(beginning.map(({ event }) => event)).toEqual(enabled(model.initial));
    expect(beginning).toHaveLength(1);
  });

  it('walks a schedule and writes the same schedule down', () => {
    expect(stored.steps).toHaveLength(10);
    expect(scheduleOf(stored)).toBe('0.0.0.0.0.0.0.0.0.0');
    expect(clusterAt(stored, 10).pods['web']?.uid).toBe('web#1');
    expect(clusterAt(stored, 0)).toBe(model.initial);
  });

  it('goes as far as a schedule can be walked, and no further', () => {
    expect(walked(model, '0.0.z.0').steps).toHaveLength(2);
    expect(walked(model, '-').steps).toHaveLength(0);
    expect(() => walked(model, '!')).toThrow(/base 36/);
  });

  it('forgets what was ahead when another event is taken', () => {
    const [choice] = choicesAt(stored, 3);
    const run = choice === undefined ? stored : takenAt(stored, 3, choice);
    expect(run.steps).toHaveLength(4);
    expect(run.steps.slice(0, 3)).toEqual(stored.steps.slice(0, 3));
  });

  it('needs the lanes of who acts and of whom it concerns', () => {
    expect(lanesIn(stored.steps)).toEqual(['user', 'kube-apiserver']);
  });
});

describe('a run in time', () => {
  const { assumptions: _, ...rest } = scenario;
  const timed = modelOf({ ...rest, begins: 'running', assumptions: usualAssumptions });
  const take = (...types: readonly string[]) =>
    types.reduce(
      (run, type) => {
        const position = run.steps.length;
        const choice = choicesAt(run, position).find(({ event }) => event.type === type);
        if (choice === undefined) throw new Error(`${type} cannot happen after ${position} steps`);
        return takenAt(run, position, choice);
      },
      walked(timed, '-'),
    );

  const stopping = ['user/podDeleted', 'watch/kubeletSawPod', 'kubelet/terminationStarted', 'runtime/sigtermSent'];

  it('has the earliest moment of every step and of everything that may come next', () => {
    const run = take(...stopping, 'endpointslice/sliceWritten', 'runtime/minimumPassed', 'kubelet/graceExpired');
    expect(run.steps.map(({ moment }) => moment)).toEqual(['0 s', '0 s', '0 s', '0 s', '0 s', '2 s', '30 s']);
    expect(new Set(choicesAt(run, 7).map(({ moment }) => moment))).toEqual(new Set(['30 s']));
  });

  it('knows for what it is not the time: something else must come first', () => {
    const untimely = choicesAt(take(...stopping), 4).filter((choice) => 'untimely' in choice);
    expect(untimely.map(({ event }) => event.type)).toEqual(['kubelet/graceExpired', 'runtime/minimumPassed']);
  });

  it('is followed as far as it can happen in time', () => {
    const schedule = scheduleOf(take('user/podDeleted', 'watch/kubeletSawPod'));
    expect(walked(timed, schedule).steps.map(({ moment }) => moment)).toEqual(['0 s', '0 s']);
  });
});
