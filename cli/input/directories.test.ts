import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { CheckReport } from '../../reports/check/report.ts';
import { schemaErrors } from '../../reports/testing/schema.ts';
import { directoryWith, podproof, webYaml } from '../testing/world.ts';

const cleanups: (() => void)[] = [];
const tree = (files: Readonly<Record<string, string>>): string => {
  const { path, remove } = directoryWith({});
  cleanups.push(remove);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
};

afterEach(() => {
  for (const clean of cleanups.splice(0)) clean();
});

const quick = ['--slice', 'endpoints', '--guarantee', 'endpoint-removed-before-sigkill'];
const checked = async (...args: readonly string[]) => {
  const answer = await podproof(['check', '-o', 'json', ...args, ...quick]);
  const report = JSON.parse(answer.out) as CheckReport;
  expect(schemaErrors(report)).toEqual([]);
  return { ...answer, report };
};

const gitOps = {
  'base/web.yaml': webYaml,
  'base/kustomization.yaml': 'resources: [web.yaml]\n',
  'overlay/kustomization.yml': 'resources: [../base]\npatches:\n- path: replicas.yaml\n- patch: |-\n    - op: remove\n',
  'overlay/replicas.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 3}\n',
  'overlay/json6902.yaml': '- op: remove\n  path: /spec\n',
  'chart/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'chart/templates/web.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: {{ .Values.name }}}\n',
  'chart/templates/tests/web.yaml': '{{- if .Values.tests }}\nkind: Pod\n{{- end }}\n',
  'chart/values.yaml': 'image: {tag: v1}\n---\n',
  'docker-compose.yml': 'services:\n  web: {image: web}\n  other: !reset null\n',
  'tsconfig.json': '{\n  // comments\n  "include": []\n}\n',
  'stack.yaml': 'Outputs: {Name: !Sub "x"}\n  - broken',
};

describe('a directory', () => {
  it('may hold kustomizations, patches, values and other YAML: they are passed over, by name', async () => {
    const path = tree(gitOps);
    const { exit, report, err } = await checked('-R', path);
    expect(report.problems).toEqual([]);
    expect(err).toBe('');
    expect(exit).not.toBe(2);
    expect(report.scenarios.map(({ object }) => object)).toEqual(['Deployment/web']);
    const files = report.passedOver.map(({ file }) => file.slice(path.length + 1)).sort();
    expect(files).toEqual(
      Object.keys(gitOps)
        .filter((file) => file !== 'base/web.yaml')
        .sort(),
    );
    const text = await podproof(['check', '-R', path, ...quick]);
    expect(text.out).toMatch(/passed over {2}.*no\s+Kubernetes\s+object/s);
    expect(text.out).toContain('a patch of a kustomization');
    expect(text.out).toContain('a kustomization: what it lists is checked as it is written');
  });

  it('does not excuse a template that belongs to no chart, nor one that is named', async () => {
    const path = tree({
      'templates/a.yaml': 'kind: {{ .Values.kind }}\n',
      'chart/Chart.yaml': 'a: 1\n',
      'chart/templates/b.yaml': 'kind: {{ x }}\n',
    });
    const { report } = await checked('-R', path);
    expect(report.problems.map(({ file }) => file.slice(path.length + 1))).toEqual(['templates/a.yaml']);
    const named = await podproof(['check', join(path, 'chart/templates/b.yaml')]);
    expect(named.err).toContain('render it first');
  });

  it('does not excuse a file that is named, nor one that is meant for Kubernetes', async () => {
    const path = tree({ ...gitOps, 'typo.yaml': 'apiversion: v1\nmetadata: {name: x}\n', 'half.yaml': 'kind: Pod\n' });
    const named = await checked(join(path, 'base/web.yaml'), join(path, 'chart/values.yaml'));
    expect(named.exit).toBe(2);
    expect(named.err).toContain('values.yaml:1:1: is a file of Helm values');
    const { report, exit } = await checked('-R', path);
    expect(exit).toBe(2);
    expect(report.problems.map(({ file, message }) => `${file.slice(path.length + 1)} ${message}`)).toEqual([
      'half.yaml is missing',
      'typo.yaml is missing',
    ]);
  });

  it('does not excuse a nameless document among objects', async () => {
    const path = tree({ 'web.yaml': `${webYaml}---\nmetadata: {name: x}\n` });
    expect((await checked(path)).report.problems.map(({ message }) => message)).toEqual(['is missing']);
  });

  it('with nothing for Kubernetes in it is told what it has', async () => {
    const path = tree({ 'values.yaml': 'a: 1\n' });
    const { exit, err } = await podproof(['check', path]);
    expect(exit).toBe(2);
    expect(err).toContain(`nothing to check, no objects at all (passed over ${path}/values.yaml)`);
  });

  it('may have one name in two overlays: both are checked, each with the Service beside it', async () => {
    const silent = webYaml.split('---')[0] ?? '';
    const path = tree({ 'dev/web.yaml': webYaml, 'prod/web.yaml': webYaml, 'test/web.yaml': silent });
    const { report, exit } = await checked('-R', path);
    expect(report.problems).toEqual([]);
    expect(exit).not.toBe(2);
    const overlays = ['dev', 'prod', 'test'].map((one) => `Deployment/web (${path}/${one}/web.yaml)`);
    expect(report.scenarios.map(({ object }) => object)).toEqual(overlays);
    const same = { sameAs: { object: overlays[0] } };
    expect(report.scenarios).toMatchObject([{ scenario: { services: { web: {} } } }, same, same]);
    expect(new Set(report.scenarios.map(({ name }) => name)).size).toBe(3);
  });

  it('may name one file twice', async () => {
    const path = tree({ 'web.yaml': webYaml });
    const { report } = await checked(join(path, 'web.yaml'), path, `${path}/./web.yaml`);
    expect(report.problems).toEqual([]);
    expect(report.scenarios).toHaveLength(1);
  });
});

describe('one name twice in one file', () => {
  it('is wrong, and the first one is checked, once', async () => {
    const path = tree({ 'web.yaml': `${webYaml}---\n${webYaml}---\n${webYaml}` });
    const { report, exit } = await checked(join(path, 'web.yaml'));
    expect(exit).toBe(2);
    expect(report.problems.map(({ message }) => message.replace(/at .*/, ''))).toEqual([
      'Deployment web is already defined ',
      'Service web is already defined ',
      'Deployment web is already defined ',
      'Service web is already defined ',
    ]);
    expect(report.scenarios.map(({ object }) => object)).toEqual(['Deployment/web']);
  });
});
