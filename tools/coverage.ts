/** Runs the tests under c8, which also sees the commands they spawn; files never loaded count as uncovered. */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isTypesOnly } from './imports.ts';
import { readSources } from './source.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const { exclude } = JSON.parse(readFileSync(new URL('../.c8rc.json', import.meta.url), 'utf8')) as {
  exclude: string[];
};
const nothingToRun = readSources(root, /^(model|generators|conformance|reports|library|cli)\/.*\.ts$/).filter(
  isTypesOnly,
);
const excluded = [...exclude, ...nothingToRun.map(({ path }) => path)].flatMap((path) => ['--exclude', path]);

const { status } = spawnSync('c8', ['--all', ...excluded, 'npm', 'test'], { cwd: root, stdio: 'inherit' });
process.exitCode = status ?? 1;
