import { describe, expect, it } from 'vitest';
import { enabled, modelOf } from '../../model/reducer.ts';
import type { Scenario } from '../../model/scenario.ts';
import { sampleScenario } from '../testing/run.ts';
import { choicesIn, clusterAt, dated, lanesIn, scheduleOf, takenAt, walked } from './run.ts';

/** The scenario as the page gets it. */
const scenario = JSON.parse(JSON.stringify(sampleScenario)) as Scenario;
const model = modelOf(scenario);
const stored = walked(model, '0.0.0.0.0.0.0.0.0.0');

describe('a run in the page', () => {
  it('is made of the model itself, from a scenario that was JSON', () => {
    expect(modelOf(sampleScenario).initial).toEqual(model.initial);
    expect(choicesIn(model, model.initial).map(({ event }) => event)).toEqual(enabled(model.initial));
    expect(choicesIn(model, model.initial)).toHaveLength(1);
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
    const [choice] = choicesIn(model, clusterAt(stored, 3));
    const run = choice === undefined ? stored : takenAt(stored, 3, choice);
    expect(run.steps).toHaveLength(4);
    expect(run.steps.slice(0, 3)).toEqual(stored.steps.slice(0, 3));
  });

  it('has moments until another event is taken: another run has others', () => {
    const run = dated(walked(model, '0.0'), ['0 s', '5 s']);
    expect(run.steps.map(({ moment }) => moment)).toEqual(['0 s', '5 s']);
    const [choice] = choicesIn(model, clusterAt(run, 1));
    const other = choice === undefined ? run : takenAt(run, 1, choice);
    expect(other.steps.map(({ moment }) => moment)).toEqual([undefined, undefined]);
  });

  it('needs the lanes of who acts and of whom it concerns', () => {
    expect(lanesIn(stored.steps)).toEqual(['user', 'kube-apiserver']);
  });
});
