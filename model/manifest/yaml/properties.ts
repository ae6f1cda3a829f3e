/** Anchors, aliases and tags (`yaml_parser_scan_anchor`, `yaml_parser_scan_tag`, scannerc.go). */
import { type Input, isSpaceOrEnd, isWordCharacter, type Mark, YamlError } from './input.ts';
import type { Token } from './token.ts';

const word = (input: Input): string => {
  let text = '';
  while (isWordCharacter(input.peek())) text += input.read();
  return text;
};

/** `&name` or `*name`. */
export function anchorToken(input: Input, type: 'anchor' | 'alias'): Token {
  const start = input.mark;
  input.skip();
  const name = word(input);
  const next = input.peek();
  if (name === '' || !(isSpaceOrEnd(next) || '?:,]}%@`'.includes(next))) {
    throw new YamlError('did not find expected alphabetic or numeric character', input.mark, start);
  }
  return { type, start, end: input.end, name };
}

/** `!`, `!name`, `!!name`, `!handle!name` or `!<uri>`. */
export function tagToken(input: Input): Token {
  const start = input.mark;
  const found = input.peek(1) === '<' ? verbatim(input, start) : shorthand(input, start);
  if (!isSpaceOrEnd(input.peek()))
    throw new YamlError('did not find expected whitespace or line break', input.mark, start);
  return { type: 'tag', start, end: input.end, ...found };
}

function verbatim(input: Input, start: Mark) {
  input.skip(2);
  const suffix = uri(input, '', start);
  if (input.peek() !== '>') throw new YamlError("did not find the expected '>'", input.mark, start);
  input.skip();
  return { handle: '', suffix };
}

function shorthand(input: Input, start: Mark) {
  let handle = input.read() + word(input);
  if (input.peek() === '!') handle += input.read();
  if (handle.length > 1 && handle.endsWith('!')) return { handle, suffix: uri(input, '', start) };
  const suffix = uri(input, handle, start);
  // A lone ! is a tag of its own, which says that a value is no more than text.
  return suffix === '' ? { handle: '', suffix: '!' } : { handle: '!', suffix };
}

function uri(input: Input, head: string, start: Mark): string {
  let text = head.slice(1);
  let found = head !== '';
  while (isWordCharacter(input.peek()) || (input.peek() !== '' && ";/?:@&=+$,.!~*'()[]%".includes(input.peek()))) {
    text += input.peek() === '%' ? escapedOctets(input, start) : input.read();
    found = true;
  }
  if (!found) throw new YamlError('did not find expected tag URI', input.mark, start);
  return text;
}

/** `%C3%A9`: the octets of one character in UTF-8. */
function escapedOctets(input: Input, start: Mark): string {
  const octet = (): string => {
    const written = input.peek() + input.peek(1) + input.peek(2);
    if (!/^%[0-9A-Fa-f]{2}$/.test(written)) throw new YamlError('did not find URI escaped octet', input.mark, start);
    input.skip(3);
    return written;
  };
  let written = octet();
  const first = Number.parseInt(written.slice(1), 16);
  const width = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 0;
  if (width === 0) throw new YamlError('found an incorrect leading UTF-8 octet', input.mark, start);
  for (let more = 1; more < width; more++) written += octet();
  try {
    return decodeURIComponent(written);
  } catch {
    throw new YamlError('found an incorrect trailing UTF-8 octet', input.mark, start);
  }
}
