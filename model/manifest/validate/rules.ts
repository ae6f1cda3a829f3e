import type { Cursor } from '../cursor.ts';
import { type Problem, shortened } from '../problem.ts';

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

/** A DNS label (`IsDNS1123Label`). */
export const isDnsLabel = (text: string): boolean => text.length <= 63 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(text);

/** Container, volume and port names: a DNS label. */
export function* dnsLabel(cursor: Cursor): Generator<Problem> {
  const { text } = cursor;
  if (text === undefined || text === '' || isDnsLabel(text)) return;
  const fix = 'use at most 63 lower-case letters, digits and dashes, beginning and ending with a letter or digit';
  yield cursor.problem(`"${shortened(text)}" is not a valid name`, fix);
}

/** DNS labels joined by dots (`IsDNS1123Subdomain`). */
export const isDnsSubdomain = (text: string): boolean =>
  text.length <= 253 && text.split('.').every((label) => /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(label));

/** Object names: DNS labels joined by dots. */
export function* dnsSubdomain(cursor: Cursor): Generator<Problem> {
  const { text } = cursor;
  if (text === undefined || text === '' || isDnsSubdomain(text)) return;
  const fix =
    'use at most 253 lower-case letters, digits, dashes and dots, beginning and ending with a letter or digit';
  yield cursor.problem(`"${shortened(text)}" is not a valid name`, fix);
}

/** Names of Services before 1.36: a DNS label that begins with a letter (`IsDNS1035Label`). */
export function* serviceLabel(cursor: Cursor): Generator<Problem> {
  const { text } = cursor;
  if (text === undefined || text === '' || (isDnsLabel(text) && /^[a-z]/.test(text))) return;
  const fix = 'use at most 63 lower-case letters, digits and dashes, beginning with a letter';
  yield cursor.problem(`"${shortened(text)}" is not a valid name of a Service`, fix);
}

const namePart = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** Keys of labels, gates and conditions: `name` or `example.com/name` (`IsQualifiedName`). */
export function isQualifiedName(text: string): boolean {
  const [first = '', second, ...rest] = text.split('/');
  const [prefix, name] = second === undefined ? [undefined, first] : [first, second];
  if (rest.length > 0 || name.length > 63 || !namePart.test(name)) return false;
  return prefix === undefined || isDnsSubdomain(prefix);
}

/** Values of labels; nothing is one (`IsValidLabelValue`). */
export const isLabelValue = (text: string): boolean => text === '' || (text.length <= 63 && namePart.test(text));

/** An address as Kubernetes has always taken it: of IPv4 zeros may stand in front (`IsValidIPForLegacyField`). */
export const isIpAddress = (text: string): boolean => isVersion4(text) || isVersion6(text);

const isVersion4 = (text: string): boolean =>
  /^\d+\.\d+\.\d+\.\d+$/.test(text) && text.split('.').every((part) => Number(part) <= 255);

function isVersion6(text: string): boolean {
  const [, head = text, last] = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text) ?? [];
  if (last !== undefined && !isVersion4(last)) return false;
  const groups = last === undefined ? text : `${head}0:0`;
  const halves = groups.split('::');
  const written = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (halves.length > 2 || !written.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false;
  return halves.length === 2 ? written.length <= 7 : written.length === 8;
}

/** The field must be a qualified name. */
export function* qualifiedName(cursor: Cursor): Generator<Problem> {
  const { text } = cursor;
  if (text === undefined || isQualifiedName(text)) return;
  yield cursor.problem(`"${shortened(text)}" is not a qualified name`, 'write name or example.com/name');
}

/** Labels and node selectors: qualified keys, short values. */
export function* labels(cursor: Cursor): Generator<Problem> {
  for (const key of cursor.keys) {
    const label = cursor.at(key);
    if (!isQualifiedName(key)) {
      yield label.problem(`"${shortened(key)}" is not a valid label key`, 'write name or example.com/name');
    }
    const { text = '' } = label;
    if (!isLabelValue(text)) {
      const fix = 'use at most 63 letters, digits, dashes, underscores and dots';
      yield label.problem(`"${shortened(text)}" is not a valid label value`, fix);
    }
  }
}
