import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CoverageReport } from '../reports/coverage.ts';
import { schemaErrors } from '../reports/testing/schema.ts';
import { directoryWith, podproof, webYaml } from './testing/world.ts';

const suite = {
  apiVersion: 'podproof.dev/v1',
  kind: 'ConformanceSuite',
  goals: [{ id: 'event:fault/kubeletRestarted' }, { id: 'event:fault/sandboxDied' }],
  cases: [{ id: 'a', covers: ['event:fault/kubeletRestarted'] }],
};
const conform = {
  apiVersion: 'podproof.dev/v1',
  kind: 'ConformReport',
  targets: [{ target: 'podman' }],
  cases: [
    { target: 'podman', verdict: 'pass', covers: ['event:fault/containerOOMKilled'] },
    { target: 'podman', verdict: 'inconclusive', covers: ['event:fault/sandboxDied'] },
  ],
};
const directory = directoryWith({
  'web.yaml': webYaml,
  'suite.json': JSON.stringify(suite),
  'conform.json': JSON.stringify(conform),
  'text.json': 'hello',
  'other.json': '{"kind": "Pod"}',
});
const at = (name: string) => join(directory.path, name);

beforeAll(async () => {
  const check = ['check', at('web.yaml'), '--slice', 'endpoints', '--report', `coverage=${at('web.json')}`];
  const { exit } = await podproof([...check, '--report', `json=${at('check.json')}`]);
  if (exit !== 1) throw new Error(`check ended with ${exit}`);
});
afterAll(() => directory.remove());

const covered = async (...files: readonly string[]) => {
  const { exit, out } = await podproof(['report', ...files.map(at), '-o', 'json']);
  expect(exit).toBe(0);
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
    expect(report.goals.find(({ id }) => id === 'event:fault/kubeletRestarted')?.by).toEqual([]);
  });

  it('counts nothing as reached that is no goal of the catalogue of transitions', async () => {
    const { report } = await covered('web.json');
    const { report: nothing } = await covered('suite.json');
    const known = new Set(nothing.goals.map(({ id }) => id));
    const transitions = report.goals.filter(({ kind }) => kind === 'transition').map(({ id }) => id);
    expect(transitions.filter((id) => !known.has(id))).toEqual([]);
  });

  it('puts searches, suites and runs on targets together, each under its name', async () => {
    const { report, ids } = await covered('check.json', 'suite.json', 'conform.json');
    expect(report.sources).toEqual([
      { name: 'Deployment/web one pod and its endpoints', kind: 'exploration' },
      { name: 'suite', kind: 'suite' },
      { name: 'podman', kind: 'conformance' },
    ]);
    expect(ids).toContain('event:fault/kubeletRestarted');
    expect(ids).toContain('event:fault/containerOOMKilled');
    expect(ids).not.toContain('event:fault/sandboxDied');
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

  it('says what it cannot read', async () => {
    const failures = await Promise.all(
      ['text.json', 'other.json', 'none.json'].map((name) => podproof(['report', at(name)])),
    );
    expect(failures.map(({ exit }) => exit)).toEqual([2, 2, 2]);
    expect(failures[0]?.err).toContain('is not JSON');
    expect(failures[1]?.err).toContain('is nothing that podproof wrote (kind "Pod")');
    expect(failures[2]?.err).toContain('no such file');
  });

  it('prints what its schema says, and the schema can say no', async () => {
    const { out } = await podproof([
      'report',
      at('web.json'),
      at('suite.json'),
      '--against',
      at('web.json'),
      '-o',
      'json',
    ]);
    const report = JSON.parse(out) as CoverageReport;
    expect(schemaErrors(report, 'coverage-report')).toEqual([]);
    const wrong = { ...report, goals: [{ id: 'weather:fine', kind: 'event', by: [] }] };
    expect(schemaErrors(wrong, 'coverage-report')).not.toEqual([]);
  });

  it('reads its own answers', async () => {
    const { report } = await covered('web.json');
    expect(report).toEqual(JSON.parse(readFileSync(at('web.json'), 'utf8')));
  });
});
