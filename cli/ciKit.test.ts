/** What the project brings for CI servers: an action, hooks for pre-commit, recipes, a container file. Each is run or parsed here. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { validate } from 'dockerfile-utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { exits } from './exit.ts';
import { programFor } from './program.ts';
import { world } from './testing/world.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const text = (file: string): string => readFileSync(join(root, file), 'utf8');
const { version } = JSON.parse(text('package.json')) as { readonly version: string };
const recipes = text('docs/ci.md');

/** The fenced blocks of a language in the recipes. */
const blocksOf = (language: string): readonly string[] =>
  [...recipes.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, block = '']) => block);

const program = await programFor(world().io, { exit: exits.holds });

/** The options a verb knows, long and short; undefined if there is no such verb. */
const optionsOf = (verb: string): readonly string[] | undefined => {
  const command = program.commands.find((one) => one.name() === verb);
  return command?.options.flatMap(({ long, short }) => [long, short].filter((one) => typeof one === 'string'));
};

/** What is wrong with a command line that begins with podproof: its verb, or an option the verb does not know. */
const wrongWith = (line: string): readonly string[] => {
  const [verb = '', ...words] = line.split(/\s+/);
  const known = optionsOf(verb);
  if (known === undefined) return [`${verb} is no verb`];
  return words.filter((word) => /^--?[a-zA-Z]/.test(word) && !known.includes(word.replace(/=.*/, '')));
};

const commandsIn = (block: string): readonly string[] =>
  [...block.matchAll(/\bpodproof(?:@\S+)? ((?:check|fix|report|explain)\b[^\n|]*)/g)].map(([, line = '']) => line);

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly runs: { readonly steps: readonly { readonly id?: string; readonly env?: object; readonly run?: string }[] };
}

describe('the action', () => {
  const action = parse(text('action.yml')) as Action;
  const step = action.runs.steps.find(({ id }) => id === 'check');
  let directory = '';
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'podproof-action-'));
    // In place of npx: tells its arguments, one a line, and ends with the code it is told to end with.
    writeFileSync(join(directory, 'npx'), '#!/bin/sh\nfor word; do printf "%s\\n" "$word"; done\nexit "$EXIT"\n');
    chmodSync(join(directory, 'npx'), 0o755);
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  const run = (inputs: Readonly<Record<string, string>>, exit = 0) => {
    const given = {
      ...Object.fromEntries(Object.entries(action.inputs).map(([name, one]) => [name, one.default])),
      ...inputs,
    };
    const env = Object.fromEntries(
      Object.entries(given).map(([name, value]) => [`PODPROOF_${name.toUpperCase().replaceAll('-', '_')}`, value]),
    );
    const output = join(directory, 'output');
    writeFileSync(output, '');
    const { stdout, status } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step?.run ?? ''], {
      cwd: directory,
      encoding: 'utf8',
      env: {
        PATH: `${directory}:${process.env['PATH']}`,
        EXIT: String(exit),
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: '/summary',
        ...env,
      },
    });
    return { words: stdout.trim().split('\n'), status, output: readFileSync(output, 'utf8') };
  };

  it('checks the whole directory if nothing is said', () => {
    const { words, status, output } = run({});
    expect(words).toEqual([
      '--yes',
      `podproof@${version}`,
      'check',
      '--recursive',
      '--output',
      'github',
      '--report',
      'markdown=/summary',
      '--',
      '.',
    ]);
    expect([status, output]).toEqual([0, 'exit-code=0\n']);
  });

  it('takes several paths and options, with spaces or lines between', () => {
    const { words } = run({
      paths: 'deploy\nother ',
      args: '--strict\n--verbose',
      sarif: 'out.sarif',
      summary: 'false',
    });
    expect(words.slice(2)).toEqual([
      'check',
      '--recursive',
      '--output',
      'github',
      '--strict',
      '--verbose',
      '--report',
      'sarif=out.sarif',
      '--',
      'deploy',
      'other',
    ]);
  });

  it.each([1, 2, 3])('ends with exit code %i if podproof does', (code) => {
    const { status, output } = run({}, code);
    expect([status, output]).toEqual([code, `exit-code=${code}\n`]);
  });

  it('takes an input for words and never for code', () => {
    const { words } = run({ paths: '$(exit 9) `exit 9` * ; "quoted' });
    expect(words.slice(words.indexOf('--') + 1)).toEqual(['$(exit', '9)', '`exit', '9`', '*', ';', '"quoted']);
  });

  it('hands every input on, and names them all', () => {
    expect(step?.run).not.toContain('${{');
    for (const [name, { description }] of Object.entries(action.inputs)) {
      expect(description, name).not.toBe('');
      expect(text('action.yml')).toContain(`\${{ inputs.${name} }}`);
    }
  });

  it('calls options that check has', () => {
    const words = run({ sarif: 'a' }).words.slice(2);
    expect(wrongWith(words.slice(0, words.indexOf('--')).join(' '))).toEqual([]);
  });
});

describe('the hooks', () => {
  const hooks = parse(text('.pre-commit-hooks.yaml')) as readonly {
    readonly id: string;
    readonly entry: string;
    readonly pass_filenames: boolean;
    readonly language: string;
  }[];

  it.each(hooks.map((hook) => [hook.id, hook] as const))(
    '%s sees the whole directory',
    (_, { entry, language, ...hook }) => {
      expect(hook.pass_filenames).toBe(false);
      expect(language).toBe('system');
      expect(entry).toContain(`npx --yes podproof@${version} `);
      expect(commandsIn(entry).flatMap(wrongWith)).toEqual([]);
    },
  );
});

describe('the recipes', () => {
  it.each(blocksOf('yaml').map((block) => [block.split('\n', 1)[0] ?? '', block] as const))(
    '%s is YAML',
    (_, block) => {
      for (const document of parseAllDocuments(block)) {
        if (!('errors' in document)) continue;
        expect(document.errors).toEqual([]);
      }
    },
  );

  it('call verbs and options that exist', () => {
    const commands = [...blocksOf('yaml'), ...blocksOf('sh')].flatMap(commandsIn);
    expect(commands.length).toBeGreaterThan(5);
    for (const command of commands) expect(wrongWith(command), command).toEqual([]);
  });

  it('use inputs that the action has, hooks that there are, and this version', () => {
    const { inputs } = parse(text('action.yml')) as Action;
    const [workflow = ''] = blocksOf('yaml');
    const { jobs } = parse(workflow) as {
      readonly jobs: {
        readonly podproof: { readonly steps: readonly { readonly uses: string; readonly with?: object }[] };
      };
    };
    const step = jobs.podproof.steps.find(({ uses }) => uses.startsWith('podproof/'));
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(step?.with ?? {})));
    expect(inputs['version']?.default).toBe(version);
    for (const [named] of recipes.matchAll(/\bpodproof@v?[\d.]+|rev: v[\d.]+/g))
      expect(named.replace(/^\D+/, '')).toBe(version);
    const ids = [...text('.pre-commit-hooks.yaml').matchAll(/^- id: (\S+)/gm)].map(([, id]) => id);
    for (const [, id] of recipes.matchAll(/^\s+- id: (\S+)/gm)) expect(ids).toContain(id);
  });
});

describe('the container file', () => {
  it('has nothing that a linter refuses', () => {
    expect(validate(text('Dockerfile')).map(({ message, range }) => [range.start.line + 1, message])).toEqual([]);
  });
});
