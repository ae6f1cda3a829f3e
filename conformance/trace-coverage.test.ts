import { describe, expect, it } from 'vitest';
import type { Label, Observation, Stimulus } from '../generators/suite/case.ts';
import { terrainOf } from '../generators/suite/goal-graph.ts';
import { caseOf, deletedAtOnce, initThenMain, suiteOf } from '../generators/suite/testing/cases.ts';
import { reachableGoals } from '../generators/suite/tour.ts';
import type { Entry } from '../generators/trace/entry.ts';
import { modelOf } from '../model/reducer.ts';
import { conform } from './conform.ts';
import type { Target } from './driver.ts';
import { type Answers, scripted } from './testing/scripted.ts';
import { creditOf } from './trace-coverage.ts';

const uid = 'web#1';
const stored: Observation = { see: 'pod stored', uid };
const removed: Observation = { see: 'pod removed', uid };
const ready: Observation = { see: 'sandbox ready', uid };
const started = (container: string): Observation => ({ see: 'container started', uid, container });
const exited = (container: string): Observation => ({ see: 'container exited', uid, container, exitCode: 0 });
const create: Stimulus = { do: 'create', uid };
const told: Stimulus = { do: 'process exits', uid, container: 'init', exitCode: 0 };

const trust = { skew: 0 };
const entriesOf = (labels: readonly Label[]): readonly Entry[] =>
  labels.map((label, at) => ({ label, source: 'one', earliest: at, latest: at }));
const initCase = caseOf(initThenMain('Never'), 'podman');
const credited = (labels: readonly Label[], explained = labels.length, rests = true) =>
  creditOf(initCase, 'podman', { entries: entriesOf(labels), explained, rests }, trust).covers;

const target = (answers: Answers): Target => ({
  name: 'fake',
  attempts: 1,
  open: () => Promise.resolve(scripted(answers)),
  close: () => Promise.resolve(),
});

describe('what a trace is credited', () => {
  const whole = [create, stored, ready, started('init'), told, exited('init'), started('app')];

  it('is what was seen, what must have come before it, and what two steps reach together', () => {
    expect(credited(whole)).toEqual(
      expect.arrayContaining([
        'event:kubelet/podAdmitted',
        'event:runtime/containerStarted',
        'transition:container: running —process/exited 0→ terminated: Completed',
        'pair:container: waiting: created —runtime/containerStarted→ running, then running —process/exited 0→ terminated: Completed',
        'sequence:createRequested, then process completes',
        'witness:init-before-main',
      ]),
    );
  });

  it('is nothing that the model may have done and need not have', () => {
    expect(credited([create, stored, ready, started('init')], 4, false)).not.toContain('event:kubelet/statusPatched');
  });

  it('of a run that left the model goes as far as the model explains it', () => {
    const wrong = [create, stored, ready, started('init'), started('app')];
    const goals = credited(wrong, 4, false);
    expect(goals).toContain('event:runtime/containerStarted');
    expect(goals.filter((goal) => goal.includes('process/exited'))).toEqual([]);
    expect(goals).toEqual(credited(wrong.slice(0, 4), 4, false));
  });

  it('is nothing if nothing is explained', () => expect(credited(whole, 0, false)).toEqual([]));

  it('a pass counts for nothing that was not gone through: a target that never runs a container started none', async () => {
    const aims = ['event:runtime/containerStarted', 'event:user/podDeleted', 'event:apiserver/podStored'];
    const one = { ...caseOf(deletedAtOnce, 'podman'), covers: aims };
    const idle = target({ create: [stored], delete: [removed] });
    const signal = new AbortController().signal;
    const [result] = (await conform(suiteOf('podman', [one]), idle, { parallel: 1, signal })).cases;
    expect([result?.verdict, result?.aims]).toEqual(['pass', aims]);
    expect(result?.covers).toEqual(expect.arrayContaining(['event:apiserver/podStored', 'event:user/podDeleted']));
    expect(result?.covers.filter((goal) => goal.includes('runtime/containerStarted'))).toEqual([]);
  });

  it('is nothing, and says so, where the model may have come to it in too many ways', () => {
    const trace = { entries: entriesOf(whole), explained: whole.length, rests: true };
    for (const bounds of [
      { states: 10, places: 100_000 },
      { states: 60_000, places: 10 },
    ]) {
      const { covers, uncounted } = creditOf(initCase, 'podman', trace, trust, bounds);
      expect([covers, uncounted]).toEqual([[], 'there are too many ways in which the model may have come to this']);
    }
  });

  it('goals are named as a terrain names them', () => {
    const terrain = terrainOf(modelOf(initCase.manifest.scenario), 60_000);
    if (terrain === undefined) throw new Error('too large');
    const known = reachableGoals(terrain);
    const named = credited([create, stored, ready, started('init'), told, exited('init'), started('app')]).filter(
      (goal) => !goal.startsWith('witness:'),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((goal) => !known.has(goal))).toEqual([]);
  });
});
