import stringWidth from 'fast-string-width';
import { describe, expect, it } from 'vitest';
import { clipped, entry, padded, shownOn, styleOf, widthOf, wrapped } from './style.ts';

const style = styleOf({ width: 60, unicode: true, colour: false });

describe('text on a terminal', () => {
  it('counts wide characters twice and colours not at all', () => {
    expect(widthOf('日本')).toBe(4);
    expect(widthOf('\u001b[31mred\u001b[39m')).toBe(3);
    expect(padded('日本', 6)).toBe('日本  ');
  });

  it('measures every sign as the library does', () => {
    const codes = [...Array(0x3000).keys()].map((code) => String.fromCodePoint(code));
    expect(codes.filter((sign) => widthOf(`a${sign}`) !== stringWidth(`a${sign}`))).toEqual([]);
  });

  it('has plain twins for typographic signs where there is only ASCII', () => {
    const plain = styleOf({ width: 60, unicode: false, colour: false });
    expect(shownOn(plain, 'the kubelet’s “final” delete – at last…')).toBe(
      'the kubelet\'s "final" delete - at last...',
    );
    expect(shownOn(style, 'the kubelet’s')).toBe('the kubelet’s');
  });

  it('is never narrower than 60 columns', () => {
    expect(styleOf({ width: 10, unicode: true, colour: false }).width).toBe(60);
  });

  it('is cut where it does not fit, never in the middle of a wide character', () => {
    expect(clipped('short', 10, style)).toBe('short');
    expect(clipped('a longer text', 8, style)).toBe('a longe…');
    expect(clipped('日本語日本語', 6, style)).toBe('日本…');
  });

  it('wraps between words and leaves longer words whole', () => {
    expect(wrapped('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrapped('incomprehensibilities are long', 10)).toEqual(['incomprehensibilities', 'are long']);
    expect(wrapped('', 10)).toEqual(['']);
  });

  it('is wrapped under its own beginning beside a label', () => {
    expect(entry('why', 'one two three four', { ...style, width: 20 }, 2, 8)).toEqual([
      '  why     one two',
      '          three four',
    ]);
  });
});
