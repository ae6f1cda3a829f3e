/** Mermaid diagrams: the one place that knows how text gets into them. */
import { inertLine } from './text.ts';

/** Text that means nothing to Mermaid, in one line: its signs, its comments and the one word that ends a block are entities. */
export const label = (text: string): string =>
  inertLine(text)
    .replace(/[#;<>"%`]/g, (sign) => `#${sign.charCodeAt(0)};`)
    .replace(/\bend\b/g, '#101;nd');

/** The same in a state diagram, where a colon begins the text of an arrow. */
export const stateLabel = (text: string): string => label(text).replaceAll(':', '#58;');
