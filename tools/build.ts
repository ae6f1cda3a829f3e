/** Builds `dist/`: compiles beside it and swaps it in, so that nobody ever runs half a build. */

import { spawnSync } from 'node:child_process';
import { chmodSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
const fresh = `.dist-${process.pid}`;
const inRoot = (...path: string[]) => join(root, ...path);

try {
  const compile = [tsc, '--project', 'tsconfig.build.json', '--outDir', fresh];
  const { status } = spawnSync(process.execPath, compile, { cwd: root, stdio: 'inherit' });
  if (status === 0) {
    chmodSync(inRoot(fresh, 'cli/bin.js'), 0o755);
    rmSync(inRoot('dist'), { recursive: true, force: true });
    renameSync(inRoot(fresh), inRoot('dist'));
  }
  process.exitCode = status ?? 1;
} finally {
  rmSync(inRoot(fresh), { recursive: true, force: true });
}
