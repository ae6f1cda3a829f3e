/** Every door of the package has an example in its docstring: it is type-checked against the built types, run, and prints what it says. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doors } from './testing/doors.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const all = doors();
let directory = '';

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'podproof-doors-'));
  mkdirSync(join(directory, 'node_modules'));
  symlinkSync(root, join(directory, 'node_modules/podproof'));
  for (const name of ['fast-check', 'xstate', '@types']) {
    symlinkSync(join(root, 'node_modules', name), join(directory, 'node_modules', name));
  }
  writeFileSync(join(directory, 'package.json'), '{"type":"module"}');
  for (const { file, example } of all) writeFileSync(join(directory, file), example);
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('the example of', () => {
  it('every door has right types', { timeout: 120_000 }, () => {
    const options = ['--noEmit', '--strict', '--noUncheckedIndexedAccess'];
    const target = ['--module', 'nodenext', '--target', 'es2023', '--types', 'node'];
    const files = all.map(({ file }) => file);
    const { stdout, status } = spawnSync(
      join(root, 'node_modules/.bin/tsc'),
      ['--ignoreConfig', ...options, ...target, ...files],
      { cwd: directory, encoding: 'utf8' },
    );
    expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
  });

  it.each(all)('$name runs and prints what it says', { timeout: 120_000 }, ({ example, prints }) => {
    const { code } = transformSync(example, { loader: 'ts', format: 'esm' });
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-'], {
      cwd: directory,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, NODE_V8_COVERAGE: undefined },
      input: code,
    });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout).toBe(prints);
  });
});
