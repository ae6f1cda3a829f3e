import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Case } from '../../generators/suite/case.ts';
import { caseOf, deletion, initThenMain, suiteOf } from '../../generators/suite/testing/cases.ts';
import type { CoverageReport } from '../../reports/coverage/report.ts';
import { schemaErrors } from '../../reports/testing/schema.ts';
import { directoryWith, podproof, webYaml } from '../testing/world.ts';

const aiming = (id: string, one: Case, goal: string): Case => ({ ...one, id, covers: [goal] });
const goal = (id: string) => ({ id, kind: 'event' as const, title: id });
// What every run of the model goes through that shows what the case shows, and what none does.
const [restarted, died] = ['event:fault/kubeletRestarted', 'event:runtime/sigkillSent'];
const suite = {
  ...suiteOf('podman', [
    aiming('a', caseOf(initThenMain('Never'), 'podman'), restarted),
    aiming('b', caseOf(deletion('ignores', 1), 'podman'), died),
  ]),
  goals: [goal(restarted), goal(died)],
};

const directory = directoryWith({ 'web.yaml': webYaml, 'suite.json': JSON.stringify(suite) });
const at = (name: string) => join(directory.path, name);

beforeAll(async () => {
  const check = ['check', at('web.yaml'), '--slice', 'endpoints', '--report', `coverage=${at('web.json')}`];
  const { exit } = await podproof([...check, '--report', `json=${at('check.json')}`]);
  if (exit !== 0) throw new Error(`check ended with ${exit}`);
}, 60_000);
afterAll(() => directory.remove());

const covered = async (...files: readonly string[]) => {
  const { exit, out, err } = await podproof(['report', ...files.map(at), '-o', 'json']);
  expect([exit, err]).toEqual([0, '']);
  const report = JSON.parse(out) as CoverageReport;
  const ids = report.goals.filter(({ by }) => by.length > 0).map(({ id }) => id);
  return { report, ids };
};

describe('podproof report', () => {
  it('knows of a search its events, transitions, pairs of them, and situations', async () => {
    const { report, ids } = await covered('web.json');
    expect(ids).toContain('event:endpointslice/sliceWritten');
    expect(ids).toContain('transition:endpoint: absent —endpointslice/sliceWritten→ ready');
    expect(ids).toContain('state:endpoint: absent');
    expect(ids).toContain('witness:endpoint-not-ready-before-sigterm');
    expect(ids.some((id) => id.startsWith('pair:endpoint: '))).toBe(true);
    expect(report.goals.find(({ id }) => id === restarted)?.by).toEqual([]);
  });

  it('counts nothing as reached that is no goal of the catalogue of transitions', async () => {
    const { report } = await covered('web.json');
    const { report: nothing } = await covered('suite.json');
    const known = new Set(nothing.goals.map(({ id }) => id));
    const transitions = report.goals.filter(({ kind }) => kind === 'transition').map(({ id }) => id);
    expect(transitions.filter((id) => !known.has(id))).toEqual([]);
  });

  it('puts searches, suites, and their counterexamples together, each under its name', async () => {
    const { report, ids } = await covered('check.json', 'suite.json');
    const [search, ...others] = report.sources;
    expect(search).toEqual({ name: 'Deployment/web one pod and its endpoints', kind: 'exploration' });
    expect(others.at(-1)).toEqual({ name: 'suite', kind: 'suite' });
    expect(others.slice(0, -1).length).toBeGreaterThan(1);
    for (const { name, kind } of others.slice(0, -1)) {
      expect(name).toMatch(/^Deployment\/web one pod and its endpoints: [a-z-]+$/);
      expect(kind).toBe('trace');
    }
    expect(ids).toEqual(expect.arrayContaining([restarted, died]));
  });

  it('says what was gained and lost since another answer, and exits 1 if anything was lost', async () => {
    const more = await podproof(['report', at('web.json'), at('suite.json'), '--against', at('web.json')]);
    expect(more.exit).toBe(0);
    expect(more.out).toContain('  + event:fault/kubeletRestarted');
    const less = await podproof(['report', at('suite.json'), '--against', at('web.json')]);
    expect(less.exit).toBe(1);
    expect(less.out).toContain('  - event:kubelet/podAdmitted');
  });

  it('prints the maps for a CI summary', async () => {
    const { out } = await podproof(['report', at('web.json'), '-o', 'markdown']);
    expect(out).toContain('## endpoint\n\n```mermaid\nstateDiagram-v2');
  });

  it('prints what its schema says, and the schema can say no', async () => {
    const both = ['report', at('web.json'), at('check.json'), '--against', at('web.json'), '-o', 'json'];
    const { out } = await podproof(both);
    const report = JSON.parse(out) as CoverageReport;
    expect(schemaErrors(report, 'coverage-report')).toEqual([]);
    const wrong = { ...report, goals: [{ id: 'weather:fine', kind: 'event', by: [] }] };
    expect(schemaErrors(wrong, 'coverage-report')).not.toEqual([]);
  });

  it('reads its own answers, also from standard input', async () => {
    const { report } = await covered('web.json');
    expect(report).toEqual(JSON.parse(readFileSync(at('web.json'), 'utf8')));
    const { out } = await podproof(['report', '-', '-o', 'json'], { text: readFileSync(at('web.json'), 'utf8') });
    expect(JSON.parse(out)).toEqual(report);
  });
});

describe('podproof report about a conformance run', () => {
  const of = async (output: string) => {
    const conform = ['conform', '-', '--driver', 'model,mutant:main-beside-init', '-o', 'json'];
    const run = await podproof(conform, { text: JSON.stringify(suite) });
    return podproof(['report', at('suite.json'), '-', '-o', output], { text: run.out });
  };

  it('counts what a target was seen to go through, not what a case aims at', async () => {
    const { goals, sources } = JSON.parse((await of('json')).out) as CoverageReport;
    expect(sources.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'suite suite',
      'model conformance',
      'mutant:main-beside-init conformance',
    ]);
    expect(goals.find(({ id }) => id === restarted)?.by).toEqual([0]);
    expect(goals.find(({ id }) => id === died)?.by).toEqual([0, 1, 2]);
  });

  it('shows the divergence matrix and each difference, as text and for a CI summary', async () => {
    const [text, markdown] = [(await of('text')).out, (await of('markdown')).out];
    expect(text).toMatch(/^ {2}a +pass +fail/mu);
    expect(text).toContain('✗ mutant:main-beside-init: a: it showed what the model cannot show there');
    expect(markdown).toContain('| `a` | ✓ pass | ✗ fail |');
    expect(markdown).toContain('| `init-before-main` | · open | ✗ broken |');
    for (const part of [
      '```yaml\napiVersion: v1',
      'sequenceDiagram',
      '✗ nothing explains',
      '* **rule** ',
      '* **legal** ',
    ])
      expect(markdown).toContain(part);
  });
});
