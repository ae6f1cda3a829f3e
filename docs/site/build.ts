/** `npm run docs`: the API as TypeDoc reads it, the site as VitePress builds it, then every link and anchor of what came out. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { mendAnchors } from './apiAnchors.ts';
import { deadLinksIn } from './links.ts';
import { root } from './repository.ts';

const run = (what: string, args: readonly string[]): void => {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${what} failed`);
};

/** The sources of the package's doors. */
const doors = (): readonly string[] => {
  const { exports } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
    readonly exports: Readonly<Record<string, string | { readonly default: string }>>;
  };
  return Object.values(exports).flatMap((door) =>
    typeof door === 'string' ? [] : [door.default.replace(/^\.\/dist\/(.*)\.js$/, '$1.ts')],
  );
};

function api(): void {
  rmSync(`${root}docs/api`, { recursive: true, force: true });
  const hook = ['--import', 'tsx', '--import', new URL('./typescript6.ts', import.meta.url).href];
  const typedoc = fileURLToPath(import.meta.resolve('typedoc')).replace(/dist\/index\.js$/, 'bin/typedoc');
  const plugin = ['--plugin', fileURLToPath(import.meta.resolve('typedoc-plugin-markdown'))];
  const points = doors().flatMap((door) => ['--entryPoints', door]);
  run('typedoc', [...hook, typedoc, '--options', `${root}docs/site/typedoc.json`, ...plugin, ...points]);
  mendAnchors(`${root}docs/api`);
}

function site(): void {
  const vitepress = fileURLToPath(import.meta.resolve('vitepress')).replace(
    /dist\/node\/index\.js$/,
    'bin/vitepress.js',
  );
  run('vitepress', [vitepress, 'build', 'docs']);
}

api();
site();
const dead = deadLinksIn(`${root}docs/.vitepress/dist`);
if (dead.length > 0) throw new Error(`links that lead nowhere:\n${dead.join('\n')}`);
