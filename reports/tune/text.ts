/** A tuning report in words: the number, the run one second beside it, what it rests on. */
import type { Guarantee } from '../../model/guarantees/guarantee.ts';
import { entry, type Style, wrapped } from '../format/style.ts';
import { counted, grouped } from '../run/names.ts';
import { timelineLines } from '../run/timeline.ts';
import type { PointReport, TuneReport } from './report.ts';

const now = ({ current }: TuneReport): string => (current === null ? '' : ` (now ${current} s)`);

const headline = (report: TuneReport): string => {
  const { parameter, seek, value, range, verdict, guarantee, beside } = report;
  if (value === range.to && seek === 'greatest' && beside === null)
    return `${guarantee} holds with every ${parameter} from ${range.from} to ${range.to} s${now(report)}; no more was tried`;
  if (value !== null) return `${parameter} = ${value} s is the ${seek} with which ${guarantee} holds${now(report)}`;
  if (verdict === 'undecided') return `${parameter}: not decided${now(report)}`;
  return `no ${parameter} from ${range.from} to ${range.to} s makes ${guarantee} hold${now(report)}`;
};

const besideLines = ({ value, trace, subject }: PointReport, style: Style): readonly string[] => {
  const who = subject === undefined ? '' : ` (${subject})`;
  if (trace === undefined) return [];
  const words = `with ${value} s it does not hold${who}; ${counted(trace.length, 'step')}, the last one breaks it:`;
  return [
    ...wrapped(words, style.width - 2).map((line) => `  ${line}`),
    '',
    ...timelineLines({ steps: trace, ends: 'broken' }, style),
    '',
  ];
};

const colours = { holds: 'green', violated: 'red', undecided: 'yellow' } as const;

/** What is known if there is no answer: which numbers were tried. */
const triedLines = ({ verdict, asked }: TuneReport, style: Style): readonly string[] => {
  const tried = (wanted: PointReport['verdict']) =>
    asked.filter((point) => point.verdict === wanted).map(({ value }) => `${value} s`);
  const told = [
    ['it holds with', tried('holds')],
    ['it does not hold with', tried('violated')],
    ['it is not known for', tried('undecided')],
  ] as const;
  if (verdict !== 'undecided') return [];
  const words = told.flatMap(([what, values]) => (values.length === 0 ? [] : [`${what} ${values.join(', ')}`]));
  return entry('known', words.join('; '), style, 2, 9);
};

/** A rollout tells of another endpoint; whoever deletes the only Pod does not. */
const rolloutLines = ({ rollout, parameter, guarantee }: TuneReport, style: Style): readonly string[] => {
  if (rollout === undefined) return [];
  const { value, verdict } = rollout;
  const answer =
    value === null
      ? `no ${parameter} that was tried makes ${guarantee} hold${verdict === 'undecided' ? ' for certain' : ''}, either`
      : `${parameter} = ${value} s is the least with which ${guarantee} holds`;
  const words = `in a rollout, where the Pod is deleted only after a new one is ready, ${answer}; the above is about a Pod that is deleted alone, as by a drain`;
  return entry('rollout', words, style, 2, 9);
};

/** What follows from an answer. */
export interface Applying {
  /** The command that applies it, if there is anything to apply. */
  readonly apply?: string;
  /** What it would lower. */
  readonly lowers: readonly string[];
}

/** The lines of a report. */
export const tuneLines = (
  report: TuneReport,
  { why, advice }: Guarantee,
  style: Style,
  { apply, lowers }: Applying,
): readonly string[] => {
  const { value, beside, object, sentence, delays, searches, states } = report;
  const sign = value !== null ? 'holds' : report.verdict === 'undecided' ? 'undecided' : 'violated';
  const [first = '', ...rest] = wrapped(headline(report), style.width - 2);
  return [
    style.paint('bold', object),
    '',
    style.paint(colours[sign], `${style.symbols[sign]} ${first}`),
    ...rest.map((line) => `  ${line}`),
    ...wrapped(sentence, style.width - 2).map((line) => `  ${line}`),
    '',
    ...(beside === null ? [] : besideLines(beside, style)),
    ...triedLines(report, style),
    ...rolloutLines(report, style),
    ...entry('why', why, style, 2, 9),
    ...(value === null ? entry('change', advice, style, 2, 9) : []),
    ...(apply === undefined ? [] : [`  ${style.paint('bold', 'apply')}    ${apply}`]),
    ...lowers.flatMap((line) => entry('lowers', line, style, 2, 9)),
    ...report.notes.flatMap((note) => entry('note', note, style, 2, 9)),
    ...entry('assumed', `${delays.join(', ')}; everything else may take any time`, style, 2, 9),
    ...entry('searched', `${counted(searches, 'value')}, ${grouped(states)} state classes in all`, style, 2, 9),
  ];
};
