/** Changes within brackets: `{…}` and `[…]`, JSON among them. */
import type { YamlNode } from '../yaml/node.ts';
import { isList, isObject, type Json } from './json.ts';
import { before, indentAt, lineEnd, lineEndIn, nextLine, type Splice } from './lines.ts';
import type { ListNode, MapNode } from './place.ts';
import { type FlowStyle, flowText, pairText } from './write.ts';

const partsOf = (node: MapNode | ListNode): readonly { readonly start: number; readonly end: number }[] =>
  node.kind === 'list'
    ? node.items.map(({ start, end }) => ({ start: start.offset, end }))
    : node.pairs.map(([key, value]) => ({ start: key.start.offset, end: Math.max(key.end, value.end) }));

const anyPair = (node: YamlNode): readonly [YamlNode, YamlNode] | undefined => {
  if (node.kind === 'map') return node.pairs[0];
  return node.kind === 'list' ? node.items.map(anyPair).find((pair) => pair !== undefined) : undefined;
};

/** How a collection is written, as its first pair shows it. */
export const flowStyleOf = (text: string, node: YamlNode, json: boolean): FlowStyle => {
  const pair = anyPair(node);
  if (pair === undefined) return { json, colon: ': ', comma: ', ' };
  const [key, value] = pair;
  const between = text.slice(key.end, value.start.offset);
  const colon = /^ *: *$/.test(between) ? between : ': ';
  const quoted = json || text[key.start.offset] === '"';
  return { json: quoted, colon, comma: quoted && colon === ':' ? ',' : ', ' };
};

/** What stands between the parts of a collection: as between its last two, else a new line where its only part has one of its own. */
const gapIn = (text: string, node: MapNode | ListNode, { comma }: FlowStyle): string => {
  const parts = partsOf(node);
  const [last, previous] = [parts.at(-1), parts.at(-2)];
  const gap = last === undefined || previous === undefined ? '' : text.slice(previous.end, last.start);
  if (/^\s*,\s*$/.test(gap)) return gap.trimStart();
  const ownLine = last !== undefined && before(text, last.start).trim() === '';
  return ownLine ? `,${lineEndIn(text)}${indentAt(text, last.start)}` : comma;
};

/** A collection that is added to JSON of many lines has many lines, too. */
const laidOut = (text: string, node: MapNode | ListNode, value: Json, style: FlowStyle, gap: string): string => {
  const isPretty = style.json && gap.includes('\n') && (isObject(value) || isList(value));
  if (!isPretty) return flowText(value, style);
  const own = /[ \t]*$/.exec(gap)?.[0] ?? '';
  const around = indentAt(text, node.start.offset);
  const step = own.startsWith(around) && own.length > around.length ? own.slice(around.length) : '  ';
  return JSON.stringify(value, null, step)
    .split('\n')
    .join(`${lineEndIn(text)}${own}`);
};

/** One more part at the end of a collection: a pair of an object if it has a key, else an item of a list. */
export const flowAddition = (
  text: string,
  node: MapNode | ListNode,
  { key, value, json }: { readonly key?: string; readonly value: Json; readonly json: boolean },
): readonly Splice[] => {
  const style = flowStyleOf(text, node, json);
  const last = partsOf(node).at(-1);
  if (last === undefined) {
    const inner = key === undefined ? flowText(value, style) : pairText(key, value, style);
    const at = node.end - 1;
    return [{ start: at, end: at, text: inner }];
  }
  const gap = gapIn(text, node, style);
  const written = laidOut(text, node, value, style, gap);
  const part = key === undefined ? written : pairText(key, null, style).replace(/null$/, () => written);
  const rest = text.slice(last.end, lineEnd(text, last.end));
  // A comment behind the last part stays with it.
  if (!/^[ \t]*,?[ \t]*#/.test(rest)) return [{ start: last.end, end: last.end, text: gap + part }];
  const isClosed = /^[ \t]*,/.test(rest);
  const line = nextLine(text, last.end);
  const added = `${indentAt(text, last.start)}${part}${isClosed ? ',' : ''}${lineEndIn(text)}`;
  return [
    ...(isClosed ? [] : [{ start: last.end, end: last.end, text: ',' }]),
    { start: line, end: line, text: added },
  ];
};

/** One part taken out, with one of the commas beside it. */
export const flowRemoval = (node: MapNode | ListNode, index: number): readonly Splice[] => {
  const parts = partsOf(node);
  const [part, previous, next] = [parts[index], parts[index - 1], parts[index + 1]];
  if (part === undefined) return [];
  if (previous !== undefined) return [{ start: previous.end, end: part.end, text: '' }];
  return [{ start: part.start, end: next?.start ?? node.end - 1, text: '' }];
};
