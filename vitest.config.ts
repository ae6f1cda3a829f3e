import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{model,generators,conformance,reports,library,cli,bench,tools,docs,examples}/**/*.test.ts'],
    // Searches over many states and spawned commands share the machine with each other.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    setupFiles: process.env['NODE_V8_COVERAGE'] ? ['tools/testing/coverage.ts'] : [],
    pool: 'forks',
    maxWorkers: Math.max(1, Math.min(availableParallelism(), 4)),
    sequence: { shuffle: false },
    restoreMocks: true,
    unstubEnvs: true,
  },
});
