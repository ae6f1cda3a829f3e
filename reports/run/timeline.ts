/** A run as a timeline: one lane for each component that acts, one numbered row for each step, the sentence beside it. */
import { stuckText } from '../check/answer.ts';
import { padded, type Style, wrapped } from '../format/style.ts';
import { lanesOf, type TimelineStep } from './lanes.ts';
import { momentText } from './moments.ts';

/** The first steps of a run that only set the stage, and what stands there when they are done. */
export interface Setting {
  readonly steps: number;
  readonly says: string;
}

/**
 * How a run ends. `broken`: its last step breaks the promise. `stuck`: nothing has to happen any more, and the promise is
 * not kept. `loop`: it goes round for ever without keeping it. `open`: it just stops here.
 */
export type RunEnd = 'broken' | 'stuck' | 'loop' | 'open';

/** A run, ready to be drawn. */
export interface Timeline {
  readonly steps: readonly TimelineStep[];
  readonly ends: RunEnd;
  /** Of a loop: after the last step it goes on from the state after step `loopsTo`. */
  readonly loopsTo?: number;
  /** Of a run that is stuck: what it waits for. */
  readonly waits?: string;
  readonly setting?: Setting;
}

const gap = 2;

interface Sheet {
  readonly style: Style;
  readonly acting: readonly string[];
  /** Columns before the first lane. */
  readonly margin: number;
}

/** The cells of all lanes, one of them marked. */
const rails = ({ acting, style }: Sheet, marked: string | undefined, mark: string): string =>
  acting.map((lane) => padded(lane === marked ? mark : style.paint('dim', style.symbols.lane), gap)).join('');

/** Names of lanes as a staircase, so that narrow lanes can have long names. */
const header = (sheet: Sheet): readonly string[] =>
  sheet.acting.map((lane, index) => {
    const left = Array.from({ length: index }, () => padded(sheet.style.paint('dim', sheet.style.symbols.lane), gap));
    return ' '.repeat(sheet.margin) + left.join('') + sheet.style.paint('bold', lane);
  });

const row = (sheet: Sheet, step: TimelineStep, label: string, broken: boolean): readonly string[] => {
  const { style, acting, margin } = sheet;
  const room = style.width - margin - acting.length * gap - 1;
  const mark = broken ? style.paint('red', style.symbols.violated) : style.symbols.act;
  return wrapped(step.says, room).map((line, index) => {
    const text = broken ? style.paint('bold', line) : line;
    if (index > 0) return `${' '.repeat(margin)}${rails(sheet, undefined, '')} ${text}`;
    return `${padded(label, margin)}${rails(sheet, step.by, mark)} ${text}`;
  });
};

/** A remark between two steps, in no lane. */
const remark = (sheet: Sheet, sign: string, text: string): readonly string[] => {
  const room = sheet.style.width - sheet.margin - sheet.acting.length * gap - 1;
  return wrapped(text, room).map((line, index) => {
    const head = padded(index === 0 ? `  ${sign}` : '', sheet.margin);
    return `${head}${rails(sheet, undefined, '')} ${sheet.style.paint('cyan', line)}`;
  });
};

/** The lines of a timeline; `unfold` also shows the steps that set the stage. */
export const timelineLines = (timeline: Timeline, style: Style, unfold = false): readonly string[] => {
  const { steps, loopsTo, setting, ends, waits } = timeline;
  const hidden = unfold || setting === undefined ? 0 : setting.steps;
  const shown = steps.slice(hidden);
  const digits = Math.max(2, String(steps.length).length);
  const clock = Math.max(0, ...shown.map(({ at }) => (at === undefined ? 0 : momentText(at).length + gap)));
  const sheet: Sheet = { style, acting: lanesOf(shown), margin: digits + clock + 4 };
  const { symbols } = style;
  const lines = [...header(sheet)];
  if (hidden > 0) lines.push(...remark(sheet, symbols.fold, `${hidden} steps set the stage: ${setting?.says ?? ''}`));
  shown.forEach((step, index) => {
    const number = hidden + index + 1;
    if (loopsTo === number - 1) lines.push(...remark(sheet, symbols.loopStart, 'from here on for ever:'));
    const broken = ends === 'broken' && number === steps.length;
    const moment = step.at === undefined ? '' : momentText(step.at).padStart(clock);
    lines.push(...row(sheet, step, `  ${String(number).padStart(digits)}${moment}`, broken));
  });
  if (loopsTo !== undefined) lines.push(...remark(sheet, symbols.loopEnd, loopEnding(loopsTo, steps.length)));
  if (ends === 'stuck') lines.push(...remark(sheet, symbols.loopEnd, stuckText(waits)));
  return lines.map((line) => line.trimEnd());
};

const loopEnding = (loopsTo: number, length: number): string =>
  loopsTo === length - 1 ? `step ${length} repeats for ever` : `steps ${loopsTo + 1} to ${length} repeat for ever`;
