import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import type { Suite } from '../../generators/suite/index.ts';
import { directoryWith, podproof } from '../testing/world.ts';

const job = `apiVersion: v1
kind: Pod
metadata: { name: job }
spec:
  restartPolicy: Never
  containers: [{ name: work, image: example.com/work:1 }]
`;

const directories: ReturnType<typeof directoryWith>[] = [];

const filesHere = (files: Readonly<Record<string, string>>): ReturnType<typeof directoryWith> => {
  const directory = directoryWith(files);
  directories.push(directory);
  return directory;
};

afterEach(() => {
  for (const directory of directories.splice(0)) directory.remove();
});

const quick = ['--goal', 'transition', '--nodes', '1'];

describe('podproof generate', () => {
  it('writes a suite for the Pods of a manifest on standard output, and its coverage beside it', async () => {
    const directory = filesHere({ 'job.yaml': job });
    const { exit, out, err } = await podproof(['generate', join(directory.path, 'job.yaml'), ...quick]);
    const suite = JSON.parse(out) as Suite;
    expect({ exit, kind: suite.kind, profile: suite.profile }).toEqual({
      exit: 0,
      kind: 'ConformanceSuite',
      profile: 'model',
    });
    expect(suite.cases.length).toBeGreaterThan(0);
    expect(suite.goals.every(({ kind }) => kind === 'transition')).toBe(true);
    expect(err).toContain(`${suite.cases.length} cases for model cover ${suite.coverage.covered}`);
  });

  it('says why no case can be written for Chainsaw, and does not call that done', async () => {
    const wants = job.replace('image:', 'resources: { requests: { cpu: 100m } }, image:');
    const directory = filesHere({ 'job.yaml': wants });
    const where = ['--format', 'chainsaw', '--profile', 'kubernetes', '--out', join(directory.path, 'suite')];
    const { exit, err } = await podproof(['generate', join(directory.path, 'job.yaml'), ...quick, ...where]);
    expect(exit).toBe(3);
    expect(err).toMatch(/0 of (\d+) cases are written for Chainsaw.*\n {2}\1: its Pods depend on nodes/);
  });

  it('writes the files of a format into a directory', async () => {
    const directory = filesHere({ 'job.yaml': job });
    const out = join(directory.path, 'suite');
    const input = join(directory.path, 'job.yaml');
    expect((await podproof(['generate', input, ...quick, '--format', 'vitest', '--out', out])).exit).toBe(0);
    expect(readdirSync(out).sort()).toEqual([
      'README.md',
      'adapter.mjs',
      'judge.mjs',
      'package.json',
      'suite.json',
      'suite.test.mjs',
      'types.d.ts',
    ]);
    const file = join(directory.path, 'one.json');
    await podproof(['generate', input, ...quick, '--out', file]);
    expect(readFileSync(file, 'utf8')).toBe(readFileSync(join(out, 'suite.json'), 'utf8'));
  });

  it('says that there is no case to run, and why: exit code 3', async () => {
    const directory = filesHere({ 'job.yaml': job });
    const small = ['--max-states', '10'];
    const { exit, out, err } = await podproof(['generate', join(directory.path, 'job.yaml'), ...quick, ...small]);
    expect([exit, (JSON.parse(out) as Suite).cases]).toEqual([3, []]);
    expect(err).toContain('there is no case to run');
    expect(err).toContain('it has more than 10 states');
  });

  it('will not pour several files on standard output', async () => {
    const { exit, err } = await podproof(['generate', '--format', 'chainsaw']);
    expect(exit).toBe(2);
    expect(err).toContain('--out DIRECTORY');
  });

  it('refuses what Kubernetes would refuse, and writes nothing', async () => {
    const directory = filesHere({ 'bad.yaml': job.replace('restartPolicy: Never', 'restartPolicy: Sometimes') });
    const file = join(directory.path, 'suite.json');
    const { exit, err } = await podproof(['generate', join(directory.path, 'bad.yaml'), '--out', file]);
    expect(exit).toBe(2);
    expect(err).toContain('restartPolicy');
    expect(existsSync(file)).toBe(false);
  });

  it('says in the suite what of the manifest no case has', async () => {
    const fields = [
      'volumes: [{ name: scratch, hostPath: { path: /mnt } }]',
      'nodeSelector: { kubernetes.io/os: linux }',
    ];
    const pod = job.replace('containers:', [...fields, 'containers:'].join('\n  '));
    const directory = filesHere({ 'job.yaml': pod });
    const { out } = await podproof(['generate', join(directory.path, 'job.yaml'), ...quick, '--profile', 'kubernetes']);
    const { skipped, cases } = JSON.parse(out) as Suite;
    expect(cases.length).toBeGreaterThan(0);
    expect(cases.filter(({ manifest }) => JSON.stringify(manifest.pods).includes('nodeSelector'))).toEqual([]);
    expect(skipped).toContainEqual({
      id: 'Pod/job one pod',
      because: 'the cases have no node selector, affinity and topology spread: the nodes are not theirs to label',
    });
    expect(skipped).toContainEqual({
      id: 'Pod/job one pod',
      because: 'the cases have emptyDir volumes in place of scratch (hostPath)',
    });
    expect(skipped).toContainEqual({
      id: 'Pod/job one pod and its readiness',
      because: expect.stringMatching(/^left out: /) as string,
    });
  });

  it('keeps the adapter somebody filled in, and writes the rest anew', async () => {
    const directory = filesHere({ 'job.yaml': job });
    const out = join(directory.path, 'suite');
    const again = () =>
      podproof(['generate', join(directory.path, 'job.yaml'), ...quick, '--format', 'vitest', '--out', out]);
    await again();
    writeFileSync(join(out, 'adapter.mjs'), 'export const mine = true;\n');
    const judge = readFileSync(join(out, 'judge.mjs'), 'utf8');
    writeFileSync(join(out, 'judge.mjs'), `// Made by podproof 0.0.1.\n`);
    const { exit, err } = await again();
    expect(exit).toBe(0);
    expect(err).toContain(`${join(out, 'adapter.mjs')}: is yours, kept as it is`);
    expect(readFileSync(join(out, 'adapter.mjs'), 'utf8')).toBe('export const mine = true;\n');
    expect(readFileSync(join(out, 'judge.mjs'), 'utf8')).toBe(judge);
  });

  it('writes nothing over what it did not make, and nothing beside it either', async () => {
    const directory = filesHere({ 'job.yaml': job, 'README.md': '# My project\n' });
    const { exit, err } = await podproof([
      'generate',
      join(directory.path, 'job.yaml'),
      ...quick,
      '--format',
      'vitest',
      '--out',
      directory.path,
    ]);
    expect(exit).toBe(2);
    expect(err).toContain('README.md: exists already, and podproof did not make it');
    expect(readdirSync(directory.path).sort()).toEqual(['README.md', 'job.yaml']);
    expect(readFileSync(join(directory.path, 'README.md'), 'utf8')).toBe('# My project\n');
  });

  it('says at once when nothing can be written where it should', async () => {
    const directory = filesHere({ 'job.yaml': job });
    const file = join(directory.path, 'job.yaml');
    const { exit, err } = await podproof(['generate', file, ...quick, '--out', join(file, 'suite')]);
    expect(exit).toBe(2);
    expect(err).toContain('cannot be written');
    expect(readFileSync(file, 'utf8')).toBe(job);
  });

  it('makes the same bytes in two processes', async () => {
    const directory = filesHere({ 'job.yaml': job });
    const bin = fileURLToPath(new URL('../../dist/cli/bin.js', import.meta.url));
    const run = async (name: string): Promise<string> => {
      const out = join(directory.path, name);
      await promisify(execFile)(process.execPath, [
        bin,
        'generate',
        join(directory.path, 'job.yaml'),
        ...quick,
        '--out',
        out,
      ]);
      return readFileSync(out, 'utf8');
    };
    const [first, second] = await Promise.all([run('a.json'), run('b.json')]);
    expect(first).toBe(second);
  }, 120_000);

  it('makes Pods of every kind in the version that is asked for', async () => {
    const few = ['generate', '--goal', 'event', '--max-states', '100'];
    const { exit, out } = await podproof([...few, '--kubernetes-version', '1.34']);
    const suite = JSON.parse(out) as Suite;
    const switches = suite.cases.map(({ manifest }) => manifest.scenario.switches.createdCountsAsInitialized);
    expect([exit, suite.kubernetesVersion, new Set(switches)]).toEqual([0, '1.34', new Set([true])]);
    const off = await podproof([...few, '--kubernetes-version', '1.34', '--switch', 'createdCountsAsInitialized=off']);
    const [first] = (JSON.parse(off.out) as Suite).cases;
    expect(first?.manifest.scenario.switches.createdCountsAsInitialized).toBe(false);
  });

  it('takes nothing about manifests where there are none', async () => {
    const { exit, err } = await podproof(['generate', '--faults', 'oom=1']);
    expect([exit, err.includes('--faults says something of manifests, and there are none')]).toEqual([2, true]);
  });

  it('names the goals there are when one is unknown', async () => {
    const { exit, err } = await podproof(['generate', '--goal', 'everything']);
    expect(exit).toBe(2);
    expect(err).toContain('event, transition, pair, ');
  });
});

