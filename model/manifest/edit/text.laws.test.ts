import { diffArrays } from 'diff';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { documentsIn } from '../parse.ts';
import { Source } from '../source.ts';
import { isJson, sectionsOf } from '../split.ts';
import { parseYaml } from '../yaml/parser.ts';
import {
  isList,
  isObject,
  type Json,
  jsonOf,
  sameJson,
  type ValueEdit,
  type ValuePath,
  valueAt,
  withEdit,
} from './json.ts';
import { lineStart } from './lines.ts';
import { walk } from './place.ts';
import { editedText } from './text.ts';

const key = fc.constantFrom('a', 'b', 'name', 'spec', 'on', '1', 'x y', '<<', '#', 'é', '__proto__');
const scalar = fc.oneof(
  fc.integer({ min: -9, max: 99 }),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom(
    'app',
    'yes',
    '5',
    '',
    'a: b',
    '- x',
    '# no',
    'two\nlines\n',
    ' led',
    '*a',
    '{',
    'é',
    'a, b',
    '"q"',
    "it's",
  ),
);
const { value } = fc.letrec<{ value: Json; list: Json; object: Json }>((tie) => ({
  value: fc.oneof({ maxDepth: 4, depthIdentifier: 'v' }, scalar, tie('object'), tie('list')),
  list: fc.array(tie('value'), { maxLength: 3, depthIdentifier: 'v' }),
  object: fc.dictionary(key, tie('value'), { maxKeys: 4, depthIdentifier: 'v', noNullPrototype: true }),
}));
const root = fc.dictionary(key, value, { minKeys: 1, maxKeys: 5, noNullPrototype: true });

/** Comments and blank lines put between the lines of a text, where they change nothing that it says. */
const strewn = (text: string, places: readonly number[]): string => {
  const said = (one: string): string => JSON.stringify(readings(one));
  return places.reduce((before, place, index) => {
    const lines = before.split('\n');
    const at = place % lines.length;
    const line = lines[at] ?? '';
    const indent = /^ */.exec(line)?.[0] ?? '';
    const other =
      index % 3 === 0
        ? [`${indent}# note ${index}`, line]
        : index % 3 === 1
          ? ['', line]
          : [line === '' ? '' : `${line}  # ${index}`];
    const after = lines.toSpliced(at, 1, ...other).join('\n');
    return said(after) === said(before) ? after : before;
  }, text);
};

const readings = (text: string): readonly Json[] =>
  documentsIn(text, 'a.yaml').map(({ tree }) => (tree === undefined ? null : jsonOf(tree)));

const text = fc
  .record({
    value: root,
    indent: fc.constantFrom(2, 4, 3),
    indentSeq: fc.boolean(),
    collectionStyle: fc.constantFrom('any', 'any', 'any', 'block', 'flow'),
    json: fc.constantFrom(0, 0, 0, 1, 2),
    places: fc.array(fc.nat(), { maxLength: 6 }),
    lineEnd: fc.constantFrom('\n', '\n', '\r\n'),
    mark: fc.constantFrom('', '', '\uFEFF'),
    tail: fc.boolean(),
    around: fc.boolean(),
  })
  .map(({ value: said, indent, indentSeq, collectionStyle, json, places, lineEnd, mark, tail, around }) => {
    const yaml = stringify(said, {
      indent,
      indentSeq,
      collectionStyle: collectionStyle as 'any',
      version: '1.1',
      lineWidth: json === 0 ? 0 : 80,
    });
    const body = json === 0 ? strewn(yaml, places) : `${JSON.stringify(said, null, json === 1 ? undefined : 2)}\n`;
    const whole = json === 0 && around ? `# Source: x\n---\nbefore: 1\n---\n${body}---\nafter: [1]\n` : body;
    const ended = tail ? whole : whole.replace(/\n$/, '');
    return {
      documents: json === 0 && around ? 3 : 1,
      section: json === 0 && around ? 1 : 0,
      text: mark + ended.replaceAll('\n', lineEnd),
    };
  });

const pathsIn = (said: Json, path: ValuePath = []): readonly ValuePath[] => {
  const below: readonly (readonly [string | number, Json])[] = isList(said)
    ? said.map((item, index) => [index, item] as const)
    : isObject(said)
      ? Object.entries(said)
      : [];
  return [path, ...below.flatMap(([step, inner]) => pathsIn(inner, [...path, step]))];
};

/** A change of any value there is, or of one that is not there yet. */
const editOf = (said: Json, { pick, what, to, other }: Choice): ValueEdit | undefined => {
  const paths = pathsIn(said).slice(1);
  const path = paths[pick % Math.max(1, paths.length)];
  if (path === undefined) return undefined;
  const there = valueAt(said, path);
  if (what === 'remove') return { kind: 'remove', path };
  if (what === 'set') return { kind: 'set', path, value: to };
  if (what === 'add')
    return isObject(there) ? { kind: 'set', path: [...path, 'added', 'deeper'], value: to } : undefined;
  if (what === 'append') return isList(there) ? { kind: 'set', path: [...path, there.length], value: to } : undefined;
  const [lists, items] = [
    paths.filter((one) => isList(valueAt(said, one))),
    paths.filter((one) => typeof one.at(-1) === 'number'),
  ];
  const [item, list] = [items[pick % Math.max(1, items.length)], lists[other % Math.max(1, lists.length)]];
  if (item === undefined || list === undefined) return undefined;
  // Neither list may stand in the other's way.
  const apart = [item.slice(0, -1), list].every((one, index, both) =>
    one.some((step, at) => step !== both[1 - index]?.[at]),
  );
  return apart ? { kind: 'move', path: item, to: list } : undefined;
};

