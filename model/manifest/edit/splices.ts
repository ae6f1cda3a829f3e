/** Which pieces of text make one small change of a document. */
import type { YamlNode } from '../yaml/node.ts';
import { blockItem, blockPair, blockRemoval, blockValue, byHand, itemLines } from './block.ts';
import { flowAddition, flowRemoval, flowStyleOf } from './flow.ts';
import { isList, isObject, type Json, nested, type ValueEdit, valueAt, withEdit } from './json.ts';
import { before, commentsAbove, lineEndIn, lineStart, type Splice, shifted, wholeLines } from './lines.ts';
import { indexOfKey, isInline, isUnwritten, Refused, type Walk, walk } from './place.ts';
import { flowText, type Layout } from './write.ts';

/** A document as it is written, and what it says. */
export interface Document {
  readonly text: string;
  readonly root: YamlNode;
  readonly value: Json;
  readonly json: boolean;
  readonly layout: Layout;
}

/** No more of what an alias stands for is written out in its place. */
const mostWrittenOut = 12;

const size = (value: Json | undefined): number => {
  if (isList(value)) return value.reduce<number>((sum, item) => sum + size(item), 1);
  return isObject(value) ? Object.values(value).reduce<number>((sum, item) => sum + size(item), 1) : 1;
};

const inFlow = ({ way }: Walk): boolean =>
  way.some((node) => (node.kind === 'map' || node.kind === 'list') && node.flow);

/** The pieces for one of the changes that `smallest` makes. */
export const splicesFor = (document: Document, edit: ValueEdit): readonly Splice[] => {
  if (edit.kind === 'move') return moving(document, edit.path, edit.to);
  return edit.kind === 'set' ? setting(document, edit.path, edit.value) : removing(document, edit.path);
};

const setting = (document: Document, path: Walk['rest'], value: Json): readonly Splice[] => {
  const { text, root } = document;
  const found = walk(root, path);
  const { node, reached, rest } = found;
  if (rest.length === 0 && node.kind === 'alias') return replacing(document, found, value);
  const borrowed = borrowedAt(document, found);
  if (borrowed !== undefined) return writtenOut(document, borrowed, { kind: 'set', path, value });
  if (rest.length === 0 || (node.kind === 'scalar' && valueAt(document.value, reached) === null))
    return replacing(document, found, nested(rest, value));
  const [key = '', ...further] = rest;
  const inner = nested(further, value);
  const { json, layout } = document;
  if (node.kind === 'map' && typeof key === 'string') {
    if (inFlow(found) || node.pairs.length === 0) return flowAddition(text, node, { key, value: inner, json });
    return blockPair(text, node, key, inner, layout);
  }
  if (node.kind === 'list' && key === node.items.length)
    return inFlow(found) || key === 0
      ? flowAddition(text, node, { value: inner, json })
      : blockItem(text, node, inner, layout);
  throw new Refused(node.start.offset, `there is no place for ${path.join('.')} here`, byHand);
};

/** The path of the alias that leads further, or of the key that another object lends: what is there is written elsewhere. */
const borrowedAt = ({ value }: Document, { node, reached, rest }: Walk): Walk['rest'] | undefined => {
  if (node.kind === 'alias') return reached;
  const [key] = rest;
  if (key === undefined || node.kind !== 'map') return undefined;
  const lent = [...reached, key];
  return valueAt(value, lent) === undefined ? undefined : lent;
};

/** What is written elsewhere cannot be changed here alone: a copy with the change stands in its place. */
const writtenOut = (document: Document, borrowed: Walk['rest'], edit: ValueEdit): readonly Splice[] => {
  const changed = valueAt(withEdit(document.value, edit), borrowed) ?? null;
  const found = walk(document.root, borrowed);
  if (size(changed) > mostWrittenOut) {
    const { node } = found;
    const named = node.kind === 'alias' ? `the alias *${node.name}` : 'a merge key (<<)';
    const place = node.kind === 'alias' ? node.of : node;
    throw new Refused(
      node.start.offset,
      `${named} stands for this and for much else`,
      `change it where it is written, ${lineOf(place)}`,
    );
  }
  if (found.rest.length === 0) return replacing(document, found, changed);
  const { node } = found;
  const key = String(borrowed.at(-1));
  if (node.kind !== 'map') throw new Refused(node.start.offset, 'this is written elsewhere', byHand);
  if (inFlow(found)) return flowAddition(document.text, node, { key, value: changed, json: document.json });
  return blockPair(document.text, node, key, changed, document.layout);
};

