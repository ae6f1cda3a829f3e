/** The published schemas, for files that are read again, and what one has against a value in words a person can follow. */
import { readFile } from 'node:fs/promises';
import type { AnySchemaObject, ErrorObject, ValidateFunction } from 'ajv';
import { packaged } from '../packaged.ts';

/** A schema by its file's name. */
export type SchemaName =
  | 'baseline'
  | 'check-report'
  | 'config'
  | 'conform-report'
  | 'coverage-report'
  | 'driver'
  | 'scenario'
  | 'suite'
  | 'trace'
  | 'trace-report';

const compiled = new Map<SchemaName, Promise<ValidateFunction>>();

const schemaOf = async (name: SchemaName): Promise<AnySchemaObject> =>
  JSON.parse(await readFile(packaged(`schemas/${name}.v1.schema.json`), 'utf8')) as AnySchemaObject;

const compile = async (name: SchemaName): Promise<ValidateFunction> => {
  // Loading it takes longer than most commands; only those that read such files need it.
  const [{ Ajv2020 }, schema] = await Promise.all([import('ajv/dist/2020.js'), schemaOf(name)]);
  const options = { strict: true, strictRequired: false, allowUnionTypes: true, verbose: true } as const;
  const ajv = new Ajv2020(options);
  // What is seen and done is called alike in suites and in reports on them.
  if (name === 'conform-report' || name === 'driver') ajv.addSchema(await schemaOf('suite'));
  return ajv.compile(schema);
};

/** `cases[0].manifest.pods["web#1"]` for the JSON pointer `/cases/0/manifest/pods/web#1`. */
const fieldIn = (pointer: string, place: string): string =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((path, part) => {
      if (/^\d+$/.test(part)) return `${path}[${part}]`;
      if (!/^[A-Za-z_$][\w$]*$/.test(part)) return `${path}[${JSON.stringify(part)}]`;
      return path === '' ? part : `${path}.${part}`;
    }, place);

const mostLetters = 60;

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > mostLetters ? `${text.slice(0, mostLetters)}…` : text;
};

/** What one such error says is wrong, without its field. */
export const expected = ({ keyword, params, message = '', data }: ErrorObject): string => {
  const told = params as Readonly<Record<string, unknown>>;
  switch (keyword) {
    case 'required':
      return `has no ${shown(told['missingProperty'])}`;
    case 'additionalProperties':
      return `has a field ${shown(told['additionalProperty'])} that podproof does not know`;
    case 'enum':
      return `must be one of ${shown(told['allowedValues'])}, and is ${shown(data)}`;
    case 'const':
      return `must be ${shown(told['allowedValue'])}, and is ${shown(data)}`;
    case 'oneOf':
      return `has none of the forms it may have: ${shown(data)}`;
    default:
      return `${message}, and is ${shown(data)}`;
  }
};

/** What a schema has against a value, as the validator says it. */
export const errorsOf = async (name: SchemaName, value: unknown): Promise<readonly ErrorObject[]> => {
  const known = compiled.get(name) ?? compile(name);
  compiled.set(name, known);
  const validate = await known;
  return validate(value) ? [] : (validate.errors ?? []);
};

/** The first thing a schema has against a value: the field, and what is wrong with it. `place` is where the value itself stands. */
export const misfit = async (name: SchemaName, value: unknown, place = ''): Promise<string | undefined> =>
  worstOf(await errorsOf(name, value), place);

/** The same for many values, each of which has to be judged at once. */
export const misfits = async (name: SchemaName): Promise<(value: unknown) => string | undefined> => {
  const known = compiled.get(name) ?? compile(name);
  compiled.set(name, known);
  const validate = await known;
  return (value) => (validate(value) ? undefined : worstOf(validate.errors ?? [], ''));
};

const worstOf = (errors: readonly ErrorObject[], place: string): string | undefined => {
  // Where several forms are possible, what is wrong with each of them tells nothing.
  const [worst] = [...errors.filter(({ keyword }) => keyword === 'oneOf'), ...errors];
  if (worst === undefined) return undefined;
  const field = fieldIn(worst.instancePath, place);
  return `${field === '' ? 'it' : field}: ${expected(worst)}`;
};
