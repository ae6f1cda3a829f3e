/** Runs everything the README shows (`npx vitest run cli/readme.test.ts -u` writes what is really printed). */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { guaranteeOf } from '../model/guarantees/index.ts';
import { blocksIn, describeExecuted } from './testing/executed.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(`${root}README.md`, 'utf8');
const { scripts, files } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  readonly scripts: Record<string, string>;
  readonly files: readonly string[];
};

describeExecuted('README.md');

describe('the README', () => {
  const commands = blocksIn(readme)
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text }) => text.trim().split('\n'))
    .flatMap((line) => line.split(' && '))
    .filter((command) => command.startsWith('npm '));

  it('says how to set it up', () => expect(commands.length).toBeGreaterThan(2));

  it.each(commands)('names a script there is: %s', (command) => {
    const [, verb = '', script = verb] = /^npm (\w+)(?: (\S+))?$/.exec(command) ?? [];
    expect(verb === 'ci' ? existsSync(`${root}package-lock.json`) : scripts[script]).toBeTruthy();
  });

  it('names guarantees that there are', () => {
    const named = [...readme.matchAll(/\| `([a-z-]+)` \|$/gm)].map(([, id = '']) => id);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((id) => guaranteeOf(id) === undefined)).toEqual([]);
  });

  it('is read at a glance', () => expect(readme.split('\n').length).toBeLessThanOrEqual(151));

  it('links from a registry page, too: to the site, or to files of the package', () => {
    const links = [...readme.matchAll(/\]\((?![a-z]+:)([^)#]+)\)/g)].map(([, path = '']) => path);
    expect(links.filter((path) => !files.some((file) => path === file || path.startsWith(`${file}/`)))).toEqual([]);
  });
});
