/** How a long search is getting on, on stderr: one line redrawn on a terminal, a line now and then elsewhere. */
import type { Progress } from '../generators/explore/index.ts';
import { clipped } from '../reports/format/style.ts';
import { counted } from '../reports/run/names.ts';
import { type Io, redraw } from './io.ts';

const patience = 500;
const redrawEvery = 100;
const lineEvery = 10_000;

/** Told how searches get on; silent for the first half second. */
export interface ProgressLine {
  readonly begin: (scenario: string) => void;
  readonly tell: (progress: Progress) => void;
  /** Takes the line away. */
  readonly clear: () => void;
}

/** `12`, `345.6 k`, `1.9 M`. */
const short = (count: number): string =>
  count >= 1e6 ? `${(count / 1e6).toFixed(1)} M` : count >= 1e4 ? `${(count / 1e3).toFixed(1)} k` : count.toFixed(0);

const memory = (bytes: number): string => (bytes < 2 ** 20 ? 'less than 1 MiB' : `${(bytes / 2 ** 20).toFixed(0)} MiB`);

/** One line about a search that has been going on for so many milliseconds. */
export const progressText = (scenario: string, { states, frontier, bytes }: Progress, elapsed: number): string => {
  const rate = elapsed === 0 ? 0 : (states * 1000) / elapsed;
  return `searching ${scenario}: ${counted(states, 'state')}, ${short(rate)} states/s, ${counted(frontier, 'state')} still to visit, ${memory(bytes)}`;
};

/** A progress line on stderr. */
export const progressLine = (io: Io): ProgressLine => {
  const { now } = io;
  const started = now();
  let [scenario, began, last, drawn] = ['', started, started, false];
  return {
    begin: (name) => {
      [scenario, began] = [name, now()];
    },
    tell: (progress) => {
      const time = now();
      const due = io.errIsTerminal ? time - last >= redrawEvery : time - last >= lineEvery;
      if (time - started < patience || (!due && last !== started)) return;
      last = time;
      drawn = io.errIsTerminal;
      const text = progressText(scenario, progress, time - began);
      io.err(io.errIsTerminal ? `${redraw}${clipped(text, io.style.width - 1, io.style)}` : `${text}\n`);
    },
    clear: () => {
      if (drawn) io.err(redraw);
      drawn = false;
    },
  };
};
