import { describe, expect, it } from 'vitest';
import { type Assumptions, delayOf, usualAssumptions } from './assumptions.ts';
import { assumptionTexts, durationIn, linesOf, readAssumptions } from './assumptionText.ts';

const read = (...texts: readonly string[]): Assumptions => {
  const found = readAssumptions(texts);
  if ('problem' in found) throw new Error(found.problem.message);
  return found.assumptions;
};

const problemOf = (text: string) => {
  const found = readAssumptions([text]);
  return 'problem' in found ? found.problem : undefined;
};

describe('assumptions', () => {
  it('are written with their bounds, later ones override earlier ones', () => {
    expect(read('shutdown=2s..20s').shutdown).toEqual({ earliest: 2000, latest: 20_000 });
    expect(read('shutdown=2s..20s', 'shutdown<=5s').shutdown).toEqual({ earliest: 2000, latest: 5000 });
    expect(read('shutdown=2s..20s', 'shutdown<=1s').shutdown).toEqual({ earliest: 0, latest: 1000 });
    expect(read('image-pull>=1m30s')['image-pull']).toEqual({ earliest: 90_000, latest: Number.POSITIVE_INFINITY });
    expect(read('shutdown=4s').shutdown).toEqual({ earliest: 4000, latest: 4000 });
    expect(read('shutdown=4s..').shutdown).toEqual({ earliest: 4000, latest: Number.POSITIVE_INFINITY });
  });

  it('a strict bound leaves the bound itself out', () => {
    expect(read('shutdown<20s').shutdown).toEqual({ earliest: 0, latest: 20_000, latestOpen: true });
    expect(read('shutdown>2s').shutdown).toMatchObject({ earliest: 2000, earliestOpen: true });
  });

  it('endpoint-propagation is the sum of the slice’s write and the programming, however they divide it', () => {
    for (const text of ['<=4s', '<=8s', '<=500ms', '=2s..2s', '=3s..10s', '<4s', '=1500ms..2s', '=3s..']) {
      const sum = delayOf(read(`endpoint-propagation${text}`), 'endpoint-propagation');
      const alone = read(`shutdown${text}`).shutdown;
      expect({ text, sum }).toEqual({ text, sum: alone });
    }
  });

  it('an unknown name is told with what was meant, a bad delay with an example', () => {
    expect(problemOf('endpoint-propagaton<=5s')?.fix).toContain('endpoint-propagation');
    expect(problemOf('colour=3s')?.fix).toContain('shutdown');
    for (const text of ['shutdown', 'shutdown<=', 'shutdown=20s..2s', 'shutdown<=5', 'shutdown<0s', 'shutdown=..']) {
      expect({ text, fix: problemOf(text)?.fix }).toEqual({ text, fix: expect.stringContaining('for example') });
    }
  });

  it('stand in files one to a line', () => {
    expect(linesOf('# ours\nshutdown<=5s  # measured\n\r\nimage-pull<=1m\r\n')).toEqual([
      'shutdown<=5s',
      'image-pull<=1m',
    ]);
  });

  it('are printed as they are written, and read back the same', () => {
    const changed = read('shutdown=2s..20s', 'watch-delivery<250ms', 'stop-listening>3s', 'stop-signal<=20ms');
    expect(read(...assumptionTexts(changed))).toEqual(changed);
    expect(assumptionTexts(usualAssumptions)).toContain('kube-proxy-programming<=2s');
    expect(assumptionTexts(usualAssumptions).some((text) => text.startsWith('shutdown'))).toBe(false);
  });

  it('durations are whole milliseconds', () => {
    expect([durationIn('1.5s'), durationIn('2h'), durationIn('0s')]).toEqual([1500, 7_200_000, 0]);
    expect([durationIn('1.5ms'), durationIn('5'), durationIn('99999h'), durationIn('-1s')]).toEqual(
      Array.from({ length: 4 }),
    );
  });
});
