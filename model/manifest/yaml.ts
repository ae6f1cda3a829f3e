import { Composer, Parser, type Tags, type YAMLError } from 'yaml';
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

/** Reads one section. Bad input of any kind becomes a problem; nothing is thrown. */
export function readSection(source: Source, section: Section): Documents {
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
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what YAML forbids
  const control = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/.exec(text);
  if (control === null) return undefined;
  const code = control[0].charCodeAt(0).toString(16).padStart(2, '0');
  const message = `contains the control character 0x${code}, which YAML does not allow`;
  return source.problem(base + control.index, '', message, 'save the file as UTF-8 text');
}

function parseSection(source: Source, base: number, text: string): Documents {
  const tokens = [...new Parser().parse(text)];
  const tooDeep = tokens.map(firstTooDeep).find((offset) => offset !== undefined);
  if (tooDeep !== undefined) {
    const message = `nests deeper than ${deepest} levels`;
    return { roots: [], problems: [source.problem(base + tooDeep, '', message, 'flatten this document')] };
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
    if (problem !== undefined) problems.push(problem);
    else if (tree !== undefined) roots.push(tree);
  }
  return { roots, problems };
}

/** Offset of the first token below the depth limit; walks without recursion, for that is what the limit protects. */
function firstTooDeep(token: unknown): number | undefined {
  const open: { token: unknown; depth: number }[] = [{ token, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token: current, depth } = next;
    if (typeof current !== 'object' || current === null) continue;
    if (depth > deepest) return 'offset' in current && typeof current.offset === 'number' ? current.offset : 0;
    const children = 'items' in current && Array.isArray(current.items) ? (current.items as readonly unknown[]) : [];
    for (const child of children) open.push({ token: child, depth });
    if ('key' in current) open.push({ token: current.key, depth: depth + 1 });
    if ('value' in current) open.push({ token: current.value, depth: depth + 1 });
  }
  return undefined;
}

function syntaxProblem(source: Source, base: number, text: string, { pos, code, message }: YAMLError): Problem {
  const isTemplate = /\{\{[^}]*\}\}/.test(text);
  const fix = isTemplate
    ? 'this looks like a template: render it first, for instance with helm template'
    : (fixes.get(code) ?? 'check indentation, quotes and colons around this line');
  return source.problem(
    base + pos[0],
    '',
    `malformed YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`,
    fix,
  );
}

const fixes: ReadonlyMap<string, string> = new Map([
  ['TAB_AS_INDENT', 'indent with spaces instead of tabs'],
  ['BAD_INDENT', 'line this up with its neighbours'],
  ['BLOCK_AS_IMPLICIT_KEY', 'put a value that contains a colon in quotes, or check the indentation'],
  ['MISSING_CHAR', 'close the quote or bracket, or add the missing character'],
  ['BAD_ALIAS', 'define the anchor before using it, or put a value that starts with * in quotes'],
  ['BAD_DQ_ESCAPE', 'use single quotes, or double the backslash'],
]);
