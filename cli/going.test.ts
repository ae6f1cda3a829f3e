import { describe, expect, it } from 'vitest';
import { Complaint } from './complaint.ts';
import { exits } from './exit.ts';
import { going, steadily, unlessOver } from './going.ts';
import { podproof, webYaml, world } from './testing/world.ts';

const aborted = (reason?: number) => world({ interruption: () => AbortSignal.abort(reason) }).io;

describe('a command on its way', () => {
  it('ends with the code of the signal that ended it', () => {
    expect(going(world().io, undefined).interrupted()).toBeUndefined();
    for (const exit of [exits.interrupted, exits.terminated, exits.hungUp]) {
      expect(going(aborted(exit), undefined).interrupted()).toBe(exit);
    }
    expect(going(aborted(), undefined).interrupted()).toBe(exits.interrupted);
  });

  it('gives up a computation when it is over, and lets one that must end go on to its end', async () => {
    const steps = function* (): Generator<undefined, string> {
      for (let step = 0; step < 5; step++) yield;
      return 'done';
    };
    const { signal, breathe } = going(aborted(), undefined);
    expect(await unlessOver(steps(), signal, breathe)).toBeUndefined();
    expect(await steadily(steps(), breathe)).toBe('done');
  });

  it('complains when it is too late for what nothing can be told without', async () => {
    const way = going(aborted(exits.terminated), undefined);
    await new Promise((resolve) => way.late.addEventListener('abort', resolve));
    const complaint = await way.goOn('the input was read').catch((error: unknown) => error);
    expect(complaint).toBeInstanceOf(Complaint);
    expect(complaint).toMatchObject({ exit: 143, message: 'interrupted before the input was read' });
  });

  it('has a clock that runs in every phase: nothing is searched once it is over', async () => {
    const args = ['-', '--timeout', '1ms'];
    const tuned = await podproof(['tune', ...args, '-o', 'json'], { text: webYaml });
    expect(tuned.exit).toBe(3);
    const checked = await podproof(['check', ...args, '--all', '--quiet'], { text: webYaml });
    expect(checked.exit).toBe(3);
    expect(checked.out).toMatch(/^\? not begun: .*: not complete: ended by --timeout or Ctrl-C\n/);
    expect(checked.out.split('\n').length).toBeLessThan(6);
  });
});