describe('podproof mutants', () => {
  it('complains of a mutant there is not', async () => {
    const { exit, err } = await podproof(['mutants', '--mutant', 'nothing-of-the-kind']);
    expect(exit).toBe(2);
    expect(err).toContain('there is no such mutant');
  });

  it('complains of a situation there is not', async () => {
    const { exit, err } = await podproof(['mutants', '--situation', 'nothing-of-the-kind']);
    expect(exit).toBe(2);
    expect(err).toContain('there is no such situation');
  });

  const few = ['mutants', '--situation', 'two init containers', '--mutant', 'init-in-parallel,address-released-early'];

  it('says which case notices a mistake, and of which it is proved that nobody can', { timeout: 120_000 }, async () => {
    const { exit, out } = await podproof(few);
    expect(out).toMatch(/init-in-parallel: .*\n {2}killed by two-init-containers-\d+: after \d+ steps/);
    expect(out).toContain('cannot be seen, proved in 1 situation: addresses are not among the observations');
    expect(out).toMatch(/killed by the suite: 1 of 1 \(100 %\) with \d+ cases/);
    expect(out).toMatch(/made without looking at mistakes: 1 of 1 \(100 %\) with \d+ cases/);
    expect(exit).toBe(0);
  });

  it('says the same as data', { timeout: 120_000 }, async () => {
    const { out } = await podproof([...few, '-o', 'json']);
    expect(JSON.parse(out)).toMatchObject([
      { id: 'init-in-parallel', killed: true, equivalent: false, undecided: false },
      { id: 'address-released-early', killed: false, by: '', byBlind: '', equivalent: true, undecided: false },
    ]);
  });
});
