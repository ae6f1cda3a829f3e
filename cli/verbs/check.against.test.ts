/** `check --against OLD.json`: what was gained and lost between two checks; only what was gained fails. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckDifference } from '../../reports/against/report.ts';
import { schemaErrors } from '../../reports/testing/schema.ts';
import { directoryWith, podproof, webYaml } from '../testing/world.ts';

const image = '          image: registry.example/web:1.4.2\n';
const good = webYaml.replace(image, `${image}          lifecycle: { preStop: { sleep: { seconds: 15 } } }\n`);
const named = (name: string, yaml = webYaml): string => yaml.replaceAll('web', name);

const directory = directoryWith({});
afterAll(() => directory.remove());

const asked = ['--slice', 'timed-endpoints', '--assume', 'shutdown<=1s'];
const reports = new Map<string, string>();

/** The manifest under one name, whatever stands in it, so that two reports are about one file. */
const file = join(directory.path, 'app.yaml');

const put = (text: string): string => {
  writeFileSync(file, text);
  return file;
};

const reportOf = async (name: string, text: string, args = asked): Promise<void> => {
  const { out } = await podproof(['check', put(text), '-o', 'json', ...args]);
  const path = join(directory.path, `${name}.json`);
  writeFileSync(path, out);
  reports.set(name, path);
};

const against = (name: string, text: string, ...args: readonly string[]) =>
  podproof(['check', put(text), ...asked, '--against', reports.get(name) ?? '', ...args]);

const difference = async (name: string, text: string) => {
  const { exit, out } = await against(name, text, '-o', 'json');
  const told = JSON.parse(out) as CheckDifference;
  expect(schemaErrors(told, 'check-difference')).toEqual([]);
  return { exit, told };
};

beforeAll(async () => {
  await reportOf('bare', webYaml);
  await reportOf('good', good);
}, 60_000);

describe('podproof check --against', () => {
  it('fails on what was gained, tells what was proved before, and how to mend it', async () => {
    const { exit, told } = await difference('good', webYaml);
    expect(exit).toBe(1);
    expect(told.findings).toContainEqual(
      expect.objectContaining({
        change: 'gained',
        object: 'Deployment/web',
        guarantee: 'traffic-only-to-serving',
        kind: 'change',
      }),
    );
    expect(told.answers).toContainEqual({
      object: 'Deployment/web',
      slice: 'timed-endpoints',
      guarantee: 'traffic-only-to-serving',
      from: 'holds',
      to: 'violated',
    });
    const { out } = await against('good', webYaml);
    expect(out).toMatch(
      /^\+ gained {2}change {2}Deployment\/web: new connections .* {2}traffic-only-to-serving {2}.*app\.yaml:16$/m,
    );
    expect(out).toContain('traffic-only-to-serving: proved before, violated now');
  }, 60_000);

  it('passes what was lost, and what was there before', async () => {
    const mended = await difference('bare', good);
    expect(mended.exit).toBe(0);
    expect(mended.told.findings.map(({ change, guarantee }) => [change, guarantee])).toContainEqual([
      'lost',
      'traffic-only-to-serving',
    ]);
    const same = await difference('bare', `# moved\n${webYaml}`);
    expect(same.exit).toBe(0);
    expect([...new Set(same.told.findings.map(({ change }) => change))]).toEqual(['unchanged']);
    expect(same.told.answers).toEqual([]);
    expect(same.told.sameAnswers).toBeGreaterThan(0);
  }, 60_000);

  it('annotates only what was gained, and writes a comment that begins with it', async () => {
    const annotated = await against('good', webYaml, '-o', 'github');
    expect(annotated.out).toMatch(/^::error .*traffic-only-to-serving/m);
    expect((await against('bare', webYaml, '-o', 'github')).out).not.toContain('::');
    const markdown = join(directory.path, 'comment.md');
    await against('good', webYaml, '--report', `markdown=${markdown}`);
    // Over its own file it may be written again.
    expect((await against('good', webYaml, '--report', `markdown=${markdown}`)).err).toBe('');
    expect(readFileSync(markdown, 'utf8')).toMatch(/## Gained\n\n\* Deployment\/web: .*\*\*fix\*\* /);
  }, 60_000);

  it('follows an object to its new name, and says which are new and which are gone', async () => {
    const renamed = await difference('bare', named('shop'));
    expect(renamed.exit).toBe(0);
    expect(renamed.told.objects).toEqual({
      added: [],
      removed: [],
      renamed: [{ from: 'Deployment/web', to: 'Deployment/shop' }],
    });
    const other = await difference('good', named('shop'));
    expect(other.exit).toBe(1);
    expect(other.told.objects).toEqual({ added: ['Deployment/shop'], removed: ['Deployment/web'], renamed: [] });
    // Of two that look alike none is taken for the old one.
    const two = await difference('bare', `${named('shop')}---\n${named('mall')}`);
    expect(two.exit).toBe(1);
    expect(two.told.objects.renamed).toEqual([]);
    expect(two.told.findings.filter(({ change }) => change === 'gained').length).toBeGreaterThanOrEqual(2);
  }, 60_000);

  it('calls nothing lost that was not asked again', async () => {
    const { told } = await difference('bare', webYaml);
    const [one] = told.findings;
    const { out } = await podproof([
      'check',
      file,
      '--slice',
      'pod',
      '--against',
      reports.get('bare') ?? '',
      '-o',
      'json',
    ]);
    const other = JSON.parse(out) as CheckDifference;
    expect(other.findings).toContainEqual(expect.objectContaining({ change: 'unknown', guarantee: one?.guarantee }));
    expect(other.findings.filter(({ change }) => change === 'lost')).toEqual([]);
  }, 60_000);

  it('takes only a report', async () => {
    const baseline = join(directory.path, 'other.json');
    writeFileSync(baseline, '{"apiVersion": "podproof.dev/v1", "kind": "Baseline", "findings": []}');
    const { exit, err } = await podproof(['check', put(webYaml), '--against', baseline]);
    expect(exit).toBe(2);
    expect(err).toContain('is no CheckReport');
  });
});