interface Choice {
  readonly pick: number;
  readonly other: number;
  readonly what: 'set' | 'remove' | 'add' | 'append' | 'move';
  readonly to: Json;
}

const choice: fc.Arbitrary<Choice> = fc.record({
  pick: fc.nat(),
  other: fc.nat(),
  what: fc.constantFrom('set', 'remove', 'add', 'append', 'move'),
  to: fc.oneof(scalar, value),
});

const linesOf = (whole: string): readonly string[] => whole.replace('\uFEFF', '').replaceAll('\r\n', '\n').split('\n');

/** The lines, from 0, of the first text that are gone or changed in the second. */
const lost = (before: string, after: string): readonly number[] => {
  let at = 0;
  return diffArrays([...linesOf(before)], [...linesOf(after)]).flatMap(({ added, removed, count }) => {
    if (added) return [];
    at += count;
    return removed ? Array.from({ length: count }, (_, index) => at - count + index) : [];
  });
};

/** The lines on which the value at a path stands, with its key, its dash and the comments that speak of it. */
const extent = (before: string, section: number, path: ValuePath): readonly [number, number] => {
  const source = new Source('a.yaml', before);
  const { start = 0, end = 0 } = [...sectionsOf(source)][section] ?? {};
  const own = source.text.slice(start, end);
  const { root: node } = parseYaml(own, source.beginsAsJson && isJson(own), { depth: 99, nodes: 9999 });
  if (node === undefined) throw new Error('nothing there');
  const lineAt = (offset: number): number => source.position(start + offset).line - 1;
  const { way } = walk(node, path);
  const [found, parent] = [way.at(-1) ?? node, way.at(-2)];
  const key = parent?.kind === 'map' ? parent.pairs.find(([, one]) => one === found)?.[0] : undefined;
  const flow = way.slice(0, -1).find((one) => (one.kind === 'map' || one.kind === 'list') && one.flow);
  const first = flow ?? key ?? found;
  const last = flow ?? found;
  const comments = /(?:(?<=^|\n) *#.*\n)*$/.exec(
    own.slice(0, lineStart(own, first.start.offset)).replaceAll('\r', ''),
  )?.[0];
  return [lineAt(first.start.offset) - (comments ?? '').split('\n').length + 1, lineAt(Math.max(last.end - 1, 0))];
};

/** The value on whose lines a change may be seen: of what stands alone in its list or object, the list or object. */
const touched = (said: Json, { kind, path }: ValueEdit, what: Choice['what']): ValuePath => {
  if (what === 'add') return path.slice(0, -2);
  const parent = path.slice(0, -1);
  const around = valueAt(said, parent);
  const isOnly = (isList(around) ? around.length : Object.keys(around ?? {}).length) === 1;
  return what === 'append' || (kind !== 'set' && isOnly) ? parent : path;
};

describe('the text of a document after a change', () => {
  it('says what the change says, and is the same on all lines that have nothing to do with it; or it stays (seed 42)', () => {
    const seen = { changed: 0, refused: 0 };
    fc.assert(
      fc.property(text, choice, ({ text: before, section, documents }, chosen) => {
        const said = readings(before);
        const own = said[section];
        fc.pre(said.length === documents && isObject(own));
        const edit = own === undefined ? undefined : editOf(own, chosen);
        if (edit === undefined || own === undefined) return;
        const result = editedText(before, 'a.yaml', [{ at: { section, path: [] }, edits: [edit] }]);
        if (!('text' in result)) {
          seen.refused++;
          return;
        }
        seen.changed++;
        const wanted = said.with(section, withEdit(own, edit));
        const after = readings(result.text);
        expect(after.length).toBe(wanted.length);
        expect(after.every((one, index) => sameJson(one, wanted[index]))).toBe(true);
        expect(result.text.startsWith('\uFEFF')).toBe(before.startsWith('\uFEFF'));
        const foreign = before.includes('\r\n') ? /(?<!\r)\n/ : /\r/;
        expect(result.text).not.toMatch(foreign);
        const places = [touched(own, edit, chosen.what), ...(edit.kind === 'move' ? [edit.to] : [])];
        const ends = places.flatMap((path) => extent(before, section, path));
        // Of equal lines nobody can tell which one is gone, nor of two that changed places which one was moved.
        const lines = linesOf(before);
        const meant = new Set(lines.slice(Math.min(...ends), Math.max(...ends) + 1));
        const stray = lost(before, result.text).filter((line) => !meant.has(lines[line] ?? ''));
        expect(stray).toEqual([]);
      }),
      { seed: 42, numRuns: 3000 },
    );
    // What is refused is rare, and nearly nothing is left out.
    expect(seen.changed).toBeGreaterThan(1300);
    expect(seen.refused).toBeLessThan(seen.changed / 10);
  });
});
