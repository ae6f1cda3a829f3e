/**
 * Every verb that takes a manifest, on every example and on the kinds of manifest that people have (`kinds/`). What is asked for is an answer: no
 * breakdown, nothing undecided, nothing said to be wrong with the input. What the answers are is asserted elsewhere.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { podproof } from '../cli/testing/world.ts';
import { conform } from '../conformance/conform.ts';
import { podmanTarget, podmanVersion } from '../conformance/drivers/podman/index.ts';
import type { Case, ProfileName, Suite } from '../generators/suite/case.ts';
import { suiteOf } from '../generators/suite/testing/cases.ts';
import { kubernetesVersions } from '../model/gates.ts';
import type { CheckReport } from '../reports/check/report.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const kinds = readdirSync(`${folder}kinds`).map((name) => `kinds/${name}`);
const examples = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const everything = 'everything.yaml';
const manifests = [...examples.filter((name) => name !== everything), ...kinds];

const scratch = mkdtempSync(join(tmpdir(), 'podproof-kinds-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const found = await podmanVersion();
const podman = 'version' in found ? found.version : '';
if ('missing' in found) process.stderr.write(`skipped: kinds of manifest on podman: ${found.missing}\n`);

const minutes = 60_000;
const [holds, violated, undecided] = [0, 1, 3];
const slug = (name: string): string => name.replaceAll(/[^a-z0-9]+/gu, '-');

/** Suites are made once: of an example or a kind, for a profile. `none` where no case came of it, which is an answer, too. */
const made = new Map<string, Suite>();
const suiteFor = async (name: string, profile: ProfileName): Promise<Suite> => {
  const key = `${slug(name)}-${profile}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const out = join(scratch, key);
  const { exit, err } = await podproof([
    'generate',
    `${folder}${name}`,
    '--profile',
    profile,
    '--out',
    out,
    '--format',
    'json',
  ]);
  expect(`${exit} ${err}`).toMatch(/^[03] /u);
  const suite = JSON.parse(readFileSync(join(out, 'suite.json'), 'utf8')) as Suite;
  made.set(key, suite);
  return suite;
};

describe('every verb that takes a manifest', { timeout: 5 * minutes }, () => {
  it.each(manifests)('answers about %s', async (name) => {
    const file = `${folder}${name}`;
    const checked = await podproof(['check', file, '-o', 'json', '--fail-on', 'any']);
    expect(checked.err).toBe('');
    expect([holds, violated]).toContain(checked.exit);
    const report = JSON.parse(checked.out) as CheckReport;
    expect(report.problems).toEqual([]);
    expect(report.scenarios.filter(({ ending }) => ending !== 'complete')).toEqual([]);
    expect(report.scenarios.flatMap(({ guarantees }) => guarantees.map(({ verdict }) => verdict))).not.toContain(
      'undecided',
    );

    const page = join(scratch, `${slug(name)}.html`);
    expect(await podproof(['explore', file, '-o', page, '--max-states', '2000'])).toMatchObject({ exit: holds });

    const tuned = await podproof(['tune', file, '-o', 'json']);
    expect([holds, violated, undecided, 2]).toContain(tuned.exit);
    expect(tuned.err).not.toContain('bug in podproof');
    expect(tuned.exit === 2 ? tuned.err : 'fix:').toContain('fix:');
  });

  it.each(manifests)('answers about %s in the newest version of Kubernetes', async (name) => {
    const newest = kubernetesVersions.at(-1) ?? '';
    const checked = await podproof(['check', `${folder}${name}`, '-o', 'json', '--kubernetes-version', newest]);
    const { problems, scenarios } = JSON.parse(checked.out) as CheckReport;
    expect([checked.err, problems]).toEqual(['', []]);
    expect(scenarios.map(({ kubernetesVersion }) => kubernetesVersion)).toEqual(scenarios.map(() => newest));
    expect(scenarios.length).toBeGreaterThan(0);
    expect(scenarios.filter(({ ending }) => ending !== 'complete')).toEqual([]);
  });

  it.each(kinds)('generates a suite of %s that the model passes', async (name) => {
    const { cases } = await suiteFor(name, 'kubernetes');
    expect(cases.length).toBeGreaterThan(0);
  });

  it.runIf(podman !== '' || process.env['CI'] !== undefined)(
    'plays a case of each on podman',
    { timeout: 15 * minutes },
    async () => {
      const firsts: Case[] = [];
      for (const name of kinds) {
        const [first] = (await suiteFor(name, 'podman')).cases;
        if (first === undefined) throw new Error(`no case of ${name}`);
        firsts.push({ ...first, id: `${slug(name)}-${first.id}` });
      }
      const suite = suiteOf('podman', firsts);
      const ran = await conform(suite, podmanTarget(podman), { parallel: 5, signal: new AbortController().signal });
      // What podman answers is its own affair; that it takes the Pod is ours.
      const refused = ran.cases.filter(({ verdict }) => verdict === 'inconclusive');
      expect(refused.map(({ id, because }) => `${id}: ${because}`)).toEqual([]);
      expect(ran.cases).toHaveLength(kinds.length);
    },
  );
});
