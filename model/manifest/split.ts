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
  const { text, lines } = source;
  let start = 0;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? 0;
    if (!text.startsWith('---', line)) continue;
    yield* sectionsIn(text, { start, end: line });
    start = lines[index + 1] ?? text.length;
    if (!/^---\s*(#.*)?$/.test(text.slice(line, start).trimEnd()))
      yield { start: line, end: start, isBadSeparator: true };
  }
  yield* sectionsIn(text, { start, end: text.length });
}

function* sectionsIn(text: string, section: Section): Generator<Section> {
  const body = text.slice(section.start, section.end);
  if (!/^[ \t]*[^\s#%]/m.test(body)) return;
  yield* /^\s*\{/.test(body) ? jsonValues(text, section) : [section];
}

/** Several JSON objects one after another, as kubectl itself prints and reads them; anything else stays in one piece. */
function jsonValues(text: string, section: Section): readonly Section[] {
  const found: Section[] = [];
  let start = section.start;
  let depth = 0;
  for (let at = section.start; at < section.end; at++) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at, section.end);
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    else if (depth === 0 && character !== undefined && !/\s/.test(character)) return [section];
    if (depth < 0) return [section];
    if (depth === 0 && character === '}') {
      found.push({ start, end: at + 1 });
      start = at + 1;
    }
  }
  return depth === 0 ? found : [section];
}

function endOfString(text: string, opening: number, limit: number): number {
  let at = opening + 1;
  while (at < limit && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
