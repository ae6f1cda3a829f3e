import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { tallying } from './tools/tally.ts';

/** What takes minutes is `npm run test:heavy`, and only that. */
const heavy = process.env['PODPROOF_HEAVY'] !== undefined;
const folders = '{model,generators,conformance,reports,library,cli,bench,tools,docs,examples}';

export default defineConfig({
  test: {
    include: [`${folders}/**/*${heavy ? '.heavy' : ''}.test.ts`],
    exclude: [...configDefaults.exclude, ...(heavy ? [] : ['**/*.heavy.test.ts'])],
    reporters: ['default', tallying(heavy ? '' : 'the heavier tests (npm run test:heavy)')],
    // They end what hangs, and no more: a slow or busy machine must not fail a test.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    setupFiles: process.env['NODE_V8_COVERAGE'] ? ['tools/testing/coverage.ts'] : [],
    pool: 'forks',
    maxWorkers: Math.max(1, Math.min(availableParallelism(), 4)),
    sequence: { shuffle: false },
    restoreMocks: true,
    unstubEnvs: true,
  },
});
