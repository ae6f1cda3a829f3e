/** What a scalar means (`resolve.go`, go.yaml.in/yaml/v2 2.4.3): YAML 1.1 without its base-60 numbers and dates. */

/** A value of JSON that is no object and no list. */
export type ScalarValue = string | number | boolean | null;

/** The value, or why there is none. */
export type Resolved = { readonly value: ScalarValue; readonly type: Type } | { readonly problem: string };

const longTag = 'tag:yaml.org,2002:';
const resolvable = new Set(['', ...['str', 'bool', 'int', 'float', 'null', 'timestamp'].map((name) => longTag + name)]);

/** The types a scalar can have. */
export type Type = 'str' | 'bool' | 'int' | 'float' | 'null' | 'timestamp';

const words: ReadonlyMap<string, readonly [Type, ScalarValue]> = new Map([
  ...spelled('y Y yes Yes YES true True TRUE on On ON', 'bool', true),
  ...spelled('n N no No NO false False FALSE off Off OFF', 'bool', false),
  ...spelled('~ null Null NULL', 'null', null),
  ['', ['null', null]],
  ...spelled('.nan .NaN .NAN', 'float', Number.NaN),
  ...spelled('.inf .Inf .INF +.inf +.Inf +.INF', 'float', Number.POSITIVE_INFINITY),
  ...spelled('-.inf -.Inf -.INF', 'float', Number.NEGATIVE_INFINITY),
]);

function spelled(all: string, type: Type, value: ScalarValue): [string, readonly [Type, ScalarValue]][] {
  return all.split(' ').map((word) => [word, [type, value]]);
}

/** What a scalar stands for. `implicit`: written without quotes. */
export function resolveScalar(tag: string, text: string, implicit: boolean): Resolved {
  if (tag === '' && !implicit) return { value: text, type: 'str' };
  if (tag === `${longTag}binary`) return decoded(text);
  if (!resolvable.has(tag) || tag === `${longTag}str`) return { value: text, type: 'str' };
  const wanted = tag.slice(tag === '' ? 0 : longTag.length);
  const [type, value] = meaningOf(text, wanted);
  // A whole number beyond the signed ones does not become a float there.
  const widens = wanted === 'float' && type === 'int' && Number(value) < 2 ** 63;
  if (wanted === '' || wanted === type || widens) return { value, type: widens ? 'float' : type };
  return { problem: `cannot decode !!${type} \`${text.slice(0, 40)}\` as a !!${wanted}` };
}

function meaningOf(text: string, wanted: string): readonly [Type, ScalarValue] {
  const word = words.get(text);
  if (word !== undefined) return word;
  if (text.startsWith('.')) {
    const value = /^\.[0-9]+([eE][-+]?[0-9]+)?$/.test(text) ? Number(text) : Number.NaN;
    return Number.isFinite(value) ? ['float', value] : ['str', text];
  }
  if (!/^[-+0-9]/.test(text)) return ['str', text];
  if (wanted !== 'int' && wanted !== 'float' && isTimestamp(text)) return ['timestamp', text];
  return numberIn(text.replaceAll('_', '')) ?? ['str', text];
}

const mostUnsigned = 2n ** 64n - 1n;
const mostSigned = 2n ** 63n - 1n;

/** A whole number as it is written in JSON, for keys; nothing if it is none, or beyond 64 bits with a sign. */
export function wholeKey(text: string): string | undefined {
  const whole = wholeIn(text.replaceAll('_', ''));
  return whole === undefined || whole > mostSigned ? undefined : String(whole);
}

/** `strconv.ParseInt`, else `ParseUint`, with base 0; else a float. */
function numberIn(text: string): readonly [Type, number] | undefined {
  const whole = wholeIn(text);
  if (whole !== undefined) return ['int', Number(whole)];
  if (!/^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? ['float', value] : undefined;
}

function wholeIn(text: string): bigint | undefined {
  const [, sign = '', digits = ''] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  const magnitude = magnitudeIn(digits);
  if (magnitude === undefined) return undefined;
  if (sign === '-') return magnitude <= mostSigned + 1n ? -magnitude : undefined;
  return magnitude <= (sign === '' ? mostUnsigned : mostSigned) ? magnitude : undefined;
}

function magnitudeIn(digits: string): bigint | undefined {
  if (/^0[xX][0-9a-fA-F]+$/.test(digits) || /^0[bB][01]+$/.test(digits) || /^0[oO][0-7]+$/.test(digits)) {
    return BigInt(digits.toLowerCase());
  }
  if (/^0[0-7]+$/.test(digits)) return BigInt(`0o${digits.slice(1)}`);
  return /^(0|[1-9][0-9]*)$/.test(digits) ? BigInt(digits) : undefined;
}

/** One of the forms of `allowedTimestampFormats`; it stays the text it is. */
function isTimestamp(text: string): boolean {
  const date =
    /^(\d{4})-(\d{1,2})-(\d{1,2})(?:([Tt ])(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(Z|[-+]\d{2}:\d{2})?)?$/.exec(text);
  const [year = 0, month = 0, day = 0, , hour = 0, minute = 0, second = 0] = (date ?? [])
    .slice(1)
    .map((part) => (part === undefined ? 0 : Number(part)));
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  const inRange = month >= 1 && month <= 12 && day >= 1 && day <= days && hour < 24 && minute < 60 && second < 60;
  return date !== null && inRange;
}

function decoded(text: string): Resolved {
  const bare = text.replace(/[\r\n]/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(bare)) {
    return { problem: '!!binary value contains invalid base64 data' };
  }
  const bytes = Uint8Array.from(atob(bare), (character) => character.charCodeAt(0));
  return { value: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), type: 'str' };
}

/** A number as a key of JSON: shortest as a 32-bit float (`strconv.FormatFloat(…, 'g', -1, 32)` in sigs.k8s.io/yaml). */
export function floatKey(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  const narrow = Math.fround(value);
  if (!Number.isFinite(narrow)) return narrow > 0 ? '.inf' : '-.inf';
  if (narrow === 0) return Object.is(narrow, -0) ? '-0' : '0';
  const precisions = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const precision = precisions.find((digits) => Math.fround(Number(narrow.toPrecision(digits))) === narrow) ?? 9;
  const [digits = '', exponent = '0'] = narrow.toExponential(precision - 1).split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(Number(`${digits}e${power}`));
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
