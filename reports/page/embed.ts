/** Puts data into the page that the build left with an empty place for it. */
import { inertJson } from '../inert/json.ts';
import { inertLine } from '../inert/text.ts';
import type { PageData } from './data.ts';

const emptyPlace = '<script type="application/json" id="data"></script>';
const emptyTitle = '<title>podproof</title>';

/** JSON that cannot end the script element it stands in, nor open a comment there. */
const inScript = (data: PageData): string => inertJson(JSON.stringify(data)).replaceAll('<', '\\u003c');

const inText = (text: string): string => inertLine(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The page about this data. Throws if the template has no place for it. */
export const pageWith = (template: string, data: PageData): string => {
  if (!template.includes(emptyPlace) || !template.includes(emptyTitle)) {
    throw new Error('the template of the page has no place for data');
  }
  return template
    .replace(emptyTitle, () => `<title>${inText(data.title)} - podproof</title>`)
    .replace(emptyPlace, () => emptyPlace.replace('><', () => `>${inScript(data)}<`));
};
