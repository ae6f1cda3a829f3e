import { createRequire } from 'node:module';

/** The version of this package, as reports say it. */
export const version = (createRequire(import.meta.url)('podproof/package.json') as { version: string }).version;
