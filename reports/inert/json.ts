/** JSON whose strings cannot act on whoever prints it. */
import { replaced } from './text.ts';

/** JSON as it may be shown: what is harmful in text stands in its strings as an escape, with the same meaning. */
export const inertJson = (json: string): string =>
  replaced(json, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A value as JSON for files and machines. */
export const jsonText = (value: unknown): string => `${inertJson(JSON.stringify(value, null, 2))}\n`;
