import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sarifErrors } from '../reports/testing/sarifSchema.ts';
import { schemaErrors } from '../reports/testing/schema.ts';
import { directoryWith, podproof, webYaml } from './testing/world.ts';

const directory = directoryWith({ 'web.yaml': webYaml });
afterAll(() => directory.remove());
const at = (name: string) => join(directory.path, name);
const race = ['check', at('web.yaml'), '--slice', 'endpoints', '--guarantee', 'endpoint-not-ready-before-sigterm'];
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
    expect(read('out.html')).toContain('"opens":"report"');
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

  it('complains about a place it cannot write to', async () => {
    const { exit, err } = await podproof([...race, '--report', `json=${at('no/out.json')}`]);
    expect(exit).toBe(2);
    expect(err).toContain('cannot be written');
    expect(existsSync(at('no'))).toBe(false);
  });
});
