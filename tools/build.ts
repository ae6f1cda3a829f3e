/**
 * Builds `dist/`: the library as tsc emits it, the command bundled, for loading 200 small files takes 180 ms longer than
 * loading one. With `--published` without source maps: a package has no sources for them. Written beside the old `dist/` and swapped in,
 * so that nobody ever runs half a build.
 */

import { spawnSync } from 'node:child_process';
import { chmodSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildPage } from './page.ts';
import { readSources } from './source.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const published = process.argv.includes('--published');
const fresh = join(root, `.dist-${process.pid}`);

function emitLibrary(): void {
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
  const compile = [tsc, '--project', 'tsconfig.build.json', '--outDir', fresh, '--sourceMap', String(!published)];
  const { status } = spawnSync(process.execPath, compile, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('tsc refused the library, see above');
}

/** Worker threads (`*.worker.ts`) are found beside the file that starts them, so they land beside the command. */
async function bundleCommand(): Promise<void> {
  const workers = readSources(root, /\.ts$/).filter(({ path }) => path.endsWith('.worker.ts'));
  await build({
    absWorkingDir: root,
    entryPoints: ['cli/bin.ts', ...workers.map(({ path }) => path)],
    entryNames: '[name]',
    outdir: join(fresh, 'cli'),
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    sourcemap: !published,
    sourcesContent: false,
    logLevel: 'warning',
  });
  chmodSync(join(fresh, 'cli/bin.js'), 0o755);
}

try {
  emitLibrary();
  await bundleCommand();
  await buildPage(root, join(fresh, 'page'));
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  renameSync(fresh, join(root, 'dist'));
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
