/** Changes in lines: objects and lists without brackets. */
import type { YamlNode } from '../yaml/node.ts';
import { isList, isObject, type Json } from './json.ts';
import { before, commentsAbove, lineEnd, lineStart, linesAt, linesEnd, type Splice } from './lines.ts';
import { isInline, isUnwritten, type ListNode, type MapNode, Refused } from './place.ts';
import { blockLines, flowText, indented, type Layout } from './write.ts';

const inLines = { json: false, colon: ': ', comma: ', ' } as const;

/** True if a value needs no lines of its own. */
const isShort = (value: Json): boolean =>
  isObject(value) ? Object.keys(value).length === 0 : isList(value) ? value.length === 0 : true;

const columnOf = ({ pairs, start }: MapNode): number => pairs[0]?.[0].start.column ?? start.column;

/** Whether nothing but blanks stands before an offset on its line. */
const beginsLine = (text: string, offset: number): boolean => before(text, offset).trim() === '';

/** A short value stands with the short ones, before the long lists; anything else at the end. */
const lineFor = (text: string, node: MapNode, value: Json): number => {
  const { pairs } = node;
  const short = isShort(value) ? pairs.findLast(([, one]) => isInline(text, one)) : undefined;
  const first = pairs[0];
  if (short === undefined && isShort(value) && first?.[1].kind === 'list' && beginsLine(text, first[0].start.offset))
    return commentsAbove(text, lineStart(text, first[0].start.offset), columnOf(node));
  const [key, last] = short ?? pairs.at(-1) ?? [node, node];
  return linesEnd(text, Math.max(key.end, last.end));
};

/** One more key in an object. */
export const blockPair = (text: string, node: MapNode, key: string, value: Json, layout: Layout): readonly Splice[] => {
  const lines = indented(blockLines({ [key]: value }, layout), columnOf(node));
  return [linesAt(text, lineFor(text, node, value), lines)];
};

/** Where the dash of an item stands. */
const dashOf = (text: string, item: YamlNode): number => {
  const line = lineStart(text, item.start.offset);
  const written = /^[ ]*-/.exec(text.slice(line, lineEnd(text, line)))?.[0];
  if (written === undefined || line + written.length > Math.max(item.end, item.start.offset + 1))
    throw new Refused(item.start.offset, 'this item of a list does not stand on the line of its dash', byHand);
  return line + written.length - 1;
};

/** What to do where the text cannot be changed safely. */
export const byHand = 'change it by hand';

/** One more item at the end of a list. */
export const blockItem = (text: string, node: ListNode, value: Json, layout: Layout): readonly Splice[] => {
  const [first, last] = [node.items[0], node.items.at(-1)];
  if (first === undefined || last === undefined) throw new Refused(node.start.offset, 'this list is empty', byHand);
  const dash = dashOf(text, first);
  const lines = blockLines([value], layout);
  return [linesAt(text, linesEnd(text, last.end), indented(lines, dash - lineStart(text, dash)))];
};

/** The lines of an item, with the comments directly above it. */
export const itemLines = (text: string, item: YamlNode): { readonly start: number; readonly end: number } => {
  const dash = dashOf(text, item);
  const line = lineStart(text, dash);
  return { start: commentsAbove(text, line, dash - line), end: linesEnd(text, item.end) };
};

/** A key with its value taken out of an object that has others. */
export const blockRemoval = (text: string, { pairs }: MapNode, index: number): readonly Splice[] => {
  const [pair, next] = [pairs[index], pairs[index + 1]];
  if (pair === undefined) return [];
  const [{ start, end: keyEnd }, { end: valueEnd }] = pair;
  const end = linesEnd(text, Math.max(keyEnd, valueEnd));
  if (beginsLine(text, start.offset)) return [{ start: lineStart(text, start.offset), end, text: '' }];
  // It stands behind a dash: the next key takes its place there.
  const place = next?.[0].start.offset;
  if (place === undefined || text.slice(end, place).trim() !== '')
    throw new Refused(start.offset, 'this is the first key of an item, with comments behind it', byHand);
  return [{ start: start.offset, end: place, text: '' }];
};

/** Where a key's colon is over. */
const colonEnd = (text: string, key: YamlNode): number => {
  const found = /^\s*:/.exec(text.slice(key.end));
  if (found === null) throw new Refused(key.start.offset, 'this key has no colon', byHand);
  return key.end + found[0].length;
};

/** Another value behind a key. */
export const blockValue = (
  text: string,
  [key, value]: readonly [YamlNode, YamlNode],
  next: Json,
  layout: Layout,
): readonly Splice[] => {
  if (isUnwritten(text, value)) return behindColon(text, key, next, layout);
  if (isInline(text, value)) return [{ start: value.start.offset, end: value.end, text: flowText(next, inLines) }];
  const { start, end } = value;
  // A text of whole lines goes, its last line end stays.
  if (value.kind === 'scalar')
    return [
      {
        start: start.offset,
        end: start.offset + text.slice(start.offset, end).trimEnd().length,
        text: flowText(next, inLines),
      },
    ];
  const gone = { start: linesEnd(text, colonEnd(text, key)), end: linesEnd(text, end), text: '' };
  const [added] = behindColon(text, key, next, layout);
  if (added === undefined) return [gone];
  return added.start === gone.start ? [{ ...gone, text: added.text }] : [added, gone];
};

/** A value behind a key that has none. */
const behindColon = (text: string, key: YamlNode, value: Json, layout: Layout): readonly Splice[] => {
  const colon = colonEnd(text, key);
  if (isShort(value)) return [{ start: colon, end: colon, text: ` ${flowText(value, inLines)}` }];
  const columns = key.start.column + (isList(value) && !layout.indentsLists ? 0 : layout.step);
  return [linesAt(text, linesEnd(text, colon), indented(blockLines(value, layout), columns))];
};
