/** A place in a manifest: the line to look at, with an excerpt and a caret. */
import type { SpecPath } from '../../model/guarantees/guarantee.ts';
import type { FieldEdit } from '../../model/guarantees/index.ts';
import type { Scenario } from '../../model/scenario.ts';
import { padded, type Style, widthOf } from '../format/style.ts';
import { inertLine } from '../inert/text.ts';

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
  /**
   * The place of a path below the pod's spec. A path into a list of containers leads to the container of that name: a slice has fewer of them than
   * the manifest, or has them in the other list.
   */
  readonly locate: (path: SpecPath, container?: string) => Location;
  /** The same path as the manifest has it, its lists and indices included; absent where the pod is the manifest's own. */
  readonly written?: (path: SpecPath, container?: string) => SpecPath;
  /** The place of a field of the workload itself, or of a Service before it; undefined where that object is not in the input. */
  readonly locateIn?: (root: Exclude<FieldEdit['root'], 'pod'>, path: SpecPath) => Location | undefined;
}

/** The name of the container that a path leads to, in the pod of a slice. */
export const containerAt = ({ instances }: Scenario, [list, index]: SpecPath): string | undefined => {
  const spec = Object.values(instances)[0]?.spec;
  if ((list !== 'containers' && list !== 'initContainers') || typeof index !== 'number') return undefined;
  return spec?.[list][index]?.name;
};

/** The place of a field of the pod of a slice. */
export const locationOf = (origin: Origin, path: SpecPath, scenario: Scenario): Location =>
  origin.locate(path, containerAt(scenario, path));

/** The place of the field that an edit changes. */
export const editedPlace = (origin: Origin, { root, path }: FieldEdit, scenario: Scenario): Location | undefined =>
  root === 'pod' ? locationOf(origin, path, scenario) : origin.locateIn?.(root, path);

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

/** The path below the pod's spec in the manifest. */
export const writtenPath = (origin: Origin | undefined, path: SpecPath, scenario: Scenario): SpecPath =>
  origin?.written?.(path, containerAt(scenario, path)) ?? path;
