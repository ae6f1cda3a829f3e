import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { directoryWith } from '../testing/world.ts';
import { mostBytes, readInputs, unreadable } from './input.ts';

const nothing = async function* (): AsyncGenerator<Uint8Array> {};
const cleanups: (() => void)[] = [];
const directory = (files: Readonly<Record<string, string | Uint8Array>>): string => {
  const { path, remove } = directoryWith(files);
  cleanups.push(remove);
  return path;
};

afterEach(() => {
  for (const clean of cleanups.splice(0)) clean();
});

describe('what a command reads', () => {
  it('is every manifest of a directory, in the order of names, and nothing else', async () => {
    const path = directory({ 'b.yml': 'b', 'a.yaml': 'a', 'c.JSON': 'c', 'd.txt': 'd', 'e.yaml~': 'e' });
    mkdirSync(join(path, 'below'));
    writeFileSync(join(path, 'below/f.yaml'), 'f');
    mkdirSync(join(path, '.git'));
    writeFileSync(join(path, '.git/g.yaml'), 'g');
    expect((await readInputs([path], false, nothing)).inputs.map(({ text }) => text)).toEqual(['a', 'b', 'c']);
    expect((await readInputs([path], true, nothing)).inputs.map(({ text }) => text)).toEqual(['a', 'b', 'f', 'c']);
  });

  it('is each file once, under the name it was given', async () => {
    const path = directory({ 'a.yaml': 'a' });
    const file = join(path, 'a.yaml');
    expect(await readInputs([file, path, file], false, nothing)).toEqual({
      inputs: [{ file, text: 'a', listed: false }],
      problems: [],
    });
  });

  it('is standard input for -', async () => {
    const input = async function* () {
      yield Buffer.from('kind: Pod # caf\u00e9').subarray(0, 16);
      yield Buffer.from('kind: Pod # caf\u00e9').subarray(16);
    };
    expect(await readInputs(['-'], false, input)).toMatchObject({ inputs: [{ file: '-', text: 'kind: Pod # café' }] });
  });

  it('must exist, be readable and be text', async () => {
    const path = directory({ 'latin1.yaml': Buffer.from('name: caf\u00e9', 'latin1') });
    await expect(readInputs([join(path, 'none.yaml')], false, nothing)).rejects.toThrow('no such file or directory');
    await expect(readInputs([join(path, 'latin1.yaml')], false, nothing)).rejects.toThrow('is not UTF-8 text');
    await expect(readInputs([join(path, 'latin1.yaml', 'x')], false, nothing)).rejects.toThrow(
      'cannot be read (ENOTDIR)',
    );
  });

  it('leaves out what is no file in a directory, and does not wait for a pipe nobody writes into', async () => {
    const path = directory({ 'a.yaml': 'a' });
    const pipe = join(path, 'pipe.yaml');
    expect(spawnSync('sh', ['-c', 'mkfifo "$0"', pipe]).status).toBe(0);
    symlinkSync('.', join(path, 'loop.yaml'));
    expect((await readInputs([path], true, nothing)).inputs.map(({ text }) => text)).toEqual(['a']);
    await expect(readInputs([pipe], false, nothing)).rejects.toThrow('is a pipe that no process writes into');
    const [read] = await Promise.all([readInputs([pipe], false, nothing), writeFile(pipe, 'kind: Pod')]);
    expect(read.inputs).toEqual([{ file: pipe, text: 'kind: Pod', listed: false }]);
  });

  it('goes on with the other files when one of several cannot be read', async () => {
    const path = directory({ 'a.yaml': Buffer.from('caf\u00e9', 'latin1'), 'b.yaml': 'b' });
    const missing = join(path, 'none.yaml');
    const { inputs, problems } = await readInputs([path, missing], false, nothing);
    expect(inputs.map(({ text }) => text)).toEqual(['b']);
    expect(problems).toMatchObject([
      { file: join(path, 'a.yaml'), message: 'is not UTF-8 text', fix: 'save it as UTF-8' },
      { file: missing, message: 'no such file or directory' },
    ]);
  });

  it('says what the operating system has against reading it', () => {
    const complaint = (code: string) => unreadable('a.yaml', Object.assign(new Error('no'), { code })).message;
    expect(complaint('EACCES')).toBe('a.yaml: permission denied');
    expect(complaint('EMFILE')).toBe('a.yaml: cannot be read (EMFILE)');
    expect(complaint('')).toBe('a.yaml: cannot be read (no)');
  });

  it('is not read at all when it is longer than 50 MiB', async () => {
    const path = directory({ 'huge.yaml': '' });
    truncateSync(join(path, 'huge.yaml'), mostBytes + 1);
    await expect(readInputs([join(path, 'huge.yaml')], false, nothing)).rejects.toThrow('is longer than 50 MiB');
    const endless = async function* () {
      for (;;) yield new Uint8Array(2 ** 20);
    };
    await expect(readInputs(['-'], false, endless)).rejects.toThrow('standard input: is longer than 50 MiB');
    await expect(readInputs(['/dev/zero'], false, nothing)).rejects.toThrow('/dev/zero: is longer than 50 MiB');
  });

  it('hints at -R where a directory has manifests only further down', async () => {
    const path = directory({ 'a.txt': '' });
    await expect(readInputs([path], false, nothing)).rejects.toMatchObject({
      message: `${path}: has no *.yaml, *.yml or *.json file`,
      fix: 'add -R to look into its directories too',
    });
  });
});
