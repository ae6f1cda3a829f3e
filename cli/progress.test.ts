import { describe, expect, it } from 'vitest';
import { progressLine, progressText } from './progress.ts';
import { world } from './testing/world.ts';

const progress = { states: 412_000, transitions: 1_000_000, frontier: 18_204, depth: 31, bytes: 212 * 2 ** 20 };

/** What stands on stderr after being told at these times. */
const toldAt = (times: readonly number[], errIsTerminal: boolean) => {
  let time = 0;
  const { io, printed } = world({ errIsTerminal, now: () => time });
  const line = progressLine(io);
  line.begin('Deployment/web one pod');
  for (const next of times) {
    time = next;
    line.tell(progress);
  }
  line.clear();
  return printed;
};

describe('progress', () => {
  it('tells states, speed, what is left and memory', () => {
    expect(progressText('Deployment/web one pod', progress, 200)).toBe(
      'searching Deployment/web one pod: 412,000 states, 2.1 M states/s, 18,204 states still to visit, 212 MiB',
    );
    expect(progressText('x', { ...progress, states: 1500 }, 1000)).toContain('1,500 states, 1500 states/s');
    expect(progressText('x', { ...progress, states: 45_000 }, 1000)).toContain('45.0 k states/s');
    expect(progressText('x', { ...progress, bytes: 2 ** 20 - 1 }, 1000)).toContain('visit, less than 1 MiB');
    expect(progressText('x', { ...progress, bytes: 2 ** 20 }, 1000)).toContain('visit, 1 MiB');
  });

  it('is silent for half a second', () => {
    expect(toldAt([100, 499], true)).toEqual({ out: '', err: '' });
  });

  it('redraws one line on a terminal, at most ten times a second, and takes it away', () => {
    const { err, out } = toldAt([500, 550, 610, 620], true);
    expect(out).toBe('');
    expect(err.split('\r\u001b[K').slice(1)).toEqual([
      expect.stringContaining('searching'),
      expect.stringContaining('searching'),
      '',
    ]);
    expect(err).not.toContain('\n');
  });

  it('writes a line every ten seconds elsewhere', () => {
    const { err } = toldAt([600, 700, 5_000, 10_601, 11_000, 20_602], false);
    expect(err.split('\n')).toHaveLength(3 + 1);
    expect(err).not.toContain('\r');
  });
});
