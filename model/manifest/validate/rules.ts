import type { Cursor } from '../cursor.ts';
import type { Problem } from '../problem.ts';

/** Small rules that many fields share; each yields what is wrong, in the words of the API server. */

/** The field must be written and not empty. */
export function* required(cursor: Cursor, fix: string): Generator<Problem> {
  if (!cursor.exists || cursor.text === '') yield cursor.problem('is required', fix);
}

/** If the field is a number, it must be at least this. */
export function* atLeast(least: number, ...cursors: readonly Cursor[]): Generator<Problem> {
  for (const cursor of cursors) {
    if (cursor.whole !== undefined && cursor.whole < least) {
      yield cursor.problem(`${cursor.whole} must be greater than or equal to ${least}`, `write ${least} or more`);
    }
  }
}

/** If the field is a number, it must be a port. */
export function* port(cursor: Cursor): Generator<Problem> {
  const { whole } = cursor;
  if (whole !== undefined && (whole < 1 || whole > 65_535)) {
    yield cursor.problem(`${whole} is not a port`, 'write a number between 1 and 65535');
  }
}

/** No two items may agree in this field. */
export function* distinct(items: readonly Cursor[], field: string, seen = new Set<string>()): Generator<Problem> {
  for (const item of items) {
    const cursor = item.at(field);
    const { text } = cursor;
    if (text === undefined || text === '') continue;
    if (seen.has(text)) yield cursor.problem(`"${text}" is used twice`, 'give it another name');
    seen.add(text);
  }
}

/** Container, volume and port names: a DNS label. */
export function* dnsLabel(cursor: Cursor): Generator<Problem> {
  const { text } = cursor;
  if (text === undefined || text === '' || (text.length <= 63 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(text))) return;
  const fix = 'use at most 63 lower-case letters, digits and dashes, beginning and ending with a letter or digit';
  yield cursor.problem(`"${short(text)}" is not a valid name`, fix);
}

/** Object names: DNS labels joined by dots. */
export function* dnsSubdomain(cursor: Cursor): Generator<Problem> {
  const { text } = cursor;
  if (text === undefined || text === '') return;
  const labels = text.split('.');
  if (text.length <= 253 && labels.every((label) => /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(label))) return;
  const fix =
    'use at most 253 lower-case letters, digits, dashes and dots, beginning and ending with a letter or digit';
  yield cursor.problem(`"${short(text)}" is not a valid name`, fix);
}

const namePart = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** Keys of labels, gates and conditions: `name` or `example.com/name`. */
export function isQualifiedName(text: string): boolean {
  const [first = '', second, ...rest] = text.split('/');
  const [prefix, name] = second === undefined ? [undefined, first] : [first, second];
  if (rest.length > 0 || name.length > 63 || !namePart.test(name)) return false;
  return prefix === undefined || (prefix.length <= 253 && /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(prefix));
}

/** The field must be a qualified name. */
export function* qualifiedName(cursor: Cursor): Generator<Problem> {
  const { text } = cursor;
  if (text === undefined || isQualifiedName(text)) return;
  yield cursor.problem(`"${short(text)}" is not a qualified name`, 'write name or example.com/name');
}

/** Labels and node selectors: qualified keys, short values. */
export function* labels(cursor: Cursor): Generator<Problem> {
  for (const key of cursor.keys) {
    const label = cursor.at(key);
    if (!isQualifiedName(key)) {
      yield label.problem(`"${short(key)}" is not a valid label key`, 'write name or example.com/name');
    }
    const { text = '' } = label;
    if (text !== '' && (text.length > 63 || !namePart.test(text))) {
      const fix = 'use at most 63 letters, digits, dashes, underscores and dots';
      yield label.problem(`"${short(text)}" is not a valid label value`, fix);
    }
  }
}

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
