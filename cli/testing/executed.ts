/**
 * Documentation that is executed. In a Markdown file
 *
 * - a `console` block has commands after `$ ` and what they print,
 * - a `sh` block has commands that must succeed (0) or find something (1); those that need a registry, a cluster, a container or a
 *   driver are only looked at: their verbs and options must be there,
 * - a `yaml` block with a name in brackets is a file of that name from there on; without one it must be YAML,
 * - a `ts` block is a program, and the `text` block behind it what that prints.
 *
 * Everything runs in one directory in which examples/ lies, and deploy/ with web.yaml, from top to bottom.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { plainTerminal } from './environment.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Commands that need what a test has not got. */
const elsewhere =
  /(^|[|;&(]) *(npm|helm|kubectl|docker|podman|argocd|go|apt-get|source)\b|--driver '?(podman|kubernetes|exec|\.\/)|npx vitest|\.ci\/run/;

/** A fenced block of Markdown. */
interface Block {
  readonly language: string;
  readonly info: string;
  readonly text: string;
}

const fence = /^```(\w+)(?: ([^\n]*))?\n([\s\S]*?)^```$/gm;

/** The fenced blocks of a Markdown text. */
export const blocksIn = (markdown: string): readonly Block[] =>
  [...markdown.matchAll(fence)].map(([, language = '', info = '', text = '']) => ({ language, info, text }));

/** A line in a shell where `podproof`, `npx podproof` and `kubectl podproof` are the built command. */
export const shell = (line: string, directory: string) => {
  const podproof = `podproof() { "${process.execPath}" "${root}dist/cli/bin.js" "$@"; }; npx() { while [[ $1 == -* ]]; do shift; done; shift; podproof "$@"; }`;
  return spawnSync('bash', ['-c', `${podproof}\n${line}`], { cwd: directory, encoding: 'utf8', env: plainTerminal });
};

/** The program run by node from the root of the package, where it finds itself under its own name. */
const program = (text: string): string => {
  const { code } = transformSync(text, { loader: 'ts', format: 'esm' });
  const ran = spawnSync(process.execPath, ['--input-type=module', '-'], {
    cwd: root,
    encoding: 'utf8',
    env: plainTerminal,
    input: code,
  });
  return ran.stdout + ran.stderr;
};

const timeless = (text: string): string =>
  text.replace(/\b\d+\.\d+ s\b/g, '0.0 s').replace(/"seconds": [\d.]+/g, '"seconds": 0');

/** What is shown, if it differs from what is so by nothing but seconds; else what is so. */
const settled = (shown: string, real: string): string => (timeless(shown) === timeless(real) ? shown : real);

const sessionAsRun = (text: string, directory: string): string =>
  text
    .split(/^(?=\$ )/m)
    .map((session) => {
      const command = session.slice(2, session.indexOf('\n'));
      return settled(session, `$ ${command}\n${shell(command, directory).stdout}`);
    })
    .join('');

const linesOf = ({ text }: Block): readonly string[] =>
  text
    .trim()
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

/** What is wrong with a command that cannot be followed. */
const followed = (line: string, directory: string): readonly string[] => {
  const { status, stderr } = shell(line, directory);
  const well = (status === 0 || status === 1) && !stderr.includes('fix:');
  return well ? [] : [`${line}\n${stderr}`];
};

/** What is wrong with a command that nobody runs here. */
const lookedAt = (line: string, directory: string): readonly string[] =>
  [...line.matchAll(/\bpodproof ([a-z]+)\b([^|>;&"]*)/g)].flatMap(([, verb = '', rest = '']) => {
    const { status, stdout } = shell(`podproof ${verb} --help`, directory);
    if (status !== 0) return [`${line}: there is no verb ${verb}`];
    const options = [...rest.matchAll(/(?<=\s)--?[a-z][a-z-]*/g)].map(([option]) => option);
    return options
      .filter((option) => !new RegExp(`${option}\\b`).test(stdout))
      .map((option) => `${line}: no ${option}`);
  });

const commandRun = (line: string, directory: string): readonly string[] =>
  elsewhere.test(line) ? lookedAt(line, directory) : followed(line, directory);

/** What is wrong with the replay lines of a session: each must show its run again. */
const notReplayed = (text: string, directory: string): readonly string[] =>
  [...text.matchAll(/^ {2}replay {2,}(podproof .*)$/gm)].flatMap(([, line = '']) => {
    const { status, stdout } = shell(line, directory);
    return status === 1 && stdout.includes('this run breaks ') ? [] : [`${line}\n${stdout}`];
  });

/** What came of a Markdown file: its text with what is really printed, and what is wrong with the rest. */
interface Run {
  readonly real: string;
  readonly complaints: readonly string[];
}

const fileNamed = (info: string): string | undefined => /^\[([\w.-]+)\]$/.exec(info)?.[1];

/** One block, in the directory, given the block before it: its text as it must be, and what is wrong with it. */
const blockRun = (block: Block, before: Block | undefined, directory: string): readonly [string, readonly string[]] => {
  const { language, info, text } = block;
  if (language === 'console') return [sessionAsRun(text, directory), notReplayed(text, directory)];
  if (language === 'text' && before?.language === 'ts') return [settled(text, program(before.text)), []];
  if (language === 'sh') return [text, linesOf(block).flatMap((line) => commandRun(line, directory))];
  if (language === 'yaml') {
    const file = fileNamed(info);
    if (file !== undefined) writeFileSync(join(directory, file), text);
    return [text, parseAllDocuments(text).flatMap(({ errors }) => errors.map(({ message }) => message))];
  }
  return [text, []];
};

/** Runs a Markdown text from top to bottom. */
export const runOf = (markdown: string): Run => {
  const directory = mkdtempSync(join(tmpdir(), 'podproof-'));
  cpSync(`${root}examples`, join(directory, 'examples'), { recursive: true });
  cpSync(`${root}examples/web.yaml`, join(directory, 'deploy/web.yaml'));
  const complaints: string[] = [];
  let before: Block | undefined;
  const real = markdown.replace(fence, (_, language: string, info: string | undefined, text: string) => {
    const block = { language, info: info ?? '', text };
    const [becomes, wrong] = blockRun(block, before, directory);
    before = block;
    complaints.push(...wrong);
    return `\`\`\`${language}${info === undefined ? '' : ` ${info}`}\n${becomes}\`\`\``;
  });
  rmSync(directory, { recursive: true, force: true });
  return { real, complaints };
};

/** Blocks that nobody runs: of another language, text that no program prints, a program whose output is not shown. */
const silentIn = (blocks: readonly Block[]): readonly Block[] =>
  blocks.filter(({ language }, index) => {
    if (language === 'text') return blocks[index - 1]?.language !== 'ts';
    if (language === 'ts') return blocks[index + 1]?.language !== 'text';
    return !['console', 'sh', 'yaml'].includes(language);
  });

/** Relative links of a page to files that are not there. */
const deadLinks = (markdown: string, file: string): readonly string[] =>
  [...markdown.matchAll(/\]\((?![a-z]+:)(?!\/)([^)#\s]+)(?:#[^)]*)?\)/g)]
    .map(([, path = '']) => path)
    .filter((path) => !existsSync(join(dirname(`${root}${file}`), path)));

/** The tests that a Markdown file, named from the root, has to pass. `-u` writes what is really printed. */
export const describeExecuted = (file: string): void => {
  const markdown = readFileSync(`${root}${file}`, 'utf8');
  describe(`documentation that is executed: ${file}`, () => {
    it('shows what really comes out, and can be followed', { timeout: 600_000 }, async () => {
      const { real, complaints } = runOf(markdown);
      expect(complaints).toEqual([]);
      await expect(real).toMatchFileSnapshot(`${root}${file}`);
    });

    it('has no block that nobody runs', () => {
      expect(silentIn(blocksIn(markdown))).toEqual([]);
    });

    it('links to files that are there', () => {
      expect(deadLinks(markdown, file)).toEqual([]);
    });
  });
};
