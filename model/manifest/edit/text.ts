/** Changes what manifests say in the text they are written in, and nothing else in that text. */
import { convertDocument } from '../convert.ts';
import type { ManifestObject } from '../objects.ts';
import { Source } from '../source.ts';
import { isJson, type Section, sectionsOf } from '../split.ts';
import { YamlError } from '../yaml/input.ts';
import type { YamlNode } from '../yaml/node.ts';
import { parseYaml } from '../yaml/parser.ts';
import { limits } from '../yaml.ts';
import { byHand } from './block.ts';
import { jsonOf, sameJson, smallest, type ValueEdit, withEdit } from './json.ts';
import { type Splice, spliced } from './lines.ts';
import { aliasesIn, Refused, walk } from './place.ts';
import { type Document, splicesFor } from './splices.ts';
import { layoutOf } from './write.ts';

/** Where an object stands in a file: in which of its documents, and where in that. It stays true while the file is edited. */
export interface Address {
  readonly section: number;
  readonly path: ValueEdit['path'];
}

/** Changes of one object; their paths begin at it. */
export interface ObjectEdits {
  readonly at: Address;
  readonly edits: readonly ValueEdit[];
}

/** The text after all changes, or why and where it stays as it is. */
export type EditedText =
  | { readonly text: string }
  | { readonly refused: string; readonly fix: string; readonly line: number };

/** The address of an object in the text it was read from; undefined where an alias stands for it. */
export const addressOf = ({ root }: ManifestObject): Address | undefined => {
  const { source, tree } = root;
  const sections = [...sectionsOf(source)];
  const offset = tree?.offset ?? 0;
  const index = sections.findIndex(({ start, end }) => start <= offset && offset < end);
  const section = sections[index];
  if (section === undefined) return undefined;
  const node = nodeOf(source, section);
  const path = node === undefined ? undefined : pathTo(node, offset - section.start);
  return path === undefined ? undefined : { section: index, path };
};

const pathTo = (node: YamlNode, offset: number): ValueEdit['path'] | undefined => {
  if (node.kind === 'map' && node.start.offset === offset) return [];
  const items =
    node.kind === 'map' ? node.pairs.find(([key]) => key.kind === 'scalar' && key.value === 'items')?.[1] : undefined;
  if (items?.kind !== 'list') return undefined;
  for (const [index, item] of items.items.entries()) {
    const path = pathTo(item, offset);
    if (path !== undefined) return ['items', index, ...path];
  }
  return undefined;
};

const textOf = ({ text }: Source, { start, end }: Section): string => text.slice(start, end);

const nodeOf = (source: Source, section: Section): YamlNode | undefined => {
  const text = textOf(source, section);
  return parseYaml(text, source.beginsAsJson && isJson(text), limits).root;
};

/** Makes all changes, or none: what the text says afterwards is what it said with these changes, to the last field. */
export const editedText = (text: string, file: string, changes: readonly ObjectEdits[]): EditedText => {
  const source = new Source(file, text);
  const sections = [...sectionsOf(source)];
  const pieces: Splice[] = [];
  for (const index of new Set(changes.map(({ at }) => at.section))) {
    const section = sections[index];
    if (section === undefined) throw new Error(`there is no document ${index} in ${file}`);
    const own = changes.filter(({ at }) => at.section === index);
    const edits = own.flatMap(({ at, edits: those }) => those.map((edit) => below(at, edit)));
    try {
      pieces.push({ ...section, text: editedSection(source, section, edits) });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { line } = source.position(section.start + error.offset);
      return { refused: error.message, fix: error.fix, line };
    }
  }
  return { text: (source.isMarked ? '\uFEFF' : '') + spliced(source.text, pieces) };
};

const below = ({ path }: Address, edit: ValueEdit): ValueEdit =>
  edit.kind === 'move'
    ? { ...edit, path: [...path, ...edit.path], to: [...path, ...edit.to] }
    : { ...edit, path: [...path, ...edit.path] };

const editedSection = (source: Source, section: Section, edits: readonly ValueEdit[]): string => {
  const whole = textOf(source, section);
  const json = source.beginsAsJson && isJson(whole);
  const before = documentIn(whole, json);
  const wanted = edits.reduce(withEdit, before.value);
  let document = before;
  for (const edit of edits) for (const small of smallest(document.value, edit)) document = changedIn(document, small);
  if (!sameJson(document.value, wanted)) throw shared(before, edits);
  return document.text;
};

/** A text that cannot be read after a change was not understood before it. */
const changedIn = (document: Document, edit: ValueEdit): Document => {
  const splices = splicesFor(document, edit);
  try {
    return documentIn(spliced(document.text, splices), document.json);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw new Refused(splices[0]?.start ?? 0, 'the text around this field is too unusual to be changed safely', byHand);
  }
};

/** Reads what was just written; that it can be read is part of what is promised. */
const documentIn = (text: string, json: boolean): Document => {
  const { root } = parseYaml(text, json, limits);
  const { tree, problem } = root === undefined ? {} : convertDocument(root, new Source('', text), 0, limits.depth);
  if (root === undefined || tree === undefined) {
    const message = problem?.message ?? 'nothing is left of the document';
    throw new YamlError(message, { index: 0, line: 0, column: 0, offset: 0 });
  }
  return { text, root, json, value: jsonOf(tree), layout: layoutOf(root) };
};

/** Why a change of one field changed another: aliases that repeat it, as far as can be seen. */
const shared = ({ root }: Document, edits: readonly ValueEdit[]): Refused => {
  const aliases = aliasesIn(root);
  for (const { path } of edits)
    for (const node of walk(root, path).way) {
      const [alias] = aliases.get(node) ?? [];
      if (alias?.kind !== 'alias') continue;
      const message = `what &${alias.name} names is meant in other places too, which this change is not for`;
      return new Refused(
        node.start.offset,
        message,
        `write the value out where *${alias.name} stands, or change it by hand`,
      );
    }
  const [first] = edits;
  const offset = first === undefined ? 0 : walk(root, first.path).node.start.offset;
  return new Refused(offset, 'the text around this field does not let it be changed alone', 'change it by hand');
};
