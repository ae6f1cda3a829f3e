/** How text looks on this terminal. Colour and symbols only repeat what the words say. */

import stringWidth from 'fast-string-width';
import pc from 'picocolors';

/** What colours are used for emphasis. */
export type Colour = 'red' | 'green' | 'yellow' | 'cyan' | 'bold' | 'dim';

/** What a renderer must know of the place its text goes to. */
export interface Style {
  /** Columns to wrap at. */
  readonly width: number;
  readonly symbols: Symbols;
  /** Whether `paint` does anything. */
  readonly coloured: boolean;
  readonly paint: (colour: Colour, text: string) => string;
}

/** The few signs beyond letters; each has a plain twin. */
export interface Symbols {
  readonly holds: string;
  readonly violated: string;
  readonly undecided: string;
  readonly vacuous: string;
  readonly ignored: string;
  readonly act: string;
  readonly lane: string;
  readonly corner: string;
  readonly bar: string;
  readonly loopStart: string;
  readonly loopEnd: string;
  readonly fold: string;
  readonly ellipsis: string;
}

const fancy: Symbols = {
  holds: '✓',
  violated: '✗',
  undecided: '?',
  vacuous: '○',
  ignored: '–',
  act: '●',
  lane: '│',
  corner: '┌─',
  bar: '│',
  loopStart: '╭▶',
  loopEnd: '╰─',
  fold: '⋮',
  ellipsis: '…',
};

const plain: Symbols = {
  holds: '+',
  violated: 'x',
  undecided: '?',
  vacuous: 'o',
  ignored: '-',
  act: '*',
  lane: '|',
  corner: '-->',
  bar: '|',
  loopStart: '+>',
  loopEnd: '+-',
  fold: ':',
  ellipsis: '...',
};

const narrowest = 60;

/** A style from three answers; the width is at least 60 columns. */
export const styleOf = (wish: {
  readonly width: number;
  readonly unicode: boolean;
  readonly colour: boolean;
}): Style => {
  const colours = pc.createColors(wish.colour);
  return {
    width: Math.max(narrowest, wish.width),
    symbols: wish.unicode ? fancy : plain,
    coloured: wish.colour,
    paint: (colour, text) => colours[colour](text),
  };
};

const twins: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '·': '-',
};

/** The text as this terminal can show it: where there is only ASCII, typographic signs of our own prose have plain twins. */
export const shownOn = (style: Style, text: string): string =>
  style.symbols === fancy ? text : text.replace(/[’‘“”–—…·]/g, (sign) => twins[sign] ?? sign);

/** Text of nothing but signs that take one column each: most text, and far quicker to measure. */
const narrow = /^[ -~¡-¬®-ÿ–—‘’“”…│─┌●○✓✗⋮]*$/;

/** Columns a text takes on a terminal: wide characters two, colours none. */
export const widthOf = (text: string): number => (narrow.test(text) ? text.length : stringWidth(text));

/** The text with spaces behind it up to that width. */
export const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** The text, or as much of it as fits and an ellipsis. */
export const clipped = (text: string, width: number, style: Style): string => {
  if (widthOf(text) <= width) return text;
  const room = width - widthOf(style.symbols.ellipsis);
  let kept = '';
  for (const character of text) {
    if (widthOf(kept + character) > room) break;
    kept += character;
  }
  return kept.trimEnd() + style.symbols.ellipsis;
};

/** The words in lines no wider than that; a single longer word stays whole. */
export const wrapped = (text: string, width: number): readonly string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
};

/** Parts of a line with a dot between them; where it is too long it is broken between parts, and only inside one that is too long itself. */
export const dotted = (parts: readonly string[], width: number): readonly string[] => {
  const lines: string[] = [];
  for (const part of parts) {
    const longer = `${lines.at(-1) ?? ''} · ${part}`;
    if (lines.length > 0 && widthOf(longer) <= width) lines.splice(-1, 1, longer);
    else if (widthOf(part) <= width) lines.push(part);
    else lines.push(...wrapped(part, width));
  }
  return lines;
};

/** A label and a text beside it, the text wrapped under its own beginning. */
export const entry = (label: string, text: string, style: Style, indent = 2, labelWidth = 9): readonly string[] => {
  const room = style.width - indent - labelWidth;
  return wrapped(text, room).map((line, index) => {
    const head = index === 0 ? style.paint('bold', padded(label, labelWidth)) : ' '.repeat(labelWidth);
    return ' '.repeat(indent) + head + line;
  });
};
