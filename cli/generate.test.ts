import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Suite } from '../generators/suite/index.ts';
import { directoryWith, podproof } from './testing/world.ts';

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

  it('writes the files of a format into a directory', async () => {
    const directory = filesHere({ 'job.yaml': job });
    const out = join(directory.path, 'suite');
    const input = join(directory.path, 'job.yaml');
    expect((await podproof(['generate', input, ...quick, '--format', 'vitest', '--out', out])).exit).toBe(0);
    expect(readdirSync(out).sort()).toEqual(['adapter.mjs', 'judge.mjs', 'suite.json', 'suite.test.mjs']);
    const file = join(directory.path, 'one.json');
    await podproof(['generate', input, ...quick, '--out', file]);
    expect(readFileSync(file, 'utf8')).toBe(readFileSync(join(out, 'suite.json'), 'utf8'));
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

  it('names the goals there are when one is unknown', async () => {
    const { exit, err } = await podproof(['generate', '--goal', 'everything']);
    expect(exit).toBe(2);
    expect(err).toContain('event, transition, pair, witness, near-miss');
  });
});

describe('podproof mutants', () => {
  it('complains of a mutant there is not', async () => {
    const { exit, err } = await podproof(['mutants', '--mutant', 'nothing-of-the-kind']);
    expect(exit).toBe(2);
    expect(err).toContain('there is no such mutant');
  });
});
