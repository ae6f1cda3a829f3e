/** Places in a text by lines, and pieces of text put in the place of others. */

/** A piece of text in the place of what stands between two offsets. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text with all these pieces in it; none may overlap another. */
export const spliced = (text: string, splices: readonly Splice[]): string =>
  splices
    .toSorted((a, b) => b.start - a.start || b.end - a.end)
    .reduce((before, { start, end, text: piece }) => before.slice(0, start) + piece + before.slice(end), text);

/** How a text ends its lines. */
export const lineEndIn = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** Where the line begins that an offset is on. */
export const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

/** Where the text of a line is over: before its line end. */
export const lineEnd = (text: string, offset: number): number => {
  const feed = text.indexOf('\n', offset);
  if (feed === -1) return text.length;
  return feed > offset && text[feed - 1] === '\r' ? feed - 1 : feed;
};

/** Where the line after this one begins. */
export const nextLine = (text: string, offset: number): number => {
  const feed = text.indexOf('\n', offset);
  return feed === -1 ? text.length : feed + 1;
};

/** Where the lines are over of something that ends at this offset: with what is left of its last line, a comment for instance. */
export const linesEnd = (text: string, end: number): number =>
  end > 0 && text[end - 1] === '\n' ? end : nextLine(text, end);

/** What stands on a line before an offset. */
export const before = (text: string, offset: number): string => text.slice(lineStart(text, offset), offset);

/** The blanks with which a line begins. */
export const indentAt = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(lineStart(text, offset), lineEnd(text, offset)))?.[0] ?? '';

/** Lines put in where a line begins, or after a last line that has no end. */
export const linesAt = (text: string, offset: number, lines: readonly string[]): Splice =>
  wholeLines(text, offset, lines.join(lineEndIn(text)));

/** The same for lines in one text, with or without the end of the last of them. */
export const wholeLines = (text: string, offset: number, lines: string): Splice => {
  const end = lineEndIn(text);
  const isOpen = offset === text.length && text !== '' && !text.endsWith('\n');
  const bare = lines.replace(/\r?\n$/, '');
  return { start: offset, end: offset, text: isOpen ? end + bare : bare + end };
};

/** Lines put so many columns further in, or out. */
export const shifted = (lines: string, columns: number): string =>
  columns >= 0
    ? lines.replace(/^(?=[^\r\n])/gm, ' '.repeat(columns))
    : lines.replace(new RegExp(`^ {0,${-columns}}`, 'gm'), '');

/** Where the comments begin that stand directly above a line and as far in as it: they speak of it. */
export const commentsAbove = (text: string, start: number, column: number): number => {
  let at = start;
  while (at > 0) {
    const above = lineStart(text, at - 1);
    if (!new RegExp(`^ {${column}}#`).test(text.slice(above, at))) break;
    at = above;
  }
  return at;
};
