/** Values as text, in the manner of the text around them. */
import { stringify } from 'yaml';
import type { YamlNode } from '../yaml/node.ts';
import { isList, isObject, type Json } from './json.ts';

/** How a document is laid out. */
export interface Layout {
  /** How many spaces an object stands further in than its key. */
  readonly step: number;
  /** Lists stand further in than their key, too. */
  readonly indentsLists: boolean;
}

/** The layout that most of a document has. */
export const layoutOf = (root: YamlNode): Layout => {
  const seen = { steps: new Map<number, number>(), inside: 0, level: 0 };
  const visit = (node: YamlNode): void => {
    if (node.kind === 'list') for (const item of node.items) visit(item);
    if (node.kind !== 'map') return;
    for (const [key, value] of node.pairs) {
      const further = value.start.column - key.start.column;
      const isBelow = value.start.line > key.start.line;
      if (isBelow && value.kind === 'map' && !value.flow) seen.steps.set(further, (seen.steps.get(further) ?? 0) + 1);
      if (isBelow && value.kind === 'list' && !value.flow) seen[further > 0 ? 'inside' : 'level']++;
      visit(value);
    }
  };
  visit(root);
  const [step = 2] = [...seen.steps].toSorted((a, b) => b[1] - a[1])[0] ?? [];
  return { step: Math.min(Math.max(step, 1), 8), indentsLists: seen.inside >= seen.level };
};

const options = { lineWidth: 0, version: '1.1', aliasDuplicateObjects: false } as const;

/** The lines of a value in block style. */
export const blockLines = (value: Json, { step, indentsLists }: Layout): readonly string[] =>
  stringify(value, { ...options, indent: step, indentSeq: indentsLists })
    .trimEnd()
    .split('\n');

/** Lines put further in; empty ones stay empty. */
export const indented = (lines: readonly string[], columns: number): readonly string[] =>
  lines.map((line) => (line === '' ? line : ' '.repeat(columns) + line));

/** How a flow collection is written: with the quotes of JSON or without, and what stands between its parts. */
export interface FlowStyle {
  readonly json: boolean;
  readonly colon: string;
  readonly comma: string;
}

/** A value within brackets, or a scalar, in one line. */
export const flowText = (value: Json, style: FlowStyle): string => {
  if (isList(value)) return `[${value.map((item) => flowText(item, style)).join(style.comma)}]`;
  if (!isObject(value)) return scalarText(value, style.json);
  const pairs = Object.entries(value).map(([key, inner]) => pairText(key, inner, style));
  return `{${pairs.join(style.comma)}}`;
};

/** A key with its value, as it stands within brackets. */
export const pairText = (key: string, value: Json, style: FlowStyle): string =>
  scalarText(key, style.json) + style.colon + flowText(value, style);

/** A scalar as it may stand anywhere. */
const scalarText = (value: Json, json: boolean): string =>
  json
    ? JSON.stringify(value)
    : stringify([value], { ...options, collectionStyle: 'flow', flowCollectionPadding: false })
        .trim()
        .slice(1, -1);
