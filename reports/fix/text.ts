/** What was mended in words: the change, what it is for, what was searched; then what is left, and who can do something about it. */
import type { Changer } from '../../model/guarantees/index.ts';
import type { Json } from '../../model/manifest/index.ts';
import { entry, type Style } from '../format/style.ts';
import { counted } from '../run/names.ts';
import type { ChangeReport, EditReport, FixReport, KnownReport, LeftReport } from './report.ts';

const shown = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** `containers[app].lifecycle.preStop.sleep.seconds`: where the pod's spec stands goes without saying. */
const shortField = (field: string): string =>
  field
    .replace(/^(spec\.)?(jobTemplate\.spec\.)?template\.spec\./, '')
    .replace(/^spec\.(?=containers|initContainers|terminationGrace)/, '');

const editText = ({ field, kind, before, after }: EditReport): string => {
  const name = shortField(field);
  if (kind === 'move') return `${name} becomes a sidecar: ${shortField(shown(after))} with restartPolicy Always`;
  if (kind === 'remove') return `no ${name}`;
  const was = before === null || typeof before === 'object' ? '' : ` (was ${shown(before)})`;
  return `${name}: ${shown(after)}${was}`;
};

/** The restart policy is said with the container that it makes a sidecar. */
const editTexts = (edits: readonly EditReport[]): readonly string[] =>
  edits.some(({ kind }) => kind === 'move')
    ? edits.filter(({ kind }) => kind === 'move').map(editText)
    : edits.map(editText);

const changeLines = (change: ChangeReport, style: Style): readonly string[] => {
  const { symbols, paint } = style;
  const { object, title, guarantee, also, edits, proof, proved, trades } = change;
  const more = also.length === 0 ? '' : ` and ${also.join(', ')}`;
  return [
    paint('green', `${symbols.holds} ${object}: ${title}`),
    ...entry('change', editTexts(edits).join('; '), style, 4, 8),
    ...entry('for', `${guarantee}${more}`, style, 4, 8),
    ...entry(proved ? 'proved' : 'result', proof, style, 4, 8),
    ...trades.flatMap((trade) =>
      entry('price', `${trade.title} (${trade.guarantee}): held before, and does not any more`, style, 4, 8),
    ),
  ];
};

const leftLines = ({ object, title, guarantee, why, fix, undecided }: LeftReport, style: Style): readonly string[] => {
  const { symbols, paint } = style;
  return [
    undecided
      ? paint('yellow', `${symbols.undecided} ${object}: ${title}`)
      : paint('red', `${symbols.violated} ${object}: ${title}`),
    ...(guarantee === undefined ? [] : entry('for', guarantee, style, 4, 11)),
    ...entry('not mended', why, style, 4, 11),
    ...(fix === undefined ? [] : entry('fix', fix, style, 4, 11)),
  ];
};

const whose: Readonly<Record<Changer, string>> = {
  manifest: 'questions',
  program: 'for your program',
  people: 'for people',
  nobody: "nobody's choice",
};

const knownLines = (known: readonly KnownReport[], style: Style): readonly string[] =>
  (Object.keys(whose) as readonly Changer[]).flatMap((who) => {
    const own = known.filter((one) => one.who === who);
    const titles = [...new Set(own.map(({ title }) => title))];
    return titles.length === 0 ? [] : entry(whose[who], `${own.length}: ${titles.join(' · ')}`, style, 2, 17);
  });

const summary = ({ changes, left, files, problems }: FixReport, apply: string | undefined, style: Style): string => {
  const { symbols, paint } = style;
  if (changes.length + left.length === 0)
    return problems.length > 0
      ? 'nothing was mended: see the problems above'
      : paint('green', `${symbols.holds} nothing to change`);
  const isWritten = files.length > 0 && files.every(({ written }) => written);
  const how = isWritten
    ? `written to ${counted(files.length, 'file')}`
    : apply === undefined
      ? 'not written'
      : `not written: ${apply}`;
  const parts = [
    ...(changes.length === 0 ? [] : [`${counted(changes.length, 'change')}, ${how}`]),
    ...(left.length === 0 ? [] : [`${left.length} not mended`]),
  ];
  return parts.join(' · ');
};

/** The report in lines; the diffs stand before them. `apply`: the command that writes the changes. */
export const fixLines = (report: FixReport, apply: string | undefined, style: Style): readonly string[] => {
  const { changes, left, known, notes } = report;
  const parts = [
    changes.flatMap((change) => changeLines(change, style)),
    left.flatMap((one) => leftLines(one, style)),
    notes.flatMap((note) => entry('note', note, style, 2, 5)),
    knownLines(known, style),
    [summary(report, apply, style)],
  ];
  return parts.filter((lines) => lines.length > 0).flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
};
