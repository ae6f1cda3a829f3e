import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainTerminal } from './testing/environment.ts';
import { directoryWith, webYaml } from './testing/world.ts';

const bin = fileURLToPath(new URL('../dist/cli/bin.js', import.meta.url));
const race = ['--slice', 'endpoints', '--guarantee', 'endpoint-not-ready-before-sigterm'];

let directory: ReturnType<typeof directoryWith>;

beforeAll(() => {
  directory = directoryWith({ 'web.yaml': webYaml, "it's $HOME.yaml": webYaml });
  symlinkSync(bin, join(directory.path, 'kubectl-podproof'));
});

afterAll(() => directory.remove());

const podproof = (args: readonly string[], nodeOptions: readonly string[] = [], env: NodeJS.ProcessEnv = {}) =>
  spawnSync(process.execPath, [...nodeOptions, bin, ...args], {
    encoding: 'utf8',
    cwd: directory.path,
    input: '',
    env: { ...plainTerminal, ...env },
  });

/** Runs a line in a shell where `podproof` is the built command. */
const shell = (line: string) =>
  spawnSync('sh', ['-c', `podproof() { "${process.execPath}" "${bin}" "$@"; }\n${line}`], {
    encoding: 'utf8',
    cwd: directory.path,
    env: plainTerminal,
  });

