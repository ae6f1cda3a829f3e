/** Completion as the shells and kubectl do it, where they are installed: the built command on a PATH of its own. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directoryWith } from '../testing/world.ts';

const bin = fileURLToPath(new URL('../../dist/cli/bin.js', import.meta.url));
const names = ['podproof', 'kubectl-podproof', 'kubectl_complete-podproof'];
const bashCompletion = '/usr/share/bash-completion/bash_completion';
const absent = (program: string): boolean => spawnSync(program, ['--version']).error !== undefined;

let directory: ReturnType<typeof directoryWith>;
let env: NodeJS.ProcessEnv;

beforeAll(() => {
  directory = directoryWith({});
  for (const name of names) symlinkSync(bin, join(directory.path, name));
  env = { ...process.env, PATH: `${directory.path}:${process.env['PATH'] ?? ''}`, HOME: directory.path, TERM: 'dumb' };
});

afterAll(() => directory.remove());

const run = (command: string, ...args: readonly string[]) =>
  spawnSync(command, args, { encoding: 'utf8', cwd: directory.path, env, input: '', timeout: 60_000 });

const scriptOf = (shell: string): string => run('podproof', 'completion', shell).stdout;

describe('kubectl_complete-podproof', () => {
  it('answers the words after `kubectl podproof`: candidates, then the directive', () => {
    expect(run('kubectl_complete-podproof', 'ch')).toMatchObject({
      status: 0,
      stdout: 'check\tprove every guarantee on your manifests, or show what breaks it\n:4\n',
      stderr: '',
    });
    expect(run('kubectl_complete-podproof', 'check', '--slice', '').stdout).toContain('\nendpoints\t\n');
    expect(run('kubectl_complete-podproof', 'check', 'we').stdout).toBe(':0\n');
    expect(run('kubectl_complete-podproof', '').stdout).toMatch(/^check\t.*\nfix\t.*\ntune\t(.*\n)+:4\n$/);
  });

  it.skipIf(absent('kubectl'))('is what kubectl asks', () => {
    expect(run('kubectl', '__complete', 'podproof', 'explain', 'bind-on').stdout).toBe(
      'bind-once\tOnce a Pod has a nodeName it keeps it for life.\n:4\n',
    );
  });
});

describe('completion scripts', () => {
  it.skipIf(!existsSync(bashCompletion))('bash completes', () => {
    const words = `COMP_WORDS=(podproof check --sli) COMP_CWORD=2 COMP_LINE='podproof check --sli' COMP_POINT=20`;
    const script = [`. ${bashCompletion}`, scriptOf('bash'), words, '__podproof_complete', 'echo "$COMPREPLY"'];
    expect(run('bash', '-c', script.join('\n')).stdout).toBe('--slice\n');
  });

  it.skipIf(absent('fish'))('fish completes', () => {
    writeFileSync(join(directory.path, 'podproof.fish'), scriptOf('fish'));
    const asked = (line: string) =>
      run('fish', '-N', '-c', `source podproof.fish; complete --do-complete '${line}'`).stdout;
    expect(asked('podproof check --sli')).toBe('--slice\tonly this slice of each workload\n');
    expect(asked('podproof check --slice=cla')).toBe('--slice=claims\n');
  });

  it.skipIf(absent('zsh'))('zsh completes', () => {
    mkdirSync(join(directory.path, 'functions'));
    writeFileSync(join(directory.path, 'functions/_podproof'), scriptOf('zsh'));
    const script = [
      'zmodload zsh/zpty; zpty -b shell zsh -f -i',
      `zpty -w shell "PS1='>'; fpath=($PWD/functions \\$fpath); autoload -Uz compinit; compinit -u -D; print -r REA''DY"`,
      `zpty -r shell text '*READY*'`,
      `zpty -w -n shell 'podproof check --slice=cla'$'\\t'`,
      `zpty -r shell text '*claims*'; print -r -- $text`,
    ];
    expect(run('zsh', '-f', '-c', script.join('\n')).stdout).toContain('claims');
  });
});
