import { Composer, type CST, Lexer, Parser, type Tags, type YAMLError } from 'yaml';
import { convertDocument } from './convert.ts';
import type { Problem } from './problem.ts';
import type { Source } from './source.ts';
import type { Section } from './split.ts';
import type { Tree } from './tree.ts';

/** What one section held: the documents that could be read, and what was wrong with the others. */
export interface Documents {
  readonly roots: readonly Tree[];
  readonly problems: readonly Problem[];
}

/**
 * YAML the way kubectl reads it: version 1.1 with merge keys, but without its base-60 numbers and dates, which the Go
 * parser does not know. Duplicate keys are found while converting; the library's own check takes quadratic time.
 */
const options = {
  version: '1.1',
  merge: true,
  uniqueKeys: false,
  customTags: (tags: Tags): Tags => tags.filter((tag) => typeof tag === 'string' || !isTimeTag(tag)),
} as const;

const isTimeTag = (tag: { tag: string; format?: string }): boolean =>
  tag.format === 'TIME' || tag.tag === 'tag:yaml.org,2002:timestamp';

/** No Kubernetes object nests deeper than a tenth of this; recursion over the documents stays far from the stack's end. */
const deepest = 300;

/** Keeps one section's tree within a gigabyte or so, and its reading within seconds. */
const mostTokens = 1_000_000;

/** Reads one section. Bad input of any kind becomes a problem; nothing is thrown. */
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
    const reason = error instanceof Error ? error.message : 'unknown reason';
    const fix = 'check the structure of this document';
    return { roots: [], problems: [source.problem(section.start, '', `cannot be read as YAML (${reason})`, fix)] };
  }
}

function refusal(source: Source, base: number, text: string): Problem | undefined {
  // All that Unicode calls control characters but for tab, line ends and U+0085, which YAML allows.
  const control = /(?![\t\n\r\u0085])\p{Cc}/u.exec(text);
  if (control === null) return undefined;
  const code = control[0].charCodeAt(0).toString(16).padStart(2, '0');
  const message = `contains the control character 0x${code}, which YAML does not allow`;
  return source.problem(base + control.index, '', message, 'save the file as UTF-8 text');
}

function parseSection(source: Source, base: number, text: string): Documents {
  const { tokens, refused } = tokensOf(text);
  if (refused !== undefined) {
    const { offset, message, fix } = refused;
    return { roots: [], problems: [source.problem(base + offset, '', message, fixFor(text, fix))] };
  }
  const roots: Tree[] = [];
  const problems: Problem[] = [];
  for (const document of new Composer(options).compose(tokens)) {
    const [error] = document.errors;
    if (error !== undefined) {
      problems.push(syntaxProblem(source, base, text, error));
      continue;
    }
    const { tree, problem } = convertDocument(document.contents, source, base);
    if (problem !== undefined) problems.push({ ...problem, fix: fixFor(text, problem.fix) });
    else if (tree !== undefined) roots.push(tree);
  }
  return { roots, problems };
}

/** Why a text is given up before it is understood. */
interface Refused {
  readonly offset: number;
  readonly message: string;
  readonly fix: string;
}

/** The concrete syntax of a section; stops early where it gets too deep or too long, or makes no sense. */
function tokensOf(text: string): { readonly tokens: readonly CST.Token[]; readonly refused?: Refused } {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      if (token.type === 'error') return { tokens, refused: { offset: token.offset, ...malformed(token.message) } };
      tokens.push(token);
    }
    if (parser.stack.length > deepest) {
      const message = `nests deeper than ${deepest} levels`;
      return { tokens, refused: { offset: parser.offset, message, fix: 'flatten this document' } };
    }
    if (++count > mostTokens) {
      const message = `one document holds more than ${mostTokens} words and signs`;
      return { tokens, refused: { offset: parser.offset, message, fix: 'split the document' } };
    }
  }
  return { tokens: [...tokens, ...parser.end()] };
}

function malformed(reason: string): { readonly message: string; readonly fix: string } {
  const short = reason.length > 160 ? `${reason.slice(0, 160)}…` : reason;
  return {
    message: `malformed YAML: ${short.charAt(0).toLowerCase()}${short.slice(1)}`,
    fix: 'check indentation, quotes and colons around this line',
  };
}

/** Most files that are not YAML although they end in `.yaml` are templates. */
const fixFor = (text: string, fix: string): string =>
  /\{\{[^{}]*\}\}/.test(text) ? 'this looks like a template: render it first, for instance with helm template' : fix;

function syntaxProblem(source: Source, base: number, text: string, { pos, code, message }: YAMLError): Problem {
  const what = malformed(message);
  return source.problem(base + pos[0], '', what.message, fixFor(text, fixes.get(code) ?? what.fix));
}

const fixes: ReadonlyMap<string, string> = new Map([
  ['TAB_AS_INDENT', 'indent with spaces instead of tabs'],
  ['BAD_INDENT', 'line this up with its neighbours'],
  ['BLOCK_AS_IMPLICIT_KEY', 'put a value that contains a colon in quotes, or check the indentation'],
  ['MISSING_CHAR', 'close the quote or bracket, or add the missing character'],
  ['BAD_ALIAS', 'define the anchor before using it, or put a value that starts with * in quotes'],
  ['BAD_DQ_ESCAPE', 'use single quotes, or double the backslash'],
]);
