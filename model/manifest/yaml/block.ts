/** Scalars of whole lines, after `|` and `>` (`yaml_parser_scan_block_scalar`, scannerc.go). */
import { type Input, isBlank, isBreak, isBreakOrEnd, type Mark, YamlError } from './input.ts';
import type { Token } from './token.ts';

/** What the header says: which line ends at the end stay, and how deep the text is indented (0: as its first line is). */
interface Header {
  readonly chomping: '' | '+' | '-';
  readonly increment: number;
}

/** Everything up to the end of a line. */
const restOfLine = /[^\n\r\u0085\u2028\u2029]+/y;

/** A block scalar in a collection of this indentation (-1 at the top). */
export function blockToken(input: Input, indentAround: number): Token {
  const start = input.mark;
  const isLiteral = input.read() === '|';
  const { chomping, increment } = header(input, start);
  let { end } = input;
  let indent = increment === 0 ? 0 : Math.max(indentAround, 0) + increment;
  let value = '';
  let lastBreak = '';
  const breaks = (): string => {
    const found = emptyLines(input, indent, indentAround, start);
    indent = found.indent;
    return found.breaks;
  };
  let moreBreaks = breaks();
  let wasIndented = false;
  while (input.column === indent && input.peek() !== '') {
    const isIndented = isBlank(input.peek());
    const isFolded = !isLiteral && lastBreak === '\n' && !wasIndented && !isIndented;
    value += isFolded ? (moreBreaks === '' ? ' ' : '') : lastBreak;
    value += moreBreaks;
    wasIndented = isIndented;
    wasIndented = isIndented;
    value += input.readRun(restOfLine);
    lastBreak = isBreak(input.peek()) ? input.readLine() : '';
    ({ end } = input);
    moreBreaks = breaks();
  }
  if (chomping !== '-') value += lastBreak;
  if (chomping !== '+') return { type: 'scalar', start, end, value, style: 'block' };
  return { type: 'scalar', start, end: input.end - input.column, value: value + moreBreaks, style: 'block' };
}

function header(input: Input, start: Mark): Header {
  const before = chomp(input);
  const increment = digit(input, start);
  const chomping = before === '' && increment > 0 ? chomp(input) : before;
  while (isBlank(input.peek())) input.skip();
  if (input.peek() === '#') while (!isBreakOrEnd(input.peek())) input.skip();
  if (!isBreakOrEnd(input.peek()))
    throw new YamlError('did not find expected comment or line break', input.mark, start);
  if (isBreak(input.peek())) input.readLine();
  return { chomping, increment };
}

function chomp(input: Input): Header['chomping'] {
  const sign = input.peek();
  if (sign !== '+' && sign !== '-') return '';
  input.skip();
  return sign;
}

function digit(input: Input, start: Mark): number {
  if (!/^[0-9]$/.test(input.peek())) return 0;
  if (input.peek() === '0') throw new YamlError('found an indentation indicator equal to 0', input.mark, start);
  return Number(input.read());
}

/** Empty lines before the next text; the first text decides how deep the scalar is indented. */
function emptyLines(input: Input, indent: number, indentAround: number, start: Mark) {
  let deepest = 0;
  let breaks = '';
  for (;;) {
    while ((indent === 0 || input.column < indent) && input.peek() === ' ') input.skip();
    deepest = Math.max(deepest, input.column);
    if ((indent === 0 || input.column < indent) && input.peek() === '\t') {
      throw new YamlError('found a tab character where an indentation space is expected', input.mark, start);
    }
    if (!isBreak(input.peek())) break;
    breaks += input.readLine();
  }
  return { breaks, indent: indent === 0 ? Math.max(deepest, indentAround + 1, 1) : indent };
}
