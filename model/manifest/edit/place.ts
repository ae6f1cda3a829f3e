/** Where in a document, as it is written, a value stands. */
import type { YamlNode } from '../yaml/node.ts';
import type { ValuePath } from './json.ts';

/** An object as it is written. */
export type MapNode = Extract<YamlNode, { kind: 'map' }>;
/** A list as it is written. */
export type ListNode = Extract<YamlNode, { kind: 'list' }>;

/** Ends an edit from within: the text cannot be changed there without harm. Caught where the edit began. */
export class Refused extends Error {
  readonly offset: number;
  readonly fix: string;

  constructor(offset: number, message: string, fix: string) {
    super(message);
    this.offset = offset;
    this.fix = fix;
  }
}

/** The place of a key among the pairs that are written in an object itself, not merged into it; -1 if it is not there. */
export const indexOfKey = ({ pairs }: MapNode, key: string): number =>
  pairs.findIndex(([node]) => {
    const name = node.kind === 'alias' ? node.of : node;
    return name.kind === 'scalar' && name.value === key && !isMerge(name);
  });

/** True for the key `<<`, which merges an object into another. */
export const isMerge = (key: YamlNode): boolean => key.kind === 'scalar' && key.value === '<<' && key.implicit;

/** How far a path leads over nodes that are written where it goes. */
export interface Walk {
  /** The last node that is there, after the root. */
  readonly node: YamlNode;
  /** The nodes from the root to this one. */
  readonly way: readonly YamlNode[];
  /** The part of the path that leads to it, and the part that leads further. */
  readonly reached: ValuePath;
  readonly rest: ValuePath;
}

const step = (node: YamlNode, key: string | number): YamlNode | undefined => {
  if (node.kind === 'list') return typeof key === 'number' ? node.items[key] : undefined;
  return node.kind === 'map' ? node.pairs[indexOfKey(node, String(key))]?.[1] : undefined;
};

/** Follows a path until it ends, or until what is written ends. */
export const walk = (root: YamlNode, path: ValuePath): Walk => {
  const way: YamlNode[] = [root];
  let node = root;
  for (const [index, key] of path.entries()) {
    const next = step(node, key);
    if (next === undefined) return { node, way, reached: path.slice(0, index), rest: path.slice(index) };
    way.push(next);
    node = next;
  }
  return { node, way, reached: path, rest: [] };
};

/** True if nothing is written where a value should be. */
export const isUnwritten = (text: string, node: YamlNode): boolean =>
  node.kind === 'scalar' &&
  node.value === '' &&
  node.implicit &&
  /^[:\-?]?$/.test(text.slice(node.start.offset, node.end));

/** True if a scalar, an alias or a collection in brackets: what may stand behind its key. */
export const isInline = (text: string, node: YamlNode): boolean =>
  (node.kind === 'scalar' && !/^[|>]/.test(text.slice(node.start.offset))) ||
  node.kind === 'alias' ||
  ((node.kind === 'map' || node.kind === 'list') && node.flow);

/** Every alias of a document, by the node it stands for. */
export const aliasesIn = (root: YamlNode): ReadonlyMap<YamlNode, readonly YamlNode[]> => {
  const found = new Map<YamlNode, YamlNode[]>();
  const visit = (node: YamlNode): void => {
    if (node.kind === 'alias') found.set(node.of, [...(found.get(node.of) ?? []), node]);
    else if (node.kind === 'list') for (const item of node.items) visit(item);
    else if (node.kind === 'map') for (const pair of node.pairs) for (const part of pair) visit(part);
  };
  visit(root);
  return found;
};
