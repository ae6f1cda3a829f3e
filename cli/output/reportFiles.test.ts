import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { dataIn } from '../../reports/page/testing/data.ts';
import { sarifErrors } from '../../reports/testing/sarifSchema.ts';
import { schemaErrors } from '../../reports/testing/schema.ts';
import { directoryWith, podproof, webYaml } from '../testing/world.ts';

const directory = directoryWith({ 'web.yaml': webYaml });
afterAll(() => directory.remove());
const at = (name: string) => join(directory.path, name);
const asked = ['--slice', 'endpoints', '--guarantee', 'endpoint-not-ready-before-sigterm', '--fail-on', 'any'];
const race = ['check', at('web.yaml'), ...asked, '--all'];
const leftovers = () => readdirSync(directory.path).filter((name) => name.includes('podproof-part'));
const read = (name: string) => readFileSync(at(name), 'utf8');

describe('check --report', () => {
  it('writes every report that is asked for, beside what it prints anyway', async () => {
    const formats = ['html', 'json', 'junit', 'markdown', 'sarif'];
    const reports = formats.flatMap((format) => ['--report', `${format}=${at(`out.${format}`)}`]);
    const { exit, out } = await podproof([...race, ...reports]);
    expect(exit).toBe(1);
    expect(out).toContain('✗ violated: endpoint-not-ready-before-sigterm');
    expect(schemaErrors(JSON.parse(read('out.json')))).toEqual([]);
    expect(sarifErrors(JSON.parse(read('out.sarif')))).toEqual([]);
    expect(read('out.sarif')).toContain('"executionOrder": 1,');
    expect(read('out.junit')).toContain('failures="1"');
    expect(read('out.markdown')).toContain('sequenceDiagram');
    expect(await dataIn(read('out.html'))).toMatchObject({ opens: 'report' });
  });

  it('prints a report instead of the text where the file is -', async () => {
    const { exit, out } = await podproof([...race, '--report', 'sarif=-']);
    expect(exit).toBe(1);
    expect(sarifErrors(JSON.parse(out))).toEqual([]);
  });

  it('says what is wrong with a format or a file before it searches', async () => {
    const wrong = await podproof([...race, '--report', 'sariff=x']);
    expect([wrong.exit, wrong.out]).toEqual([2, '']);
    expect(wrong.err).toContain('Did you mean sarif?');
    expect((await podproof([...race, '--report', 'html'])).err).toContain('html=FILE');
  });

  it('complains about a place it cannot write to before it searches, and says so in the reports it can write', async () => {
    const wanted = ['--report', `sarif=${at('no/out.sarif')}`, '--report', `json=${at('told.json')}`];
    const { exit, out, err } = await podproof([...race, ...wanted]);
    expect([exit, out]).toEqual([2, '']);
    expect(err).toContain('cannot be written');
    expect(existsSync(at('no'))).toBe(false);
    expect(JSON.parse(read('told.json'))).toMatchObject({ scenarios: [], problems: [{ message: expect.any(String) }] });
    expect(leftovers()).toEqual([]);
  });

  it('never writes over the input, nor over what it did not make', async () => {
    const before = read('web.yaml');
    writeFileSync(at('notes.md'), '# podproof\n\nmy own notes\n');
    writeFileSync(at('other.json'), '{"kind": "CheckReport"}\n');
    for (const [format, name] of [
      ['json', 'web.yaml'],
      ['markdown', 'notes.md'],
      ['json', 'other.json'],
    ] as const) {
      const { exit, err } = await podproof([...race, '--report', `${format}=${at(name)}`]);
      expect(exit).toBe(2);
      expect(err).toContain(`exists already, and is not a ${format} report that podproof made`);
    }
    expect((await podproof(['explore', at('web.yaml'), '-o', at('web.yaml')])).exit).toBe(2);
    expect([read('web.yaml'), read('notes.md')]).toEqual([before, '# podproof\n\nmy own notes\n']);
  });

  it('knows every report of its own again, of that format and no other', async () => {
    const formats = ['coverage', 'html', 'json', 'junit', 'markdown', 'sarif'];
    for (const format of formats) {
      const args = [...race, '--quiet', '--report', `${format}=${at('again')}`];
      writeFileSync(at('again'), '');
      for (const _time of ['first', 'second']) expect((await podproof(args)).exit, format).toBe(1);
      const other = format === 'json' ? 'sarif' : 'json';
      expect((await podproof([...race, '--report', `${other}=${at('again')}`])).exit, format).toBe(2);
    }
    expect(leftovers()).toEqual([]);
  }, 60_000);

  it('refuses two reports into one file, by whatever path', async () => {
    symlinkSync(at('one.json'), at('link.json'));
    writeFileSync(at('one.json'), '');
    const twice = ['--report', `json=${at('one.json')}`, '--report', `sarif=${at('link.json')}`];
    expect((await podproof([...race, ...twice])).err).toContain('is named twice');
    const printed = await podproof([...race, '--report', 'json=-', '--report', 'sarif=-']);
    expect([printed.exit, printed.err]).toEqual([2, expect.stringContaining('two reports go to standard output')]);
  });

  it('replaces a file in one step, and a link by what it leads to', async () => {
    writeFileSync(at('real.json'), '', { mode: 0o640 });
    symlinkSync(at('real.json'), at('to-real.json'));
    const before = statSync(at('real.json')).ino;
    await podproof([...race, '--report', `json=${at('to-real.json')}`]);
    expect(JSON.parse(read('real.json'))).toMatchObject({ kind: 'CheckReport' });
    expect(statSync(at('real.json')).ino).not.toBe(before);
    expect(statSync(at('real.json')).mode & 0o777).toBe(0o640);
    expect(lstatSync(at('to-real.json')).isSymbolicLink()).toBe(true);
  });

  it('keeps the verdict where a report was lost on the way, and writes the others', async () => {
    mkdirSync(at('gone'));
    const reports = ['--report', `json=${at('gone/out.json')}`, '--report', `sarif=${at('kept.sarif')}`];
    // The answer is printed before reports are written.
    const out = () => rmSync(at('gone'), { recursive: true, force: true });
    const { exit, err } = await podproof([...race, ...reports], { out });
    expect(err).toContain('gone/out.json: cannot be written');
    expect(exit).toBe(1);
    expect(sarifErrors(JSON.parse(read('kept.sarif')))).toEqual([]);
  });
});
