import { spawn, spawnSync } from 'node:child_process';
import { cpSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckReport } from '../reports/check/report.ts';
import { plainTerminal } from './testing/environment.ts';
import { directoryWith } from './testing/world.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'dist/cli/bin.js');

/** Pods of different shapes, so that each has a search of its own. */
const pods = Array.from(
  { length: 40 },
  (_, index) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: pod-${index}}\nspec: {terminationGracePeriodSeconds: ${index + 1}, containers: [{name: a, image: a}]}\n`,
).join('---\n');

/** Every search is as long as --max-states lets it be. */
const long = ['--slice', 'pod', '--faults', 'kubelet-restart=20,container-crash=20,oom=20', '--max-states', '40000'];
const command = ['check', 'pods.yaml', ...long, '--jobs', '2', '-o', 'json'];

let directory: ReturnType<typeof directoryWith>;

beforeAll(() => {
  directory = directoryWith({ 'pods.yaml': pods });
});

afterAll(() => directory.remove());

const run = (file: string, args: readonly string[]) =>
  spawnSync(process.execPath, [file, ...args], {
    encoding: 'utf8',
    cwd: directory.path,
    env: plainTerminal,
    maxBuffer: 2 ** 28,
  });

const endingsIn = (out: string): readonly string[] =>
  (JSON.parse(out) as CheckReport).scenarios.map(({ ending }) => ending);

/** With as much time as it takes until threads are worth it: on a slow machine twice as much will do some day. */
const untilThreads = (file: string, sign: string) => {
  for (let seconds = 2; ; seconds *= 2) {
    const { status, stdout, stderr } = run(file, [...command, '--timeout', `${seconds}s`]);
    if (stderr.includes(sign) && endingsIn(stdout).includes('max-states')) return { status, stdout, stderr };
    expect(endingsIn(stdout)).toContain('interrupted');
  }
};

describe('the podproof command with threads', () => {
  it('ends at --timeout with what is known, every scenario by name', () => {
    const { status, stdout } = untilThreads(bin, 'in 2 threads');
    expect(status).toBe(3);
    expect(endingsIn(stdout)).toHaveLength(40);
    expect(new Set(endingsIn(stdout))).toEqual(new Set(['max-states', 'interrupted']));
  });

  it('ends on Ctrl-C with what is known, and 130', async () => {
    const child = spawn(process.execPath, [bin, ...command], { cwd: directory.path, env: plainTerminal });
    const printed = { out: '', err: '' };
    child.stdout.on('data', (more: Buffer) => {
      printed.out += more.toString();
    });
    child.stderr.on('data', (more: Buffer) => {
      const before = printed.err.includes('in 2 threads');
      printed.err += more.toString();
      if (!before && printed.err.includes('in 2 threads')) child.kill('SIGINT');
    });
    const exit = await new Promise((resolve) => child.on('close', resolve));
    expect(exit).toBe(130);
    expect(endingsIn(printed.out)).toHaveLength(40);
    expect(endingsIn(printed.out)).toContain('interrupted');
  });

  it('says that the file of its threads is damaged, and answers all the same', () => {
    const damaged = directoryWith({});
    cpSync(join(root, 'dist'), join(damaged.path, 'dist'), { recursive: true });
    cpSync(join(root, 'package.json'), join(damaged.path, 'package.json'));
    symlinkSync(join(root, 'node_modules'), join(damaged.path, 'node_modules'));
    writeFileSync(join(damaged.path, 'dist/cli/search.worker.js'), 'export const search = (');
    const { stdout, stderr } = untilThreads(join(damaged.path, 'dist/cli/bin.js'), 'do not start');
    damaged.remove();
    expect(stderr.match(/warning: podproof: the threads that search do not start/g)).toHaveLength(1);
    expect(stderr).toContain('install podproof again');
    expect(endingsIn(stdout)).toHaveLength(40);
    expect(endingsIn(stdout)).not.toContain('failed');
  });
});