const lineOf = ({ start }: YamlNode): string => `${start.line + 1} lines into its document`;

const replacing = ({ text, json, layout }: Document, found: Walk, value: Json): readonly Splice[] => {
  const { node, way, reached } = found;
  const parent = way.at(-2);
  const pair = parent?.kind === 'map' ? parent.pairs[indexOfKey(parent, String(reached.at(-1)))] : undefined;
  const around = way.toReversed().find((one) => one.kind === 'map' || one.kind === 'list') ?? node;
  if (pair !== undefined && !inFlow({ ...found, way: way.slice(0, -1) }) && !json)
    return blockValue(text, pair, value, layout);
  if (!isInline(text, node) || isUnwritten(text, node) || (pair === undefined && parent?.kind !== 'list'))
    throw new Refused(node.start.offset, 'what stands here cannot be replaced alone', byHand);
  return [{ start: node.start.offset, end: node.end, text: flowText(value, flowStyleOf(text, around, json)) }];
};

const removing = (document: Document, path: Walk['rest']): readonly Splice[] => {
  const { text, root } = document;
  const parent = walk(root, path.slice(0, -1));
  const { node, rest } = parent;
  const key = path.at(-1) ?? '';
  if (rest.length > 0 || node.kind === 'alias' || node.kind === 'scalar') {
    const borrowed = borrowedAt(document, parent);
    if (borrowed === undefined) throw new Refused(node.start.offset, `there is no ${path.join('.')} to remove`, byHand);
    return writtenOut(document, borrowed, { kind: 'remove', path });
  }
  const index = node.kind === 'map' ? indexOfKey(node, String(key)) : Number(key);
  if (index === -1) throw new Refused(node.start.offset, `${key} comes from a merge key (<<)`, byHand);
  if (inFlow(parent)) return flowRemoval(node, index);
  const count = node.kind === 'map' ? node.pairs.length : node.items.length;
  if (count === 1) return replacing(document, parent, node.kind === 'map' ? {} : []);
  if (node.kind === 'map') return blockRemoval(text, node, index);
  const item = node.items[index];
  return item === undefined ? [] : [{ ...itemLines(text, item), text: '' }];
};

/** Takes an item with its comments and its layout to the end of another list. */
const moving = (document: Document, path: Walk['rest'], to: Walk['rest']): readonly Splice[] => {
  const { text, root, value } = document;
  const [from, there] = [walk(root, path), walk(root, to)];
  const target = there.node;
  const asLines = !inFlow(from) && from.rest.length === 0 && !inFlow(there);
  const last = target.kind === 'list' && there.rest.length === 0 ? target.items.at(-1) : undefined;
  if (!asLines || (there.rest.length === 0 && last === undefined) || there.rest.length > 1) {
    const items = valueAt(value, to);
    const place = [...to, isList(items) ? items.length : 0];
    return [...removing(document, path), ...setting(document, place, valueAt(value, path) ?? null)];
  }
  const lines = itemLines(text, from.node);
  const [key] = there.rest;
  const moved = text.slice(lines.start, lines.end);
  const gone = { ...lines, text: '' };
  if (last !== undefined) {
    const own = itemLines(text, last);
    return [gone, wholeLines(text, own.end, shifted(moved, columnIn(text, last) - columnIn(text, from.node)))];
  }
  return [gone, newList(document, target, String(key), shifted(moved, 0), from)];
};

const columnIn = (text: string, item: YamlNode): number => {
  const { end, start } = itemLines(text, item);
  return /^ *(?=-)/m.exec(text.slice(start, end))?.[0].length ?? 0;
};

/** A list that was not there, before the one that its first item comes from. */
const newList = ({ text }: Document, node: YamlNode, key: string, moved: string, { way }: Walk): Splice => {
  const owner = way.at(-3);
  const pair = owner?.kind === 'map' ? owner.pairs.find(([, one]) => one === way.at(-2)) : undefined;
  const start = pair?.[0].start;
  if (owner !== node || start === undefined || before(text, start.offset).trim() !== '')
    throw new Refused(node.start.offset, `there is no ${key} here`, byHand);
  const place = commentsAbove(text, lineStart(text, start.offset), start.column);
  return wholeLines(text, place, `${' '.repeat(start.column)}${key}:${lineEndIn(text)}${moved}`);
};
