/** JSON whose strings cannot act on whoever prints it. */
import { replaced } from './text.ts';

/** JSON as it may be shown: what is harmful in text stands in its strings as an escape, with the same meaning. */
export const inertJson = (json: string): string =>
  replaced(json, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Nobody reads more than that with his eyes, and the spaces before lines would be half of it. */
const readable = 2 ** 20;

/** A value as JSON for files and machines: in lines, unless it is very large. */
export const jsonText = (value: unknown): string => {
  const dense = JSON.stringify(value);
  return `${inertJson(dense.length > readable ? dense : JSON.stringify(value, null, 2))}\n`;
};
