/** A place in a manifest: the line to look at, with an excerpt and a caret. */
import type { SpecPath } from '../model/guarantees/guarantee.ts';
import { inertLine } from './inert/text.ts';
import { padded, type Style, widthOf } from './style.ts';

/** A place to look at, and what stands there. */
export interface Location {
  readonly file: string;
  /** One-based, as editors count. */
  readonly line: number;
  readonly column: number;
  /** The field in Kubernetes' notation, from the object down. */
  readonly field: string;
  /** false: the field is not written; the place is its nearest parent that is. */
  readonly written: boolean;
  /** The line as it stands in the file. */
  readonly text: string;
}

/** Where the spec of a scenario's pods stands. */
export interface Origin {
  /** The place of a path below the pod's spec. */
  readonly locate: (path: SpecPath) => Location;
}

/** The place of a field of a pod's spec. */
export const locationOf = (origin: Origin, path: SpecPath): Location => origin.locate(path);

/** A place as compilers show it: file, line and column, the line itself, a caret under the field. */
export const excerptLines = (location: Location, style: Style): readonly string[] => {
  const { symbols, paint } = style;
  const gutter = Math.max(2, String(location.line).length) + 1;
  const text = inertLine(location.text);
  const before = text.slice(0, location.column - 1);
  const marked = /^\S*[^\s:]/.exec(text.slice(location.column - 1))?.[0] ?? ' ';
  const carets = '^'.repeat(Math.max(1, widthOf(marked)));
  const remark = location.written ? '' : ' not set';
  return [
    `${' '.repeat(gutter)}${paint('cyan', symbols.corner)} ${inertLine(location.file)}:${location.line}:${location.column}  ${location.field}`,
    `${paint('cyan', padded(String(location.line), gutter) + symbols.bar)} ${text}`,
    `${' '.repeat(gutter)}${paint('cyan', symbols.bar)} ${' '.repeat(widthOf(before))}${paint('red', carets)}${remark}`,
  ];
};
