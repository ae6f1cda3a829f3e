/** A run as a picture of its own: the diagram of the page as one SVG, for slides and documents. */
import { document, element, textElement, type Xml } from '../inert/xml.ts';
import type { Breach } from './breaches.ts';
import { type Choice, lanesIn } from './run.ts';

const gap = 24;
const height = 24;
const head = 150;
const left = 40;
/** Room for a letter, generously. */
const letter = 7.2;

/** Fixed colours: a picture in a document does not know the theme of the page. */
const colours = { ink: '#1b1f24', quiet: '#59636e', line: '#ccd2d9', accent: '#1d5fbf', bad: '#b3261e' } as const;

interface Lanes {
  readonly names: readonly string[];
  readonly bottom: number;
}

const xOf = ({ names }: Lanes, lane: string): number => left + names.indexOf(lane) * gap + gap / 2;

const write = (x: number, y: number, text: string, fields: Readonly<Record<string, string | number>> = {}): Xml =>
  textElement('text', { x, y, fill: colours.ink, ...fields }, text);

const rail = (lanes: Lanes, lane: string): readonly Xml[] => {
  const x = xOf(lanes, lane);
  const turned = { transform: `rotate(-90 ${x + 4} ${head - 8})`, fill: colours.quiet };
  return [
    element('line', { x1: x, y1: head, x2: x, y2: lanes.bottom, stroke: colours.line }),
    write(x + 4, head - 8, lane, turned),
  ];
};

const arrow = (lanes: Lanes, { flow }: Choice, y: number): readonly Xml[] => {
  const [from, to] = [xOf(lanes, flow.from), xOf(lanes, flow.to)];
  const way = Math.sign(to - from);
  if (way === 0) return [];
  const points = `${to},${y} ${to - way * 7},${y - 4} ${to - way * 7},${y + 4}`;
  return [
    element('line', { x1: from, y1: y, x2: to - way * 5, y2: y, stroke: colours.accent }),
    element('polygon', { points, fill: colours.accent }),
  ];
};

const mark = (lanes: Lanes, { lane }: Choice, y: number, broken: boolean): Xml => {
  const x = xOf(lanes, lane);
  const cross = `M${x - 5} ${y - 5}l10 10m0 -10l-10 10`;
  return broken
    ? element('path', { d: cross, stroke: colours.bad, 'stroke-width': 3 })
    : element('circle', { cx: x, cy: y, r: 4, fill: colours.accent });
};

const words = ({ moment, says }: Choice): string => (moment === undefined ? says : `${moment}  ${says}`);

const brokenWords = (broken: readonly Breach[]): string =>
  broken.map(({ guarantee, subject }) => `  ✗ breaks ${guarantee} (${subject})`).join('');

/** The picture; `broken` says for each step what it breaks. */
export const svgOf = (title: string, steps: readonly Choice[], broken: readonly (readonly Breach[])[]): string => {
  const lanes: Lanes = { names: lanesIn(steps), bottom: head + steps.length * height };
  const start = left + lanes.names.length * gap + 10;
  const longest = Math.max(
    title.length,
    ...steps.map((step, index) => (words(step) + brokenWords(broken[index] ?? [])).length),
  );
  const [width, tall] = [Math.ceil(start + longest * letter + 10), lanes.bottom + 10];
  const rows = steps.flatMap((step, index) => {
    const y = head + index * height + height / 2;
    const breaks = broken[index] ?? [];
    const color = breaks.length > 0 ? { fill: colours.bad } : {};
    return [
      ...arrow(lanes, step, y),
      mark(lanes, step, y, breaks.length > 0),
      write(6, y + 4, String(index + 1), { fill: colours.quiet }),
      write(start, y + 4, words(step) + brokenWords(breaks), color),
    ];
  });
  const frame = { xmlns: 'http://www.w3.org/2000/svg', width, height: tall, viewBox: `0 0 ${width} ${tall}` };
  return document(
    element('svg', { ...frame, 'font-family': 'system-ui, sans-serif', 'font-size': 13 }, [
      textElement('title', {}, title),
      element('rect', { width, height: tall, fill: '#ffffff' }),
      write(6, 18, title, { 'font-weight': 600 }),
      ...lanes.names.flatMap((lane) => rail(lanes, lane)),
      ...rows,
    ]),
  );
};
