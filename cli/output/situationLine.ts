/** How far `generate` is, on stderr: one line redrawn on a terminal, a line now and then elsewhere; silent while it is quick. */
import { clipped } from '../../reports/format/style.ts';
import { type Io, redraw } from '../io.ts';

const patience = 2000;
const redrawEvery = 200;
const lineEvery = 10_000;

/** Told what is looked at next. */
export interface SituationLine {
  readonly tell: (what: string, done: number, of: number, things?: string) => void;
  /** Takes the line away. */
  readonly clear: () => void;
}

/** A line on stderr. */
export const situationLine = (io: Io): SituationLine => {
  const began = io.now();
  let [last, drawn] = [began, false];
  return {
    tell: (what, done, of, things = 'situations') => {
      const time = io.now();
      if (time - began < patience || time - last < (io.errIsTerminal ? redrawEvery : lineEvery)) return;
      last = time;
      drawn = io.errIsTerminal;
      const text = `${done} of ${of} ${things} done; next: ${what}`;
      io.err(io.errIsTerminal ? `${redraw}${clipped(text, io.style.width - 1, io.style)}` : `${text}\n`);
    },
    clear: () => {
      if (drawn) io.err(redraw);
      drawn = false;
    },
  };
};
