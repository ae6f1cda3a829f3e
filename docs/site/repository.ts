import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The directory of the project. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

const { repository: named } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  readonly repository: { readonly url: string };
};

/** Where the repository can be read in a browser. */
export const repository = named.url.replace(/^git\+/, '').replace(/\.git$/, '');
