/** What a check has to say about its input beside problems: what was named and not asked, passed over, read and not modelled. */
import { entry, type Style } from '../format/style.ts';

/** A guarantee somebody named that says nothing about this input. */
export interface NotAsked {
  readonly id: string;
  readonly sentence: string;
  readonly reason: string;
}

/** A slice of some workloads that was not searched, as its answers are known: all hold. */
export interface Unsearched {
  readonly slice: string;
  /** The workloads, as `Deployment/web`. */
  readonly objects: readonly string[];
  readonly why: string;
}

/** A file of a directory that holds no Kubernetes object. */
export interface PassedOver {
  readonly file: string;
  readonly why: string;
}

/** A field of the input that the model does not know, and what that means for the answers. */
export interface NotModelled {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The object it belongs to, as `Deployment/web`. */
  readonly object: string;
  readonly field: string;
  readonly why: string;
}

/** What is worth a second look in the input, or was assumed of its surroundings. */
export interface Note {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The object it is about, as `Service/web`. */
  readonly object: string;
  readonly field: string;
  readonly text: string;
}

/** All of these. */
export interface InputNotes {
  /** Workloads that time ran out for before anything was looked at. */
  readonly notBegun: readonly string[];
  readonly notes: readonly Note[];
  readonly notAsked: readonly NotAsked[];
  readonly passedOver: readonly PassedOver[];
  readonly notModelled: readonly NotModelled[];
  /** Absent in reports of versions that searched everything. */
  readonly unsearched?: readonly Unsearched[];
}

/** The notes of a reading that may leave some out. */
export const inputNotes = ({
  notes = [],
  notAsked = [],
  passedOver = [],
  notModelled = [],
  notBegun = [],
  unsearched = [],
}: Partial<InputNotes>): InputNotes => ({
  notes,
  notBegun,
  unsearched,
  notAsked,
  passedOver,
  notModelled,
});

/** As wide as the longest label. */
const labelWidth = 'not modelled'.length + 1;

/** Longer lists of files or fields are told in full by `--verbose` and by every report that is data. */
const mostNamed = 5;

/** The first few names, or all of them. */
export const listed = (names: readonly string[], verbose: boolean): string => {
  const shown = verbose ? names : names.slice(0, mostNamed);
  const more = names.length - shown.length;
  return more === 0 ? shown.join(', ') : `${shown.join(', ')} and ${more} more (--verbose names them)`;
};

/** Those with one key together, in the order in which the keys are met. */
export const groupedBy = <Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): readonly (readonly [Item, ...Item[]])[] => {
  const groups = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
};

/** What was named and says nothing about the input, for standard error. */
export const notAskedLines = ({ notAsked }: InputNotes): readonly string[] =>
  notAsked.map(({ id, reason }) => `${id}: not asked: ${reason}`);

const notModelledLines = (fields: readonly NotModelled[], style: Style, verbose: boolean): readonly string[] =>
  groupedBy(fields, ({ why }) => why).flatMap((group) => {
    const places = [...new Set(group.map(({ object, field }) => `${object} ${field}`))];
    return entry('not modelled', `${listed(places, verbose)}: ${group[0].why}`, style, 0, labelWidth);
  });

const passedOverLines = (files: readonly PassedOver[], style: Style, verbose: boolean): readonly string[] =>
  groupedBy(files, ({ why }) => why).flatMap((group) => {
    const names = group.map(({ file }) => file);
    // The reason stands first: on the first screen a long line is cut.
    return entry('passed over', `${group[0].why}: ${listed(names, verbose)}`, style, 0, labelWidth);
  });

const noteLines = (notes: readonly Note[], style: Style): readonly string[] =>
  notes.flatMap(({ file, line, object, field, text }) => {
    const place = [`${file}:${line}:`, object, field].filter((part) => part !== '').join(' ');
    return entry('note', `${place}: ${text}`, style, 0, labelWidth);
  });

/** Which workloads there was no time for. */
export const notBegunText = ({ notBegun }: Pick<InputNotes, 'notBegun'>, verbose: boolean): string =>
  `${listed(notBegun, verbose)}: ended by --timeout or Ctrl-C`;

/** What was not searched, and how it can be. */
const unsearchedText = ({ slice, objects, why }: Unsearched, verbose: boolean): string =>
  `slice ${slice} of ${listed(objects, verbose)}: ${why}   (--slice ${slice} searches it)`;

/** The rest of the notes as lines of the report; with `quiet` only those that limit the answers. */
export const inputNoteLines = (
  { notes, notModelled, passedOver, notAsked, notBegun, unsearched = [] }: InputNotes,
  style: Style,
  { verbose, quiet }: { readonly verbose: boolean; readonly quiet: boolean },
): readonly string[] => {
  const lines = [
    ...(notBegun.length === 0 ? [] : entry('not begun', notBegunText({ notBegun }, verbose), style, 0, labelWidth)),
    ...noteLines(notes, style),
    ...notModelledLines(notModelled, style, verbose),
    ...(quiet
      ? []
      : unsearched.flatMap((one) => entry('not searched', unsearchedText(one, verbose), style, 0, labelWidth))),
    ...(quiet ? [] : passedOverLines(passedOver, style, verbose)),
    ...notAsked.flatMap(({ id, reason }) => entry('not asked', `${id}: ${reason}`, style, 0, labelWidth)),
  ];
  return lines.length === 0 ? [] : [...lines, ''];
};
