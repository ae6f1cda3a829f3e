/** Scalars in quotes (`yaml_parser_scan_flow_scalar`, scannerc.go): they may go on at or left of the column of their key. */
import { type Input, isBreak, isMarker, isSpaceOrEnd, type Mark, YamlError } from './input.ts';
import { Gap } from './plain.ts';
import type { Token } from './token.ts';

/** A scalar in single or double quotes. `json`: with the escapes of JSON, which this text is. */
export function quotedToken(input: Input, quote: "'" | '"', json: boolean): Token {
  const start = input.mark;
  input.skip();
  const gap = new Gap();
  const parts: string[] = [];
  for (;;) {
    if (isMarker(input, '-') || isMarker(input, '.')) {
      throw new YamlError('found unexpected document indicator', input.mark, start);
    }
    if (input.peek() === '') throw new YamlError('found unexpected end of stream', input.mark, start);
    parts.push(words(input, quote, gap, start, json));
    if (input.peek() === quote) break;
    gap.take(input);
    parts.push(gap.folded());
  }
  input.skip();
  return {
    type: 'scalar',
    start,
    end: input.end,
    value: parts.join(''),
    style: quote === "'" ? 'single-quoted' : 'double-quoted',
  };
}

/** Characters that mean nothing within quotes. */
const ordinary = /[^\s\u0085'"\\]+/y;

/** Everything up to the next blank, line end or closing quote. An escaped line end is a gap that stands for nothing. */
function words(input: Input, quote: string, gap: Gap, start: Mark, json: boolean): string {
  let text = '';
  while (!isSpaceOrEnd(input.peek())) {
    if (quote === "'" && input.peek() === "'" && input.peek(1) === "'") {
      text += "'";
      input.skip(2);
    } else if (input.peek() === quote) return text;
    else if (quote === '"' && input.peek() === '\\') {
      if (isBreak(input.peek(1))) {
        input.skip();
        input.readLine();
        gap.onNewLine = true;
        return text;
      }
      text += escaped(input, start, json);
    } else text += input.readRun(ordinary) || input.read();
  }
  return text;
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\u001B',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\u0085',
  _: '\u00A0',
  L: '\u2028',
  P: '\u2029',
};

const lengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function escaped(input: Input, start: Mark, json: boolean): string {
  const letter = input.peek(1);
  const simple = json && letter === '/' ? '/' : escapes[letter];
  const length = lengths[letter];
  if (simple === undefined && length === undefined) {
    throw new YamlError('found unknown escape character', input.mark, start);
  }
  input.skip(2);
  return simple ?? escapedCode(input, length ?? 0, start, json);
}

function escapedCode(input: Input, length: number, start: Mark, json: boolean): string {
  const digits = Array.from({ length }, (_, ahead) => input.peek(ahead)).join('');
  if (digits.length < length || !/^[0-9A-Fa-f]+$/.test(digits)) {
    throw new YamlError('did not find expected hexdecimal number', input.mark, start);
  }
  const code = Number.parseInt(digits, 16);
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  if ((isSurrogate && !json) || code > 0x10_ffff) {
    throw new YamlError('found invalid Unicode character escape code', input.mark, start);
  }
  input.skip(length);
  return isSurrogate ? String.fromCharCode(code) : String.fromCodePoint(code);
}
