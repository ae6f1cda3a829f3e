/** Markdown made from data: whatever a text holds, it is shown as it is. */

/** A text that Markdown, HTML and Vue leave alone. */
export const plain = (text: string): string =>
  text.replaceAll(/[\\`*_[\]<>#|~$]/g, (sign) => `\\${sign}`).replaceAll('{{', '{\\{');

/** A text as code, whatever it holds. */
export const code = (text: string): string => {
  const fence = text.includes('`') ? '``' : '`';
  return `${fence}${text}${fence}`;
};

/** A text in which words between backticks are code. */
export const prose = (text: string): string =>
  text
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 0 ? plain(part) : part))
    .join('');

/** A table; its cells are Markdown, in which a bar has to be written differently. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('\n', ' ').replaceAll(/(?<!\\)\|/g, '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
};

/** A list. */
export const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');

/** Lines as a block that nothing is made of. */
export const block = (text: string, language = 'text'): string => `\`\`\`${language}\n${text}\n\`\`\``;

/** A title with an address of its own on the page. */
export const heading = (level: number, title: string, anchor?: string): string =>
  `${'#'.repeat(level)} ${title}${anchor === undefined ? '' : ` {#${anchor}}`}`;

/** Paragraphs, lists, tables and blocks one after the other; what is undefined is left out. */
export const page = (...parts: readonly (string | undefined)[]): string =>
  `${parts.filter((part) => part !== undefined && part !== '').join('\n\n')}\n`;

/** A page that a route of VitePress makes: `params` gives its address. */
export interface Page {
  readonly params: Readonly<Record<string, string>>;
  readonly content: string;
}
