import type { Source } from './source.ts';

/** A part of a file that holds (at least) one document: from `start` up to, not including, `end`. */
export interface Section {
  readonly start: number;
  readonly end: number;
  /** This is a line of dashes with something after them, which kubectl refuses. */
  readonly isBadSeparator?: true;
}

/**
 * Cuts a file where kubectl does: at lines that begin with `---`, before any YAML is read, so that one broken document does
 * not hide the others (`YAMLReader`, apimachinery `pkg/util/yaml/decoder.go`, 1.36). Sections of nothing but comments are
 * left out.
 */
export function* sectionsOf(source: Source): Generator<Section> {
  const { text, lines, isMarked } = source;
  let start = 0;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? 0;
    // Behind a byte order mark kubectl sees no line that begins with dashes; its YAML library does.
    if (!text.startsWith('---', line) || (isMarked && line === 0)) continue;
    const next = lines[index + 1] ?? text.length;
    const isBadSeparator = !/^---[\s\u0085]*(#.*)?$/s.test(text.slice(line, next).trimEnd());
    yield* sectionsIn(source, { start, end: line });
    // With nothing before it the line belongs to what follows: it is a document marker there.
    start = start === line && !isBadSeparator ? line : next;
    if (isBadSeparator) yield { start: line, end: next, isBadSeparator: true };
  }
  yield* sectionsIn(source, { start, end: text.length });
}

function* sectionsIn({ text, beginsAsJson }: Source, section: Section): Generator<Section> {
  const body = text.slice(section.start, section.end);
  if (!/^ *[^ \r\n#]|\u0085/m.test(body.replace(/^---(?= *(\r?\n|$)| +#)/, ''))) return;
  yield* beginsAsJson && /^\s*\{/.test(body) ? jsonValues(text, section) : [section];
}

/** Several JSON objects one after another, as kubectl itself prints and reads them; what is none stays in one piece with what follows it. */
function jsonValues(text: string, section: Section): readonly Section[] {
  const found: Section[] = [];
  let start = section.start;
  let depth = 0;
  for (let at = section.start; at < section.end; at++) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at, section.end);
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    else if (depth === 0 && character !== undefined && !/\s/.test(character))
      return [...found, { start, end: section.end }];
    if (depth < 0) return [...found, { start, end: section.end }];
    if (depth === 0 && character === '}') {
      if (!isJson(text.slice(start, at + 1))) return [...found, { start, end: section.end }];
      found.push({ start, end: at + 1 });
      start = at + 1;
    }
  }
  return text.slice(start, section.end).trim() === '' ? found : [...found, { start, end: section.end }];
}

/** Is this JSON, to the letter? */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function endOfString(text: string, opening: number, limit: number): number {
  let at = opening + 1;
  while (at < limit && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
