import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{model,generators,conformance,reports,library,cli,bench,tools,docs,examples}/**/*.test.ts'],
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
