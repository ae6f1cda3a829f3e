/** One line for each finding, with at most a few below it: what happens and what to do. What holds looks the same, with what it rests on. */
import { type Colour, entry, padded, type Style, widthOf, wrapped } from '../format/style.ts';
import { inertLine } from '../inert/text.ts';
import type { Location } from '../run/location.ts';
import type { ObjectBlock, Told } from './blocks.ts';
import type { HeldReport } from './held.ts';

/** How the command is called that applies what is advised. */
export interface Fixing {
  readonly fix: string;
}

interface Row {
  readonly sign: string;
  readonly colour: Colour;
  readonly title: string;
  readonly id: string;
  readonly location?: Location;
  readonly below: readonly string[];
}

const indent = 6;

const indented = (text: string, style: Style): readonly string[] =>
  wrapped(inertLine(text), style.width - indent).map((line) => ' '.repeat(indent) + line);

/** What to change, and the command that does it unless a number is still open. */
const fixLines = ({ kind, fix }: Told, style: Style, { fix: command }: Fixing): readonly string[] => {
  if (fix === undefined) return [];
  if (kind === 'question') return indented(fix.text, style);
  const lines = entry('fix', inertLine(fix.text), style, indent, 5);
  if (fix.edits.some(({ value }) => value === null)) return lines;
  const [last = ''] = lines.slice(-1);
  const longer = `${last}     ${command}`;
  return widthOf(longer) <= style.width
    ? [...lines.slice(0, -1), longer]
    : [...lines, `${' '.repeat(indent + 5)}${command}`];
};

const rowOf = (told: Told, style: Style, fixing: Fixing): Row => {
  const { kind, title, guarantee, location, happens } = told;
  const asks = kind === 'question' && !told.counts;
  return {
    sign: asks ? style.symbols.undecided : style.symbols.violated,
    colour: asks ? 'yellow' : 'red',
    title: inertLine(title),
    id: guarantee,
    ...(location === undefined ? {} : { location }),
    below: [...happens.flatMap((line) => indented(line, style)), ...fixLines(told, style, fixing)],
  };
};

const heldRow = ({ title, guarantee, location, restsOn }: HeldReport, style: Style): Row => ({
  sign: style.symbols.holds,
  colour: 'green',
  title,
  id: guarantee,
  ...(location === undefined ? {} : { location }),
  below: restsOn.flatMap((line) => indented(line, style)),
});

/** The name of a file without its directories. */
const baseName = (file: string): string => file.slice(file.lastIndexOf('/') + 1);

const placesOf = (location: Location | undefined): readonly string[] => {
  if (location === undefined) return [''];
  const { file, line, written, field } = location;
  const places = [`${inertLine(file)}:${line}`, `${inertLine(baseName(file))}:${line}`];
  const missing = inertLine(field.split('.').slice(-2).join('.'));
  return written ? places : [`${places[0]}  (${missing} not set)`, ...places];
};

/** The line of a row: as much of it in columns as there is room for, and nothing of it lost. */
const rowLines = ({ sign, colour, title, id, location }: Row, widths: readonly [number, number], style: Style) => {
  const { paint, width } = style;
  const [long = '', ...shorter] = placesOf(location);
  const room = width - 4;
  const inColumns = `${padded(title, widths[0])}  ${padded(id, widths[1])}  `;
  const fitting = [long, ...shorter].find((place) => widthOf(inColumns + place) <= room);
  const head = (text: string) => `  ${paint(colour, sign)} ${text.trimEnd()}`;
  if (fitting !== undefined) return [head(inColumns + fitting)];
  const shortest = shorter.at(-1) ?? long;
  const close = [title, id, shortest].filter((part) => part !== '').join('  ');
  if (widthOf(close) <= room) return [head(close)];
  const [first = '', ...rest] = wrapped(title, room);
  return [head(first), ...[...rest, `${id}  ${shortest}`.trimEnd()].map((line) => `    ${line}`)];
};

/** The rows of one workload: what to change, what is asked, what holds. */
export const findingRows = ({ told, held }: ObjectBlock, style: Style, fixing: Fixing): readonly string[] => {
  const rows = [...told.map((one) => rowOf(one, style, fixing)), ...held.map((one) => heldRow(one, style))];
  const widths = [
    Math.max(0, ...rows.map(({ title }) => widthOf(title))),
    Math.max(0, ...rows.map(({ id }) => widthOf(id))),
  ] as const;
  return rows.flatMap((row) => [...rowLines(row, widths, style), ...row.below]);
};
