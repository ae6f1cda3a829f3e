import { defaultKubernetesVersion } from '../gates.ts';
import { parseQuantity } from '../kubernetes/quantity.ts';
import { suggest } from '../kubernetes/suggest.ts';
import type { Cursor } from './cursor.ts';
import type { Problem } from './problem.ts';
import { structs, wordsOf } from './schema/index.ts';
import type { FieldType, Struct } from './schema/types.ts';
import { versionsOf } from './schema/versions.ts';
import { describe, type ScalarTree } from './tree.ts';

/**
 * What is wrong with the fields of an object as such: unknown ones, wrong types, words nobody knows, amounts that are none.
 * The strictness of `kubectl apply --validate=strict`.
 */
export function fieldProblems(
  cursor: Cursor,
  struct: string,
  version: string = defaultKubernetesVersion,
): readonly Problem[] {
  const found: Problem[] = [];
  for (const problem of named(cursor, struct, [], version)) {
    found.push(problem);
    if (found.length >= mostPerObject) break;
  }
  return found;
}

/** An object with more is no object of this kind. */
const mostPerObject = 50;

/** A struct on the way down to a field, to find where a misplaced field belongs. */
interface Enclosing {
  readonly path: string;
  readonly struct: Struct;
}

function* check(cursor: Cursor, type: FieldType, enclosing: readonly Enclosing[], version: string): Generator<Problem> {
  if (!cursor.exists) return;
  switch (type.kind) {
    case 'any':
      return;
    case 'named':
      yield* named(cursor, type.name, enclosing, version);
      return;
    case 'list':
      if (cursor.tree?.kind !== 'list') yield mismatch(cursor, 'a list', 'begin each item with "- "');
      for (const item of cursor.items) yield* check(item, type.of, enclosing, version);
      return;
    case 'map':
      if (cursor.tree?.kind !== 'map') yield mismatch(cursor, 'an object', 'write it as "key: value" lines');
      for (const key of cursor.keys) yield* check(cursor.at(key), type.of, enclosing, version);
      return;
    case 'string':
    case 'boolean':
    case 'integer':
    case 'intOrString':
    case 'quantity':
    case 'bytes':
      yield* scalar(cursor, type);
  }
}

function* named(cursor: Cursor, name: string, enclosing: readonly Enclosing[], version: string): Generator<Problem> {
  const words = wordsOf(name);
  if (words !== undefined) {
    yield* word(
      cursor,
      words.filter((one) => versionsOf(name, one).some((served) => served === version)),
    );
    return;
  }
  const struct = structs.get(name);
  if (struct === undefined) return;
  if (cursor.tree?.kind !== 'map') {
    yield mismatch(cursor, 'an object', 'write it as "key: value" lines, indented below the field');
    return;
  }
  const inner = [...enclosing, { path: cursor.path, struct }];
  for (const key of cursor.keys) {
    const type = struct.fields.get(key);
    const served = versionsOf(name, key);
    if (type !== undefined && served.every((one) => one !== version)) {
      const fix = `remove it, or choose Kubernetes ${served.join(' or ')}`;
      yield cursor.at(key).problem(`Kubernetes ${version} has no field "${key}" here`, fix);
    } else if (type !== undefined) yield* check(cursor.at(key), type, inner, version);
    else if (!struct.open) yield unknownField(cursor.at(key), key, struct, enclosing);
  }
}

function unknownField(cursor: Cursor, key: string, struct: Struct, enclosing: readonly Enclosing[]): Problem {
  const shown = key.length > 60 ? `${key.slice(0, 60)}…` : key;
  const message = `unknown field "${shown}"`;
  const meant = suggest(key, struct.fields.keys());
  if (meant !== undefined) return cursor.problem(message, `did you mean "${meant}"?`);
  const home = enclosing.findLast((outer) => outer.struct.fields.has(key));
  if (home !== undefined) {
    const place = home.path === '' ? 'the top level' : home.path;
    return cursor.problem(message, `it belongs to ${place}: indent it less`);
  }
  const below = [...struct.fields].find(([, type]) => type.kind === 'named' && structs.get(type.name)?.fields.has(key));
  if (below !== undefined) return cursor.problem(message, `it belongs below "${below[0]}": indent it more`);
  return cursor.problem(message, 'remove it, or check the indentation');
}

