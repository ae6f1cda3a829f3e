import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { tallyLines } from './tally.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

describe('the last lines of a run of tests', () => {
  it('are one of numbers where everything was run', () => {
    expect(tallyLines([{ file: 'a.test.ts', passed: 2, failed: 0, skipped: 0 }], '')).toEqual([
      '2 passed, 0 failed, 0 skipped',
    ]);
  });

  it('name in one line what was not run', () => {
    const files = [
      { file: 'a.test.ts', passed: 2, failed: 1, skipped: 0 },
      { file: 'b.test.ts', passed: 1, failed: 0, skipped: 3 },
    ];
    expect(tallyLines(files, 'the heavier ones')).toEqual([
      'not run: the heavier ones, b.test.ts (3)',
      '3 passed, 1 failed, 3 skipped',
    ]);
  });
});

describe('vitest', () => {
  // Below the root, where packages are found, and where git looks away.
  mkdirSync(join(root, 'coverage'), { recursive: true });
  const directory = mkdtempSync(join(root, 'coverage/tally-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  it('is told by it what passed, what failed, what was skipped and what did not load, also in a file', () => {
    const tests = {
      'some.test.js':
        "import { it } from 'vitest'; it('a', () => {}); it('b', () => { throw new Error('b'); }); it.skip('c', () => {});",
      'none.test.js': "throw new Error('does not load');",
      'vitest.config.js':
        "import { tallying } from '../../tools/tally.ts'; export default { test: { reporters: [tallying('')] } };",
    };
    for (const [name, text] of Object.entries(tests)) writeFileSync(join(directory, name), text);
    const tally = join(directory, 'tally');
    const { stdout } = spawnSync(
      process.execPath,
      [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', directory],
      {
        encoding: 'utf8',
        env: { ...process.env, NODE_V8_COVERAGE: '', PODPROOF_TALLY: tally },
      },
    );
    expect(stdout).toBe('not run: some.test.js (1)\n1 passed, 2 failed, 1 skipped\n');
    expect(readFileSync(tally, 'utf8')).toBe('1 passed, 2 failed, 1 skipped\n');
  });
});
