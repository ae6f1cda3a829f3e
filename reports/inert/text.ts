/**
 * Text of strangers, made harmless for whoever shows it. A manifest, a file name or a report may hold control characters, which a
 * terminal obeys, and characters that reorder what stands around them (Unicode UAX #9), so that a line reads other than it is.
 */

/** Controls but line end and tab; marks, embeddings, overrides and isolates of the bidirectional algorithm; line and paragraph separator. */
const harmful = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** What stands where something was taken out. */
export const instead = '\uFFFD';

/** The text with something else for each such character; line ends and tabs stay. */
export const replaced = (text: string, by: (sign: string) => string): string =>
  text.replace(harmful, (sign) => (sign === '\n' || sign === '\t' ? sign : by(sign)));

/** The text with a sign for each such character; line ends and tabs stay. */
export const inertText = (text: string): string => replaced(text, () => instead);

/** The same in one line. */
export const inertLine = (text: string): string => inertText(text.replace(/[\n\t]/g, ' '));

/** The colours of `Style`, and nothing else that starts with an escape: it can neither move, hide, delete nor ask. */
const painted = new RegExp(`${String.fromCharCode(27)}\\[(?:[12]|22|3[1236]|39)m`, 'g');

/** What a command prints, as it may leave the process. Where nothing is coloured, no escape sequence is ours. */
export const inertOutput = (text: string, colours: boolean): string => {
  if (!colours) return inertText(text);
  const between = text.split(painted).map(inertText);
  const paint = text.match(painted) ?? [];
  return between.map((part, index) => part + (paint[index] ?? '')).join('');
};
