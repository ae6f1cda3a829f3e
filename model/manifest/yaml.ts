import { convertDocument } from './convert.ts';
import { type Problem, rendering } from './problem.ts';
import type { Source } from './source.ts';
import { isJson, type Section } from './split.ts';
import { endless, type Tree } from './tree.ts';
import { YamlError } from './yaml/input.ts';
import { parseYaml } from './yaml/parser.ts';

/** What one section held: the document, if it could be read, and what is wrong. */
export interface Documents {
  readonly roots: readonly Tree[];
  readonly problems: readonly Problem[];
}

/**
 * How much of a document is read. No Kubernetes object nests deeper than a tenth of this; recursion over the documents stays far from the stack's end. A
 * million values keep one section's tree within a gigabyte or so, and its reading within seconds.
 */
export const limits = { depth: 300, nodes: 1_000_000 };

/** Reads one section as kubectl reads it. Bad input of any kind becomes a problem; nothing is thrown. */
export function readSection(source: Source, section: Section): Documents {
  if (section.isBadSeparator) {
    const fix = 'write the document on the lines below, and nothing but --- on this one';
    return { roots: [], problems: [source.problem(section.start, '', 'invalid document separator', fix)] };
  }
  const text = source.text.slice(section.start, section.end);
  const refused = refusal(source, section.start, text);
  if (refused !== undefined) return { roots: [], problems: [refused] };
  try {
    return parseSection(source, section.start, text);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    return { roots: [], problems: [syntaxProblem(source, section.start, text, error)] };
  }
}

function refusal(source: Source, base: number, text: string): Problem | undefined {
  // All that Unicode calls control characters but for tab, line ends and U+0085, which YAML allows.
  const control = /(?![\t\n\r\u0085])[\p{Cc}\uFFFE\uFFFF]/u.exec(text);
  if (control === null) return undefined;
  const code = control[0].charCodeAt(0).toString(16).padStart(2, '0');
  const message = `contains the control character 0x${code}, which YAML does not allow`;
  return source.problem(base + control.index, '', message, 'save the file as UTF-8 text');
}

function parseSection(source: Source, base: number, text: string): Documents {
  const { root, rest } = parseYaml(text, source.beginsAsJson && isJson(text), limits);
  if (root === undefined) return { roots: [], problems: [] };
  const { tree, problem } = convertDocument(root, source, base, limits.depth);
  const found = problem ?? (rest === undefined ? undefined : unread(source, base + rest.offset));
  const number = tree === undefined ? undefined : endless(tree);
  const wrong = found ?? (number === undefined ? undefined : infinite(source, number));
  if (wrong !== undefined) return { roots: [], problems: [{ ...wrong, fix: fixFor(text, wrong.fix) }] };
  return { roots: tree === undefined ? [] : [tree], problems: [] };
}

const unread = (source: Source, offset: number): Problem =>
  source.problem(
    offset,
    '',
    'kubectl reads no further than this: the document above is over',
    'line it up with the document above, or put a line with --- before it',
  );

const infinite = (source: Source, offset: number): Problem =>
  source.problem(offset, '', 'is no number that JSON knows', 'write a number, or put it in quotes');

/** Most files that are not YAML although they end in `.yaml` are templates. */
const fixFor = (text: string, fix: string): string => (/\{\{[^{}]*\}\}/.test(text) ? rendering : fix);

/** What began and never ended is told where it began. */
const toldWhereItBegan = ['found unexpected end of stream', "could not find expected ':'"];

function syntaxProblem(source: Source, base: number, text: string, error: YamlError): Problem {
  const { message, place, context, fix } = error;
  const mark = context !== undefined && toldWhereItBegan.includes(message) ? context : place;
  const general = 'check indentation, quotes and colons around this line';
  const advice = fix ?? (text.charAt(mark.offset) === '\t' ? tabs : (fixes.get(message) ?? general));
  const told = fix === undefined ? `malformed YAML: ${message}` : message;
  return source.problem(base + mark.offset, '', told, fixFor(text, advice));
}

const tabs = 'indent with spaces instead of tabs';

const fixes: ReadonlyMap<string, string> = new Map([
  ['found a tab character that violates indentation', tabs],
  ['found a tab character where an indentation space is expected', tabs],
  ['found character that cannot start any token', 'put a value that begins with such a character in quotes'],
  [
    'mapping values are not allowed in this context',
    'put a value that contains a colon in quotes, or check the indentation',
  ],
  ["could not find expected ':'", 'write a colon and a space after this key, or line it up with its neighbours'],
  ['did not find expected <document start>', 'remove the lines that begin with %: kubectl cuts the file at --- first'],
  ['did not find expected key', 'line this up with its neighbours'],
  ["did not find expected '-' indicator", 'begin each item of this list with "- ", in one column'],
  ["did not find expected ',' or ']'", 'close the bracket, or add the missing comma'],
  ["did not find expected ',' or '}'", 'close the bracket, or add the missing comma'],
  ['found unexpected end of stream', 'close the quote that begins here'],
  ['found unexpected document indicator', 'close the quote before this line'],
  ['found unknown escape character', 'use single quotes, or double the backslash'],
]);