describe('the podproof command', () => {
  it('tells its version, for machines too', () => {
    expect(podproof(['--version'])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^podproof \d+\.\d+\.\d+\n$/),
    });
    const { podproof: version, node } = JSON.parse(podproof(['--version', '-o', 'json']).stdout) as Record<
      string,
      string
    >;
    expect([version, node]).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+$/), process.versions.node]);
  });

  it('loads only what a command needs', () => {
    const hook = `export async function resolve(...all) { const next = all.pop(); const found = await next(...all);
      process._rawDebug(found.url); return found; }`;
    const watch = `import { register } from 'node:module'; register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hook)}`)});`;
    const loadedBy = (...words: string[]) =>
      podproof(words, ['--import', `data:text/javascript,${encodeURIComponent(watch)}`]).stderr;
    const packagesOf = (loaded: string) =>
      new Set([...loaded.matchAll(/\/node_modules\/((?:@[^/]+\/)?[^/]+)\//g)].map(([, name]) => name));
    const chunksOf = (loaded: string) =>
      [...loaded.matchAll(/\/dist\/cli\/(\w+)(?:-\w+)?\.js/g)]
        .map(([, name]) => name)
        .filter((name) => name !== 'chunk');
    const forVersion = loadedBy('--version');
    expect(chunksOf(forVersion)).toEqual(['bin', 'main']);
    expect(packagesOf(forVersion)).toEqual(new Set(['fast-string-truncated-width', 'fast-string-width', 'picocolors']));
    const forCheck = loadedBy('check', 'web.yaml', ...race);
    expect(chunksOf(forCheck)).toEqual(['bin', 'main', 'command', 'check']);
    expect(packagesOf(forCheck)).toEqual(
      new Set([...packagesOf(forVersion), 'commander', 'lilconfig', 'ts-pattern', 'yaml']),
    );
    expect(chunksOf(loadedBy('--help'))).toEqual(expect.arrayContaining(['check', 'fix', 'museum', 'conform']));
  });

  it.each(['18.20.8', '20.18.3'])('says on Node %s which one it needs, and exits 2', (version) => {
    const versions = { ...process.versions, node: version };
    const pretend = `Object.defineProperty(process, 'versions', { value: ${JSON.stringify(versions)} })`;
    expect(podproof(['--version'], ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`])).toMatchObject({
      status: 2,
      stderr: `podproof needs Node 20.19 or newer, this is ${version}.\n`,
    });
  });

  it('helps with every verb, with examples, within 100 columns', () => {
    expect(podproof(['--help'])).toMatchObject({ status: 0, stderr: '' });
    expect(
      podproof(['--help'])
        .stdout.split('\n')
        .filter((line) => line.length > 100),
    ).toEqual([]);
    for (const verb of ['check', 'explain', 'facts', 'replay', 'completion']) {
      const { status, stdout, stderr } = podproof([verb, '--help']);
      expect([verb, status, stderr]).toEqual([verb, 0, '']);
      expect(stdout).toMatch(new RegExp(`^Usage: podproof ${verb} `));
      expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([]);
      expect(stdout).toContain('\nExamples:\n  # ');
      expect(stdout).toContain(`\n  podproof ${verb}`);
    }
  });

  it('shows its usage and exits 2 when nothing is asked, or something it does not know', () => {
    expect(podproof([])).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/^Usage: podproof /) });
    expect(podproof(['chekc'])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: "podproof: unknown command 'chekc'\n(Did you mean check?)\nfix: see podproof --help\n",
    });
  });

  it('calls itself kubectl podproof when kubectl called it', () => {
    const plugin = (args: readonly string[]) =>
      spawnSync(process.execPath, [join(directory.path, 'kubectl-podproof'), ...args], {
        encoding: 'utf8',
        cwd: directory.path,
        env: plainTerminal,
      });
    expect(plugin(['--help']).stdout).toMatch(/^Usage: kubectl podproof /);
    expect(plugin(['check', '--help']).stdout).toMatch(/^Usage: kubectl podproof check /);
    expect(plugin(['explain', 'bind-onec']).stderr).toMatch(/^kubectl podproof: .*\n.*\(kubectl podproof explain /);
    expect(plugin(['check', 'web.yaml', ...race, '--all']).stdout).toContain(
      'replay  kubectl podproof replay web.yaml ',
    );
  });

  it('prints a replay command that can be pasted into a shell, whatever the file is called', () => {
    const counting = [...race, '--fail-on', 'any', '--faults', 'oom=1'];
    const { status, stdout } = podproof(['check', "it's $HOME.yaml", '-o', 'json', ...counting]);
    expect(status).toBe(1);
    const [, replay = ''] = /"replay": (".*")/.exec(stdout) ?? [];
    const again = shell(JSON.parse(replay) as string);
    expect(again).toMatchObject({ status: 1, stderr: '' });
    expect(again.stdout).toContain('this run breaks endpoint-not-ready-before-sigterm');
  });

  it('goes quietly when its reader has gone', () => {
    const { status, stderr } = shell('podproof explain | head -n 1; podproof facts -o json | true');
    expect([status, stderr]).toEqual([0, '']);
  });

  it('says so and exits 2 when the answer cannot be written', () => {
    const { status, stderr } = shell('podproof explain > /dev/full');
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/^podproof: cannot write the answer: ENOSPC.*\n {2}fix: /),
    ]);
  });

  it('writes no colour and no more than ASCII where it must not', () => {
    for (const how of [[], ['--all'], ['--verbose'], ['--explain', 'endpoint-not-ready-before-sigterm']]) {
      const { stdout } = podproof(['check', 'web.yaml', ...race, ...how], [], { LANG: 'C', LC_ALL: 'C' });
      expect(stdout).toMatch(/^[\n -~]+$/);
    }
    for (const args of [['explain'], ['facts'], ['--help'], ['check', '--help']]) {
      expect(podproof(args, [], { LANG: 'C', LC_ALL: 'C' }).stdout).toMatch(/^[\n -~]+$/);
    }
    expect(
      podproof(['check', 'web.yaml', ...race, '--all'], [], { FORCE_COLOR: '1', NO_COLOR: undefined }).stdout,
    ).toContain('\u001b[31m');
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('tells on %s what is known, writes its reports, and exits %i', async (signal, code) => {
    const large = [
      'check',
      'web.yaml',
      '-o',
      'json',
      '--slice',
      'pod',
      '--faults',
      'kubelet-restart=20,container-crash=20,oom=20',
      '--report',
      `junit=${signal}.xml`,
    ];
    const child = spawn(process.execPath, [bin, ...large], { cwd: directory.path, env: plainTerminal });
    const printed = { out: '', err: '' };
    child.stdout.on('data', (more: Buffer) => {
      printed.out += more.toString();
    });
    // Progress is the sign that the search has begun.
    child.stderr.on('data', (more: Buffer) => {
      if (printed.err === '') child.kill(signal);
      printed.err += more.toString();
    });
    const exit = await new Promise((resolve) => child.on('close', resolve));
    expect(printed.err).toMatch(
      /^searching Deployment\/web one pod: [\d,]+ states, .* states\/s, .* still to visit, (less than 1|\d+) MiB\n/,
    );
    expect(exit).toBe(code);
    expect(JSON.parse(printed.out)).toMatchObject({ scenarios: [{ ending: 'interrupted', complete: false }] });
    expect(readFileSync(join(directory.path, `${signal}.xml`), 'utf8')).toContain('undecided: ended by');
  });

  it('never shows a stack, but for those who ask', () => {
    const broken = `data:text/javascript,${encodeURIComponent("process.stdout.write = () => { throw new Error('kaput') }")}`;
    const { status, stderr } = podproof(['explain'], ['--import', broken]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^podproof: this is a bug in podproof \d+\.\d+\.\d+: kaput\n {2}fix: please report it/);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(podproof(['explain'], ['--import', broken], { PODPROOF_DEBUG: '1' }).stderr).toMatch(/\n\s+at /);
  });
});
