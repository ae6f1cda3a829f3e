/** `check --baseline` and `--update-baseline`: what is accepted fails nothing, what is new or got worse does, what is gone is told. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CheckReport } from '../../reports/check/report.ts';
import { schemaErrors } from '../../reports/testing/schema.ts';
import { directoryWith, podproof, webYaml } from '../testing/world.ts';

interface Written {
  readonly findings: readonly Readonly<Record<string, unknown>>[];
}

let directory: ReturnType<typeof directoryWith>;
let manifest: string;
let file: string;

beforeEach(() => {
  directory = directoryWith({ 'web.yaml': webYaml });
  manifest = join(directory.path, 'web.yaml');
  file = join(directory.path, 'podproof-baseline.json');
});

afterEach(() => directory.remove());

const check = (...args: readonly string[]) => podproof(['check', manifest, '--baseline', file, ...args]);
const written = (): Written => JSON.parse(readFileSync(file, 'utf8')) as Written;
const write = (findings: Written['findings']): void =>
  writeFileSync(file, JSON.stringify({ apiVersion: 'podproof.dev/v1', kind: 'Baseline', findings }, null, 2));

const traffic = {
  object: 'Deployment/web',
  guarantee: 'traffic-only-to-serving',
  kind: 'change',
  also: ['endpoint-not-ready-before-sigterm', 'traffic-only-to-running'],
};
const time = { object: 'Deployment/web', guarantee: 'graceful-exit-within-grace', kind: 'question' };

describe('podproof check --update-baseline', () => {
  it('writes what is found, sorted; with it the same check ends with 0, wherever the lines are', async () => {
    const first = await check('--update-baseline');
    expect(first.exit).toBe(0);
    expect(first.out).toContain(`nothing to change · 2 known from ${file}`);
    expect(written().findings).toEqual([time, traffic]);
    expect(schemaErrors(written(), 'baseline')).toEqual([]);
    expect(
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line.includes('"object"')),
    ).toHaveLength(2);
    writeFileSync(manifest, `# one\n# two\n${webYaml}`);
    const again = await check('--strict');
    expect([again.exit, again.err]).toEqual([0, '']);
    expect(again.out).not.toContain('✗');
    expect(again.out).not.toContain('traffic-only-to-serving');
  }, 60_000);

  it('keeps reasons, takes out what is not found any more, and adds what is new', async () => {
    write([
      { ...traffic, reason: 'nobody calls it' },
      { object: 'Deployment/old', guarantee: 'traffic-only-to-serving', kind: 'change' },
    ]);
    expect((await check('--update-baseline')).exit).toBe(0);
    expect(written().findings).toEqual([time, { ...traffic, reason: 'nobody calls it' }]);
  }, 60_000);

  it('writes nothing where not everything can be checked, nor over the file of somebody else', async () => {
    writeFileSync(manifest, webYaml.replace('replicas: 2', 'replicas: two'));
    const bad = await check('--update-baseline');
    expect(bad.exit).toBe(2);
    expect(bad.err).toContain('not written, for not everything could be checked');
    expect(() => written()).toThrow(/ENOENT/);
    writeFileSync(file, '{"mine": true}');
    const foreign = await check('--update-baseline');
    expect(foreign.exit).toBe(2);
    expect(foreign.err).toContain('is not a baseline that podproof made');
    expect(readFileSync(file, 'utf8')).toBe('{"mine": true}');
  }, 60_000);

  it('has to be told where, and asks for everything', async () => {
    const nowhere = await podproof(['check', manifest, '--update-baseline']);
    expect(nowhere.exit).toBe(2);
    expect(nowhere.err).toContain('add --baseline podproof-baseline.json');
    expect((await check('--update-baseline', '--slice', 'pod')).exit).toBe(2);
  });
});

describe('podproof check --baseline', () => {
  const asked = ['--slice', 'timed-endpoints'];

  it('marks what is accepted in every report', async () => {
    write([{ ...traffic, reason: 'nobody calls it' }, time]);
    const sarif = join(directory.path, 'out.sarif');
    const markdown = join(directory.path, 'out.md');
    const { exit, out } = await check(
      ...asked,
      '-o',
      'json',
      '--report',
      `sarif=${sarif}`,
      '--report',
      `markdown=${markdown}`,
    );
    expect(exit).toBe(0);
    const report = JSON.parse(out) as CheckReport;
    expect(schemaErrors(report)).toEqual([]);
    expect(report.baseline).toEqual({ file, from: 'accepted', known: 1, stale: [] });
    const finding = report.findings.find(({ guarantee }) => guarantee === 'traffic-only-to-serving');
    expect(finding).toMatchObject({ kind: 'change', baseline: true, baselineReason: 'nobody calls it' });
    const [run] = (JSON.parse(readFileSync(sarif, 'utf8')) as { runs: { results: Record<string, unknown>[] }[] }).runs;
    const results = run?.results ?? [];
    expect(results.find(({ ruleId }) => ruleId === 'traffic-only-to-serving')).toMatchObject({
      level: 'error',
      baselineState: 'unchanged',
      suppressions: [{ kind: 'external', status: 'accepted', justification: 'nobody calls it' }],
    });
    expect(results.filter(({ baselineState }) => baselineState === undefined)).toEqual([]);
    expect(readFileSync(markdown, 'utf8')).toContain('known before: 1 finding of');
    expect((await check(...asked, '-o', 'github')).out).not.toContain('::error');
  }, 60_000);

  it.each([
    ['another guarantee has the same cause', [{ ...traffic, also: ['traffic-only-to-running'] }, time]],
    ['it was less severe', [{ ...traffic, kind: 'question' }, time]],
    ['it is about another object', [{ ...traffic, object: 'Deployment/other' }, time]],
  ])(
    'tells a finding again if %s',
    async (_, findings) => {
      write(findings);
      const { exit, out } = await check(...asked);
      expect(exit).toBe(1);
      expect(out).toContain('✗ 1 to change · ');
    },
    60_000,
  );

  it('knows a finding by its guarantees, whichever leads', async () => {
    const [one = '', other = ''] = traffic.also;
    write([{ ...traffic, guarantee: one, also: [other, traffic.guarantee] }, time]);
    expect((await check(...asked)).exit).toBe(0);
  }, 60_000);

  it('warns of entries that are not found any more, with the line; with --strict they fail it', async () => {
    write([traffic, time, { ...traffic, object: 'Deployment/old' }, { ...time, guarantee: 'bind-once' }]);
    const { exit, err } = await check();
    expect(exit).toBe(0);
    const lines = readFileSync(file, 'utf8').split('\n');
    const line = (text: string): number => lines.findIndex((one) => one.includes(text));
    expect(err).toContain(`warning: ${file}:${line('Deployment/old')}:`);
    expect(err).toContain(
      'traffic-only-to-serving of Deployment/old is not found any more: the input has no such object',
    );
    expect(err).toContain(`warning: ${file}:${line('bind-once') - 1}:`);
    expect((await check('--strict')).exit).toBe(1);
    // Who asks for a part cannot tell.
    expect((await check(...asked, '--strict')).err).toBe('');
  }, 60_000);

  it.each([
    ['{"apiVersion": "podproof.dev/v1", "kind": "CheckReport"}', /podproof-baseline\.json:1:/],
    ['{"apiVersion": "podproof.dev/v1", "kind": "Baseline"', /podproof-baseline\.json:1:/],
    ['', /is empty/],
    [
      '{"apiVersion":"podproof.dev/v1","kind":"Baseline","findings":[\n{"object":"a","guarantee":"b","kind":"change","why":""}]}',
      /podproof-baseline\.json:2:\d+: findings\[0\]\.why: has a field "why"/,
    ],
  ])('says what is wrong with %j', async (text, told) => {
    writeFileSync(file, text);
    const { exit, err } = await check();
    expect(exit).toBe(2);
    expect(err).toMatch(told);
    expect(err).toContain('fix: ');
  });
});
