import { describe, expect, it } from 'vitest';
import type { Observation } from '../generators/suite/case.ts';
import { caseOf, initThenMain, restarts } from '../generators/suite/testing/cases.ts';
import { runCase } from './run.ts';
import { type Answers, scripted } from './testing/scripted.ts';

const uid = 'web#1';
const stored: Observation = { see: 'pod stored', uid };
const ready: Observation = { see: 'sandbox ready', uid };
const stopped: Observation = { see: 'sandbox stopped', uid };
const started = (container: string): Observation => ({ see: 'container started', uid, container });
const exited = (container: string, exitCode: number): Observation => ({
  see: 'container exited',
  uid,
  container,
  exitCode,
});

const signal = new AbortController().signal;
const initCase = caseOf(initThenMain('Never'), 'podman');
const run = async (answers: Answers, one = initCase) => {
  const { verdict, because, record } = await runCase(one, scripted(answers), signal);
  return { verdict, because, explained: record.belief.explained, lines: record.belief.entries.length };
};

describe('runCase', () => {
  it('does each stimulus when its cue was seen, and passes what the oracle allows', async () => {
    const answers = { create: [stored, ready, started('init')], 'process exits': [exited('init', 0), started('app')] };
    expect(await run(answers)).toEqual({ verdict: 'pass', because: '', explained: 7, lines: 7 });
  });

  it('passes over what the oracle does not speak of', async () => {
    const phase: Observation = { see: 'pod phase', uid, phase: 'Failed' };
    const answers = {
      create: [stored, phase, ready, started('init')],
      'process exits': [exited('init', 0), phase, started('app')],
    };
    expect(await run(answers)).toEqual({ verdict: 'pass', because: '', explained: 7, lines: 7 });
  });

  it('fails what the oracle does not allow, at the first line that nothing explains', async () => {
    const answers = { create: [stored, ready, started('init')], 'process exits': [started('app'), exited('init', 0)] };
    expect(await run(answers)).toEqual({
      verdict: 'fail',
      because: 'it showed what the model cannot show there',
      explained: 5,
      lines: 7,
    });
  });

  it('fails silence where the model goes on', async () => {
    expect(await run({ create: [stored, ready, started('init')], 'process exits': [exited('init', 0)] })).toMatchObject(
      {
        verdict: 'fail',
        because: 'it stayed silent where the model goes on',
        explained: 6,
      },
    );
  });

  it('fails a target that stays silent before the cue where the model goes on', async () => {
    expect(await run({ create: [] })).toMatchObject({ verdict: 'fail', lines: 1 });
  });

  it('cannot tell where the target may rest but the cue never comes', async () => {
    const restarting = restarts('OnFailure', 0);
    const [create] = restarting.stimuli;
    if (create === undefined) throw new Error('no stimulus');
    const again = caseOf(
      {
        ...restarting,
        stimuli: [create, { when: { observation: started('app'), times: 2 }, do: { do: 'sandbox dies', uid } }],
      },
      'podman',
    );
    expect(await run({ create: [stored, ready, started('app')] }, again)).toMatchObject({
      verdict: 'inconclusive',
      because: 'it never showed what the next stimulus waits for',
    });
  });

  it('cannot tell where the target may rest but refuses a stimulus', async () => {
    const answers = { create: [stored, ready, started('app')], 'process exits': 'no such container' };
    expect(await run(answers, caseOf(restarts('Never', 1), 'podman'))).toMatchObject({
      verdict: 'inconclusive',
      because: 'process exits: no such container',
    });
  });

  it('stops at once when it is interrupted', async () => {
    const interrupted = AbortSignal.abort();
    const { verdict, because } = await runCase(initCase, scripted({ create: [stopped] }), interrupted);
    expect([verdict, because]).toEqual(['inconclusive', 'interrupted']);
  });

  it('hears what a last look finds, and goes on with the case', async () => {
    const driver = scripted({ create: [stored, ready], 'process exits': [exited('init', 0), started('app')] });
    let looks = 0;
    const looking = {
      ...driver,
      review: () => {
        looks += 1;
        if (looks === 1) driver.show(started('init'));
        return Promise.resolve('all is well');
      },
    };
    const { verdict, found } = await runCase(initCase, looking, signal);
    expect([verdict, found]).toEqual(['pass', 'all is well']);
  });

  it('has no verdict on a target that broke down, whatever it showed', async () => {
    const broken = { ...scripted({ create: [stopped] }), review: () => Promise.reject(new Error('the disk is full')) };
    const { verdict, because } = await runCase(initCase, broken, signal);
    expect([verdict, because]).toEqual(['inconclusive', 'the disk is full']);
  });

  it('has no verdict on the silence of a target that refused a stimulus', async () => {
    const answers = { create: [stored, ready, started('init')], 'process exits': 'podman kube play failed (125)' };
    expect(await run(answers)).toMatchObject({
      verdict: 'inconclusive',
      because: 'process exits: podman kube play failed (125)',
    });
  });
});
