/**
 * Runs everything the README shows. Its text, with every output replaced by the real one, must be the README itself
 * (`npx vitest run cli/readme.test.ts -u` writes it); only seconds may differ.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { guaranteeOf } from '../model/guarantees/index.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(`${root}README.md`, 'utf8');
const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  readonly scripts: Record<string, string>;
};
const env = {
  ...process.env,
  LANG: 'C.UTF-8',
  LC_ALL: 'C.UTF-8',
  COLUMNS: '100',
  NO_COLOR: '1',
  FORCE_COLOR: undefined,
};

interface Block {
  readonly language: string;
  readonly text: string;
}

const fence = /^```(\w+)\n([\s\S]*?)^```$/gm;
const blocks: readonly Block[] = [...readme.matchAll(fence)].map(([, language = '', text = '']) => ({
  language,
  text,
}));

/** A line in a shell where `podproof` and `npx podproof` are the built command. */
const shell = (line: string) => {
  const podproof = `podproof() { "${process.execPath}" "${root}dist/cli/bin.js" "$@"; }; npx() { shift; podproof "$@"; }`;
  return spawnSync('bash', ['-c', `${podproof}\n${line}`], { cwd: root, encoding: 'utf8', env });
};

/** The program run by node from the root of the package, where it finds itself under its own name. */
const program = (text: string) => {
  const { code } = transformSync(text, { loader: 'ts', format: 'esm' });
  return spawnSync(process.execPath, ['--input-type=module', '-'], { cwd: root, encoding: 'utf8', env, input: code });
};

const timeless = (text: string): string =>
  text.replace(/\b\d+\.\d+ s\b/g, '0.0 s').replace(/"seconds": [\d.]+/g, '"seconds": 0');

/** What is shown, if it differs from what is so by nothing but seconds; else what is so. */
const settled = (shown: string, real: string): string => (timeless(shown) === timeless(real) ? shown : real);

const sessionAsRun = (text: string): string => {
  const sessions = text.split(/^(?=\$ )/m);
  return sessions
    .map((session) => {
      const command = session.slice(2, session.indexOf('\n'));
      return settled(session, `$ ${command}\n${shell(command).stdout}`);
    })
    .join('');
};

/** The block as it must be, given the block before it. */
const asRun = (block: Block, before: Block | undefined): string => {
  if (block.language === 'console') return sessionAsRun(block.text);
  if (block.language === 'text' && before?.language === 'ts') return settled(block.text, program(before.text).stdout);
  return block.text;
};

describe('the README', () => {
  it('shows what really comes out', async () => {
    let index = 0;
    const real = readme.replace(fence, (_, language: string) => {
      const block = blocks[index] ?? { language, text: '' };
      index += 1;
      return `\`\`\`${language}\n${asRun(block, blocks[index - 2])}\`\`\``;
    });
    await expect(real).toMatchFileSnapshot(`${root}README.md`);
  }, 120_000);

  const commands = blocks
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text }) => text.trim().split('\n'))
    .flatMap((line) => line.split(' && '));

  it('has commands', () => expect(commands.length).toBeGreaterThan(8));

  it.each(commands.filter((command) => command.startsWith('npm ')))('names a script there is: %s', (command) => {
    const [, verb = '', script = verb] = /^npm (\w+)(?: (\S+))?$/.exec(command) ?? [];
    expect(verb === 'ci' ? existsSync(`${root}package-lock.json`) : scripts[script]).toBeTruthy();
  });

  it.each(commands.filter((command) => !command.startsWith('npm ')))(
    'can be followed: %s',
    (command) => {
      const { status, stderr } = shell(command);
      expect([0, 1], stderr).toContain(status);
      expect(stderr).not.toContain('fix:');
    },
    120_000,
  );

  it.each([...readme.matchAll(/^ {2}replay {2}(.*)$/gm)].map(([, line = '']) => line))(
    'shows a run that can be seen again: %s',
    (line) => {
      expect(shell(line)).toMatchObject({ status: 1, stdout: expect.stringContaining('this run breaks ') });
    },
  );

  it('names guarantees that there are', () => {
    const named = [...readme.matchAll(/\| `([a-z-]+)` \|$/gm)].map(([, id = '']) => id);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((id) => guaranteeOf(id) === undefined)).toEqual([]);
  });

  it('has no block that nobody runs', () => {
    expect(blocks.filter(({ language }) => !['sh', 'console', 'ts', 'text'].includes(language))).toEqual([]);
    const orphans = blocks.filter(({ language }, index) => language === 'text' && blocks[index - 1]?.language !== 'ts');
    expect(orphans).toEqual([]);
    const silent = blocks.filter(({ language }, index) => language === 'ts' && blocks[index + 1]?.language !== 'text');
    expect(silent).toEqual([]);
  });

  it('links to files that are there', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path);
    expect(links.filter((path) => !existsSync(`${root}${path}`))).toEqual([]);
  });
});
