/** Ends a run of tests with two plain lines: what was not run, and how many passed, failed and were skipped. `.ci/run` adds the second ones up. */
import { appendFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/** What came of one file of tests. */
export interface FileTally {
  readonly file: string;
  readonly passed: number;
  /** A file that cannot be loaded is one failure. */
  readonly failed: number;
  readonly skipped: number;
}

const tallyOf = (module: TestModule): FileTally => {
  const states = [...module.children.allTests()].map((test) => test.result().state);
  const count = (state: (typeof states)[number]): number => states.filter((one) => one === state).length;
  return {
    file: module.relativeModuleId,
    passed: count('passed'),
    failed: count('failed') + (module.errors().length > 0 ? 1 : 0),
    skipped: count('skipped'),
  };
};

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** The two lines, the first of them only where something was not run. `others`: what this run leaves to another command. */
export const tallyLines = (files: readonly FileTally[], others: string): readonly string[] => {
  const skipped = files.filter((one) => one.skipped > 0).map((one) => `${one.file} (${one.skipped})`);
  const left = [...(others === '' ? [] : [others]), ...skipped];
  const [passed, failed, some] = [
    sum(files.map((one) => one.passed)),
    sum(files.map((one) => one.failed)),
    sum(files.map((one) => one.skipped)),
  ];
  return [
    ...(left.length === 0 ? [] : [`not run: ${left.join(', ')}`]),
    `${passed} passed, ${failed} failed, ${some} skipped`,
  ];
};

/** Prints them behind everything else, and writes the last one into the file that PODPROOF_TALLY names. */
export const tallying = (others: string): Reporter => ({
  onTestRunEnd: (modules, errors) => {
    const broken = errors.length === 0 ? [] : [{ file: 'outside', passed: 0, failed: errors.length, skipped: 0 }];
    const lines = tallyLines([...modules.map(tallyOf), ...broken], others);
    const { PODPROOF_TALLY: file } = process.env;
    if (file !== undefined) appendFileSync(file, `${lines.at(-1)}\n`);
    process.stdout.write(`${lines.join('\n')}\n`);
  },
});
