/** Markdown as GitHub has it: the one place that knows how text gets into it. */
import { inertLine, inertText } from './text.ts';

/** What may begin a list, a heading or a rule where a line begins. */
const opens = /^(?:[-+=~]|\d+(?=[.)]))/;

/** These mean something to HTML, which Markdown lets through. */
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text that means nothing to Markdown, in one line: no emphasis, tag, link, table, and no address that becomes a link by itself. */
export const plain = (text: string): string =>
  inertLine(text)
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]|#~@<>&]/g, (sign) => entities[sign] ?? `\\${sign}`)
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/\b(www|mailto)(?=[.:])/gi, '$1\\')
    .replace(opens, (sign) => (/\d/.test(sign) ? `${sign}\\` : `\\${sign}`));

/** Text within a tag that begins a line, such as a summary: up to the next empty line that is HTML, and a backslash escapes nothing. */
export const html = (text: string): string =>
  inertLine(text)
    .replace(/\s+/g, ' ')
    .replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);

/** A name as code, in one line. */
export const code = (text: string): string => `\`${inertLine(text).replaceAll('`', "'")}\``;

/** The same in a table, where a bar would end the cell. */
export const cellCode = (text: string): string => code(text).replaceAll('|', '\\|');

/** A block of code: its fence is longer than any within. */
export const fenced = (language: string, lines: readonly string[]): readonly string[] => {
  const text = inertText(lines.join('\n'));
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return [fence + language, text, fence];
};
