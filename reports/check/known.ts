/** What Kubernetes does not promise and no manifest mends: counted, in a line for each who can do something about it. */
import { clipped, padded, type Style, widthOf, wrapped } from '../format/style.ts';
import { inertLine } from '../inert/text.ts';
import { counted } from '../run/names.ts';
import { answerOf } from './answer.ts';
import { toldIn } from './blocks.ts';
import type { FindingReport } from './findings.ts';
import type { CheckReport } from './report.ts';

interface Group {
  readonly label: string;
  /** Each with how often it was found. */
  readonly things: ReadonlyMap<string, number>;
}

const labels: Readonly<Record<FindingReport['who'], string>> = {
  manifest: 'in the manifest',
  program: 'for your program',
  people: 'for people',
  nobody: "nobody's choice",
};

const countedBy = <Item>(items: readonly Item[], of: (item: Item) => readonly [string, number]) => {
  const counts = new Map<string, number>();
  for (const item of items) {
    const [name, count] = of(item);
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return counts;
};

/**
 * Violations that no finding tells of. Where the same is asked with assumed delays, too, a run with endless ones is no news; if there are
 * others they are named, for nothing gets lost.
 */
const untold = ({ scenarios, findings }: CheckReport, inTime: boolean): readonly string[] => {
  const key = (guarantee: string, object: string) => `${object} ${guarantee}`;
  const told = new Set(
    findings.flatMap(({ guarantee, object, also }) => [
      key(guarantee, object),
      ...also.map((part) => key(part.guarantee, object)),
    ]),
  );
  const timed = new Set(
    scenarios
      .filter(({ delays }) => delays !== undefined)
      .flatMap(({ object, guarantees }) => guarantees.map(({ id }) => key(id, object))),
  );
  return scenarios.flatMap(({ object, guarantees, delays }) =>
    guarantees
      .filter((one) => answerOf(one) === 'violated' && !told.has(key(one.id, object)))
      .filter(({ id }) => (delays === undefined && timed.has(key(id, object))) === inTime)
      .map(({ id }) => id),
  );
};

const ignoredIn = ({ scenarios }: CheckReport): readonly string[] =>
  scenarios.flatMap(({ guarantees }) =>
    guarantees.flatMap(({ id, ignored }) => (ignored === undefined ? [] : [`${id}: ${ignored}`])),
  );

const groupsOf = (report: CheckReport): readonly Group[] => {
  const shown = new Set(toldIn(report).map(({ guarantee, scenario }) => `${scenario} ${guarantee}`));
  const known = report.findings.filter(
    ({ guarantee, scenario, kind, ignored, baseline }) =>
      ignored === undefined && !(baseline === true && kind !== 'known') && !shown.has(`${scenario} ${guarantee}`),
  );
  const whose = (['manifest', 'program', 'people', 'nobody'] as const).map((who) => ({
    label: labels[who],
    things: countedBy(
      known.filter((one) => one.who === who),
      ({ title, also }) => [title, 1 + also.length],
    ),
  }));
  const rest = (label: string, ids: readonly string[]) => ({ label, things: countedBy(ids, (id) => [id, 1]) });
  return [...whose, rest('with endless delays', untold(report, true)), rest('not sorted', untold(report, false))];
};

const sum = (things: ReadonlyMap<string, number>): number =>
  [...things.values()].reduce((one, other) => one + other, 0);

const often = (count: number): string => (count === 1 ? '' : ` (${count})`);

const partsOf = (things: ReadonlyMap<string, number>): readonly string[] =>
  [...things].map(([name, count]) => inertLine(`${name}${often(count)}`));

const mostOfOne = 48;

/** As many of the things as fit into one line, the longest ones cut, and how many are left: together as many as were counted. */
const fitted = (things: ReadonlyMap<string, number>, room: number, style: Style): string => {
  const most = Math.min(room - 12, mostOfOne);
  const parts = [...things].map(
    ([name, count]) => clipped(inertLine(name), most - often(count).length, style) + often(count),
  );
  const counts = [...things.values()];
  for (let shown = parts.length; shown > 0; shown -= 1) {
    const left = counts.slice(shown).reduce((one, other) => one + other, 0);
    const text = [...parts.slice(0, shown), ...(left === 0 ? [] : [`${left} more`])].join(' · ');
    if (widthOf(text) <= room) return text;
  }
  return counted(parts.length, 'thing');
};

const groupLines = ({ label, things }: Group, style: Style, verbose: boolean): readonly string[] => {
  const head = `    ${padded(label, 20)}${String(sum(things)).padStart(3)}   `;
  const room = style.width - widthOf(head);
  const [first = '', ...rest] = verbose ? wrapped(partsOf(things).join(' · '), room) : [fitted(things, room, style)];
  return [head + first, ...rest.map((line) => ' '.repeat(widthOf(head)) + line)];
};

/** The lines, or none where there is nothing of the kind. What is ignored is told here too, with its reason. */
export const knownLines = (report: CheckReport, style: Style, verbose: boolean): readonly string[] => {
  const groups = groupsOf(report).filter(({ things }) => things.size > 0);
  const ignored: Group = { label: 'ignored', things: countedBy(ignoredIn(report), (text) => [text, 1]) };
  const total = groups.reduce((count, { things }) => count + sum(things), 0);
  const told = groups.flatMap((group) => groupLines(group, style, verbose));
  return [
    ...(total === 0 ? [] : [`  ${counted(total, 'more thing')} Kubernetes does not promise you:`, ...told]),
    ...(ignored.things.size === 0 ? [] : groupLines(ignored, style, verbose)),
  ];
};
