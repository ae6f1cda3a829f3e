/** Labels in words, for people: what a version changed, or what else is shown. */
import type { Entry } from './entry.ts';
import type { TracedEvent } from './followed.ts';
import { removedKey, type Shown, shownFields } from './shown.ts';

const said = (value: Shown[keyof Shown]): string => (value === '' || value === null ? 'none' : String(value));

const isNothing = (value: Shown[keyof Shown]): boolean => value === '' || value === null || value === false;

/** What a version says that the one before did not; all it says if there was none. */
export const versionWords = (was: Shown | undefined, is: Shown): string => {
  const fields = shownFields.filter((field) => (was === undefined ? !isNothing(is[field]) : was[field] !== is[field]));
  const parts = fields.map((field) => `${field} ${said(is[field])}`);
  return `Pod ${was === undefined ? 'seen' : 'written'}: ${parts.join(', ') || 'nothing reported yet'}`;
};

/** A label of the model in words, after a Pod that looked like this. */
export const labelWords = (label: string, was: Shown | undefined): string => {
  if (label === removedKey) return 'Pod removed';
  const key = label.replace(/^foreign /, '');
  if (!key.startsWith('[')) return label.replace(/^(started|exited) (\S+) ?/, 'container $2 $1 ').trim();
  const values = JSON.parse(key) as readonly unknown[];
  const is = Object.fromEntries(shownFields.map((field, index) => [field, values[index]])) as unknown as Shown;
  return versionWords(was, is);
};

/** The last version among these entries. */
export const lastShown = (entries: readonly Entry[]): Shown | undefined =>
  entries.findLast(({ shown }) => shown !== undefined)?.shown;

/** An event in a few words: its type, and of what is about more than the one Pod the rest. */
export const eventWords = (event: TracedEvent): string => {
  const about = 'container' in event && event.container !== null ? ` (${event.container})` : '';
  return `${event.type}${about}`;
};
