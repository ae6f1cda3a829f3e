/** Puts data into the page that the build left with an empty place for it. */
import { inertLine } from '../inert/text.ts';
import type { PageData } from './data.ts';
import { packed } from './packing.ts';

const emptyPlace = '<script type="application/gzip" id="data"></script>';
const emptyTitle = '<title>podproof</title>';

const inText = (text: string): string => inertLine(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The page about this data. Throws if the template has no place for it. */
export const pageWith = async (template: string, data: PageData): Promise<string> => {
  if (!template.includes(emptyPlace) || !template.includes(emptyTitle)) {
    throw new Error('the template of the page has no place for data');
  }
  const text = await packed(data);
  return template
    .replace(emptyTitle, () => `<title>${inText(data.title)} - podproof</title>`)
    .replace(emptyPlace, () => emptyPlace.replace('><', () => `>${text}<`));
};
