/** Files that come with the package and are no code: found in it, wherever this code runs from. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Where a file of the package lies. */
export const packaged = (path: string): string =>
  join(dirname(createRequire(import.meta.url).resolve('podproof/package.json')), path);
