/** The pages of docs/ that were written by hand, as paths from the root. */
import { readdirSync } from 'node:fs';

const pagesIn = (directory: string): readonly string[] =>
  readdirSync(new URL(`../../${directory}/`, import.meta.url))
    .filter((name) => name.endsWith('.md') && !name.startsWith('['))
    .map((name) => `${directory}/${name}`);

/** All of them. */
export const pages: readonly string[] = [...pagesIn('docs'), ...pagesIn('docs/examples')];

/** Those whose commands search for minutes. */
export const heavyPages: readonly string[] = ['docs/examples/everything.md'];
