import { describe, expect, it } from 'vitest';
import { wantsColour, wantsUnicode, widthIn } from './io.ts';

describe('the terminal', () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ TERM: 'dumb' }, true, false],
  ])('with %j, terminal %s, has colour: %s', (env, terminal, colour) => {
    expect(wantsColour(env, terminal)).toBe(colour);
  });

  it.each([
    [{ LANG: 'en_GB.UTF-8' }, true],
    [{ LANG: 'C.utf8' }, true],
    [{ LANG: 'C' }, false],
    [{}, false],
    [{ LANG: 'en_GB.UTF-8', LC_ALL: 'C' }, false],
    [{ LANG: 'en_GB.UTF-8', TERM: 'dumb' }, false],
  ])('with %j shows more than ASCII: %s', (env, unicode) => {
    expect(wantsUnicode(env)).toBe(unicode);
  });

  it('is as wide as COLUMNS says, else as it says itself, else 100', () => {
    expect(widthIn({ COLUMNS: '72' }, 200)).toBe(72);
    expect(widthIn({ COLUMNS: 'x' }, 200)).toBe(200);
    expect(widthIn({}, undefined)).toBe(100);
  });
});
