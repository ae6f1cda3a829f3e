import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { CheckReport } from '../../reports/check/report.ts';
import type { FixReport } from '../../reports/fix/report.ts';
import { schemaErrors } from '../../reports/testing/schema.ts';
import { job, service, shapes, web } from '../testing/fixShapes.ts';
import { directoryWith, podproof, webYaml } from '../testing/world.ts';

const lines = (text: string): readonly string[] => text.split('\n');

const changesOf = async (text: string, args: readonly string[] = []) => {
  const { out } = await podproof(['check', '-', '-o', 'json', ...args], { text });
  return (JSON.parse(out) as CheckReport).findings.filter(({ kind }) => kind === 'change');
};

describe('podproof fix', () => {
  for (const [name, [text, added]] of Object.entries(shapes)) {
    it(`mends ${name}, and nothing else`, async () => {
      const { path, remove } = directoryWith({ 'a.yaml': text });
      try {
        const file = join(path, 'a.yaml');
        const { exit, out, err } = await podproof(['fix', file, '--write', '-o', 'json']);
        expect({ exit, err }).toEqual({ exit: 0, err: '' });
        const report = JSON.parse(out) as FixReport;
        expect(schemaErrors(report, 'fix-report')).toEqual([]);
        expect(report.left).toEqual([]);
        expect(report.changes.length).toBeGreaterThan(0);
        expect(report.changes.every(({ proved }) => proved)).toBe(true);
        const after = readFileSync(file, 'utf8');
        // Of every line that is not among those that were to change, the text has as many as before.
        expect(lines(after).filter((line) => !lines(text).includes(line))).toEqual(added);
        expect(lines(text).filter((line) => !lines(after).includes(line)).length).toBeLessThanOrEqual(added.length);
        expect(await changesOf(after)).toEqual([]);
        const again = await podproof(['fix', file, '--write']);
        expect(again).toMatchObject({ exit: 0 });
        expect(again.out).toContain('nothing to change');
        expect(readFileSync(file, 'utf8')).toBe(after);
      } finally {
        remove();
      }
    });
  }

  it('prints a diff, and what was proved of which number', async () => {
    const { path, remove } = directoryWith({ 'web.yaml': shapes['bare']?.[0] ?? '' });
    const { exit, out } = await podproof(['fix', join(path, 'web.yaml')]);
    remove();
    expect(exit).toBe(1);
    expect(out).toContain('+                seconds: 4\n');
    expect(out).toContain('with 4 s it holds, with 3 s it does not');
    expect(out).toContain('web.yaml --write');
  });

  it('says what it assumed where nobody has said how long a process takes', async () => {
    const { out } = await podproof(['fix', '-', '-o', 'json'], {
      text: shapes['a hook that takes longer than the grace period']?.[0] ?? '',
    });
    const [change] = (JSON.parse(out) as FixReport).changes;
    expect(change?.number).toEqual({
      parameter: 'terminationGracePeriodSeconds',
      value: 46,
      beside: 45,
      assuming: ['shutdown<=29s'],
    });
    expect(change?.proof).toContain('if shutdown<=29s, which nobody has said yet');
  });

  it('changes several numbers where one change makes another necessary', async () => {
    const text = web('      containers:\n      - name: app\n        image: app:1\n');
    const args = ['--assume', 'shutdown<=28s'];
    const { out } = await podproof(['fix', '-', '-o', 'json', ...args], { text });
    const { changes, left } = JSON.parse(out) as FixReport;
    expect(left).toEqual([]);
    expect(changes.map(({ number }) => [number?.parameter, number?.value, number?.beside])).toEqual([
      ['preStop.sleep', 4, 3],
      ['terminationGracePeriodSeconds', 33, 32],
    ]);
    const edited = await podproof(['fix', '-', '-o', 'yaml', ...args], { text });
    expect(await changesOf(edited.out, args)).toEqual([]);
  });

  it('makes a container a sidecar that somebody calls one, with its comments', async () => {
    const asked = await podproof(['fix', '-', '-o', 'yaml'], { text: job });
    expect(asked).toMatchObject({ exit: 0, out: job });
    expect(asked.err).toContain('--sidecar');
    const { exit, out } = await podproof(['fix', '-', '--sidecar', 'log', '-o', 'yaml'], { text: job });
    expect(exit).toBe(1);
    expect(out).toBe(
      job
        .replace(/ {8}# ships[\s\S]*/, '')
        .replace(
          '      containers:\n',
          `      initContainers:\n${job.slice(job.indexOf('        # ships'))}          restartPolicy: Always\n      containers:\n`,
        ),
    );
    const report = JSON.parse((await podproof(['check', '-', '-o', 'json'], { text: out })).out) as CheckReport;
    expect(report.findings.some(({ guarantee }) => guarantee === 'finished-pod-ends')).toBe(false);
    expect((await podproof(['fix', '-', '--sidecar', 'log'], { text: out })).out).toContain('nothing to change');
  });

  it('gives a sidecar that others wait for the startup probe that makes them wait', async () => {
    const text = web(
      '      initContainers:\n      - name: proxy\n        image: proxy:1\n        restartPolicy: Always\n        readinessProbe: {httpGet: {path: /, port: 80}, periodSeconds: 2}\n      containers:\n      - name: app\n        image: app:1\n        lifecycle: {preStop: {sleep: {seconds: 4}}}\n',
    );
    const { out, err } = await podproof(['fix', '-', '-o', 'yaml'], { text });
    expect(err).toContain('startupProbe');
    const pod = (
      parse(out.split('---\n')[0] ?? '') as {
        spec: { template: { spec: { initContainers: { startupProbe: unknown }[] } } };
      }
    ).spec.template.spec;
    expect(pod.initContainers[0]?.startupProbe).toEqual({
      httpGet: { path: '/', port: 80 },
      periodSeconds: 2,
      failureThreshold: 30,
    });
    expect(await changesOf(out)).toEqual([]);
  });

  it('prints a patch for kubectl, containers by their names', async () => {
    const { out } = await podproof(['fix', '-', '-o', 'patch'], { text: shapes['bare']?.[0] ?? '' });
    expect(parse(out)).toEqual({
      spec: {
        template: { spec: { containers: [{ name: 'app', lifecycle: { preStop: { sleep: { seconds: 4 } } } }] } },
      },
    });
    const refused = await podproof(['fix', '-', '--sidecar', 'log', '-o', 'patch'], { text: job });
    expect(refused).toMatchObject({ exit: 2, out: '' });
    expect(refused.err).toContain('Job/once: cannot be changed in place');
  });
});

describe('podproof fix refuses', () => {
  const open: (() => void)[] = [];
  afterEach(() => {
    for (const remove of open.splice(0)) remove();
  });

  const fileOf = (text: string): string => {
    const { path, remove } = directoryWith({ 'a.yaml': text });
    open.push(remove);
    return join(path, 'a.yaml');
  };

  it('to write to standard input', async () => {
    const { exit, err } = await podproof(['fix', '-', '--write'], { text: webYaml });
    expect(exit).toBe(2);
    expect(err).toContain('standard input cannot be changed');
  });

  it('to change a Pod that never runs, and says why it does not', async () => {
    const text = webYaml.replace('    spec:\n', '    spec:\n      nodeSelector: {disk: none}\n');
    const nodes = fileOf(
      'apiVersion: v1\nkind: Node\nmetadata: {name: n1}\nstatus: {allocatable: {cpu: 1, memory: 1Gi, pods: 9}}\n',
    );
    const { out, exit } = await podproof(['fix', '-', '--nodes', nodes, '-o', 'json'], { text });
    const report = JSON.parse(out) as FixReport;
    expect(schemaErrors(report, 'fix-report')).toEqual([]);
    expect([exit, report.changes]).toEqual([1, []]);
    expect(report.left.map(({ why }) => why).join()).toMatch(/never runs here, because NodeAffinity refuses n1$/);
  });

  it('what stands behind an alias with much else, with the line', async () => {
    const env = Array.from({ length: 20 }, (_, index) => `{name: E${index}, value: x}`).join(', ');
    const item = (name: string, spec: string): string =>
      `- apiVersion: apps/v1\n  kind: Deployment\n  metadata: {name: ${name}}\n  spec:\n    replicas: 2\n    selector: {matchLabels: {app: web}}\n    template:\n      metadata: {labels: {app: web}}\n      spec: ${spec}\n`;
    const text = `apiVersion: v1\nkind: List\nitems:\n${item('one', `&spec {containers: [{name: app, image: a, env: [${env}]}]}`)}${item('two', '*spec')}${service}`;
    const { out, exit } = await podproof(['fix', '-', '-o', 'json'], { text });
    const { left } = JSON.parse(out) as FixReport;
    expect(exit).toBe(1);
    expect(left.find(({ object }) => object === 'Deployment/two')?.why).toMatch(/^-:21: the alias \*spec stands for/);
  });

  it('a workload that is not there', async () => {
    const { exit, err } = await podproof(['fix', '-', '--object', 'Deployment/wbe'], { text: webYaml });
    expect(exit).toBe(2);
    expect(err).toContain('there is no Deployment/wbe in the input');
  });

  it('nothing of what it cannot know in time: that is undecided', async () => {
    const { exit, out } = await podproof(['fix', '-', '--max-states', '50'], { text: webYaml });
    expect(exit).toBe(3);
    expect(out).not.toContain('+  ');
  });

  it('to lose what else a file is: its permissions', async () => {
    const file = fileOf(webYaml);
    const { mode } = statSync(file);
    expect((await podproof(['fix', file, '--write'])).exit).toBe(0);
    expect(statSync(file).mode).toBe(mode);
  });

  it('to keep quiet that a file is made from another', async () => {
    const text = `# Source: shop/templates/web.yaml\n${webYaml}`;
    const { out } = await podproof(['fix', '-', '-o', 'json'], { text });
    expect((JSON.parse(out) as FixReport).notes.join()).toContain('is made from shop/templates/web.yaml');
  });
});
