/** A page for each JSON Schema of schemas/: its title, what it describes, and its fields. */
import { readdirSync, readFileSync } from 'node:fs';
import { repository } from '../../reports/format/site.ts';
import { block, code, heading, list, type Page, page, prose, table } from './markdown.ts';
import { root } from './repository.ts';

interface Schema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly $ref?: string;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema | boolean>>;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const anchor = (name: string): string => `def-${name.toLowerCase()}`;

const kindOf = (schema: Schema): string => {
  const { $ref, items, enum: values, oneOf = [], anyOf = [], type } = schema;
  if ($ref !== undefined) {
    const name = $ref.replace(/^.*\//, '');
    return $ref.startsWith('#/$defs/') ? `[${name}](#${anchor(name)})` : code($ref);
  }
  if ('const' in schema) return code(JSON.stringify(schema.const));
  if (values !== undefined) return values.map((value) => code(JSON.stringify(value))).join(' or ');
  if (items !== undefined) return `list of ${kindOf(items)}`;
  const some = [...oneOf, ...anyOf].filter((one) => one.type !== undefined || one.$ref !== undefined);
  if (type === undefined && some.length > 0) return [...new Set(some.map(kindOf))].join(' or ');
  return type === undefined ? 'any' : [type].flat().join(' or ');
};

/** The fields of a schema, those of objects inside of it under dotted names. */
const rowsOf = (schema: Schema, before = ''): readonly (readonly string[])[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, written]) => {
    const field = typeof written === 'boolean' ? {} : written;
    const path = `${before}${name}`;
    const inner = field.items ?? field;
    const needed = schema.required?.includes(name) === true ? 'yes' : '';
    const row = [code(path), kindOf(field), needed, prose(field.description ?? '')];
    return [row, ...rowsOf(inner, `${path}${field.items === undefined ? '.' : '[].'}`)];
  });

const fieldsOf = (schema: Schema): readonly (string | undefined)[] => {
  const rows = rowsOf(schema);
  const choices = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].filter((one) => one.properties !== undefined);
  return [
    schema.description === undefined ? undefined : prose(schema.description),
    rows.length > 0 ? table(['field', 'what it is', 'always there', 'meaning'], rows) : undefined,
    rows.length === 0 && choices.length === 0 ? `It is ${kindOf(schema)}.` : undefined,
    ...choices.flatMap((one, index) => [
      `${index === 0 ? 'One of these:' : 'Or:'} ${prose(one.title ?? '')}`.trimEnd(),
      ...fieldsOf(one),
    ]),
  ];
};

const schemaText = (file: string, schema: Schema): string =>
  page(
    heading(1, schema.title ?? file),
    `[${file}](${repository}/blob/main/schemas/${file}) lies in the package, too, below ${code('schemas/')}.`,
    ...fieldsOf(schema),
    ...Object.entries(schema.$defs ?? {}).flatMap(([name, one]) => [heading(2, name, anchor(name)), ...fieldsOf(one)]),
  );

/** All of these pages. */
export const schemaPages = (): readonly Page[] => {
  const schemas = readdirSync(`${root}schemas`)
    .filter((name) => name.endsWith('.schema.json'))
    .sort()
    .map((file) => ({
      file,
      name: file.replace('.schema.json', ''),
      schema: JSON.parse(readFileSync(`${root}schemas/${file}`, 'utf8')) as Schema,
    }));
  const index = page(
    heading(1, 'Formats'),
    'What podproof reads and writes as JSON is described by JSON Schemas (draft 2020-12). Within v1 fields may be added; none is renamed or removed.',
    list(
      schemas.map(
        ({ name, schema }) => `[${schema.title ?? name}](/schemas/${name}): ${prose(schema.description ?? '')}`,
      ),
    ),
    'An editor completes `.podproof.yaml` if its first line is',
    block(`# yaml-language-server: $schema=${repository}/raw/main/schemas/config.v1.schema.json`),
  );
  return [
    { params: { schema: 'index' }, content: index },
    ...schemas.map(({ file, name, schema }) => ({ params: { schema: name }, content: schemaText(file, schema) })),
  ];
};