function* word(cursor: Cursor, words: readonly string[]): Generator<Problem> {
  const { text } = cursor;
  if (text === undefined) yield mismatch(cursor, 'a string', `write one of ${listed(words)}`);
  else if (text !== '' && !words.includes(text)) {
    const meant = suggest(text, words);
    const fix = meant === undefined ? `write one of ${listed(words)}` : `did you mean ${meant}?`;
    yield cursor.problem(`unsupported value "${text.slice(0, 60)}"`, fix);
  }
}

const listed = (words: readonly string[]): string => {
  const shown = words.filter((word) => word !== '').slice(0, 8);
  return `${shown.join(', ')}${words.length > shown.length + 1 ? ', …' : ''}`;
};

function* scalar(cursor: Cursor, type: FieldType): Generator<Problem> {
  const { tree } = cursor;
  if (tree === undefined) return;
  const problem = tree.kind === 'scalar' ? scalarProblem(cursor, tree, type) : wrongShape(cursor, type);
  if (problem !== undefined) yield problem;
}

function scalarProblem(cursor: Cursor, tree: ScalarTree, type: FieldType): Problem | undefined {
  const { value } = tree;
  switch (type.kind) {
    case 'string':
      return typeof value === 'string'
        ? undefined
        : mismatch(cursor, 'a string', `put it in quotes: "${tree.written}"`);
    case 'boolean':
      return typeof value === 'boolean'
        ? undefined
        : mismatch(cursor, 'true or false', 'write true or false, without quotes');
    case 'integer':
      return integerProblem(cursor, tree, type.bits);
    case 'intOrString':
      if (typeof value === 'string') return undefined;
      return integerProblem(cursor, tree, 32);
    case 'quantity':
      return quantityProblem(cursor, tree);
    case 'bytes':
      if (typeof value !== 'string') return mismatch(cursor, 'a string', 'encode the value with base64');
      if (/^(?:[A-Za-z0-9+/\s]{0,}={0,2}\s*)$/.test(value)) return undefined;
      return cursor.problem('is not base64', 'encode the value with base64, or write it plainly under stringData');
    case 'any':
    case 'list':
    case 'map':
    case 'named':
      return undefined;
  }
}

function wrongShape(cursor: Cursor, type: FieldType): Problem {
  const wanted: Partial<Record<FieldType['kind'], string>> = {
    boolean: 'true or false',
    integer: 'a whole number',
    quantity: 'a quantity such as 100m or 1Gi',
    intOrString: 'a number or a name',
  };
  return mismatch(cursor, wanted[type.kind] ?? 'a string', 'write a single value here');
}

function integerProblem(cursor: Cursor, tree: ScalarTree, bits: 32 | 64): Problem | undefined {
  const { value } = tree;
  if (typeof value !== 'number') {
    const digits = typeof value === 'string' && /^[+-]?[0-9]+$/.test(value.trim());
    return mismatch(cursor, 'a whole number', digits ? 'remove the quotes' : 'write a number, without quotes');
  }
  if (!Number.isInteger(value)) return mismatch(cursor, 'a whole number', 'write it without a fraction');
  const bound = 2n ** BigInt(bits - 1);
  // Beyond 2^53 a number in JavaScript is not the one that was written.
  const told = !Number.isSafeInteger(value) && /^[+-]?[0-9]+$/.test(tree.written);
  const exact = BigInt(told ? tree.written.replace('+', '') : value);
  if (exact >= -bound && exact < bound) return undefined;
  const shown = tree.written === '' ? String(value) : tree.written;
  return cursor.problem(
    `${shown.length > 40 ? `${shown.slice(0, 40)}…` : shown} does not fit in ${bits} bits`,
    `write a number between ${-bound} and ${bound - 1n}`,
  );
}

function quantityProblem(cursor: Cursor, tree: ScalarTree): Problem | undefined {
  const text = quantityText(tree);
  if (text !== undefined && parseQuantity(text) !== undefined) return undefined;
  const shown = (text ?? tree.written).slice(0, 60);
  return cursor.problem(`"${shown}" is not a quantity`, 'write a number with a suffix, such as 100m, 0.5, 128Mi or 2G');
}

/** The text of a quantity as it reaches the API server: YAML numbers are rewritten in decimal on the way. */
export function quantityText({ value, written }: ScalarTree): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') return undefined;
  return Number.isSafeInteger(value) || !/^[+-]?[0-9]+$/.test(written) ? String(value) : written;
}

function mismatch(cursor: Cursor, wanted: string, fix: string): Problem {
  return cursor.problem(`must be ${wanted}, not ${cursor.tree === undefined ? 'absent' : describe(cursor.tree)}`, fix);
}
