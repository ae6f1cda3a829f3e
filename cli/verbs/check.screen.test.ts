/** What `check` prints first and how it ends, on manifests of the kinds people have. */
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { CheckReport } from '../../reports/check/report.ts';
import { schemaErrors } from '../../reports/testing/schema.ts';
import { directoryWith, podproof, webYaml } from '../testing/world.ts';

/** The web of every test with readiness probe, hook and grace as given. */
const web = (hook: string, grace: number): string =>
  webYaml.replace(
    '          image: registry.example/web:1.4.2\n',
    `          image: registry.example/web:1.4.2
          ports: [{ containerPort: 80 }]
          readinessProbe: { httpGet: { path: /, port: 80 } }
          lifecycle: { preStop: ${hook} }
      terminationGracePeriodSeconds: ${grace}
`,
  );

const exec = '{ exec: { command: [sleep, "15"] } }';
const files = {
  'bare.yaml': webYaml,
  'good.yaml': web('{ sleep: { seconds: 15 } }', 60),
  'exec.yaml': web(exec, 60),
  'tooshort.yaml': web(exec, 10),
  'nosvc.yaml': webYaml.split('---')[0] ?? '',
};
const directory = directoryWith(files);
afterAll(() => directory.remove());
const check = (file: string, ...args: readonly string[]) => podproof(['check', join(directory.path, file), ...args]);

describe('the first screen of podproof check', () => {
  it('tells a manifest with a fault from one without, by what its owner can change', async () => {
    const bare = await check('bare.yaml');
    expect(bare.exit).toBe(1);
    expect(bare.out).toMatch(/^.*bare\.yaml {2}Deployment\/web {2}behind Service web · 2 replicas/);
    expect(bare.out).toMatch(/\n\n {2}✗ new connections reach a container after SIGTERM {2}traffic-only-to-serving /);
    expect(bare.out).toContain('fix  lifecycle.preStop.sleep.seconds: 4 ');
    expect(bare.out).toMatch(/\n✗ 1 to change · 1 question · \d+ proved/);
    const good = await check('good.yaml');
    expect(good.exit).toBe(0);
    expect(good.out).not.toContain('✗');
    expect(good.out).toMatch(/✓ no new connection after SIGTERM +traffic-only-to-serving/);
    expect(good.out).toContain('preStop sleeps 15 s. That is enough while every node learns of it within 14 s');
    expect(good.out.split('\n').length).toBeLessThanOrEqual(25);
  }, 60_000);

  it.each([
    ['exec.yaml', 0],
    ['tooshort.yaml', 1],
    ['nosvc.yaml', 0],
  ])(
    'ends for %s with %i',
    async (file, code) => {
      const { exit, out } = await check(file, '-o', 'json');
      const report = JSON.parse(out) as CheckReport;
      expect(schemaErrors(report)).toEqual([]);
      expect(exit).toBe(code);
      // The data says the same: exit code 1 means that a violation counts.
      const counting = report.scenarios.flatMap(({ guarantees }) =>
        guarantees.filter(({ verdict, counts }) => verdict === 'violated' && counts),
      );
      expect(counting.length > 0).toBe(code === 1);
    },
    60_000,
  );

  it('passes over no question with --strict', async () => {
    const asked = ['--slice', 'timed-shutdown'];
    expect((await check('nosvc.yaml', ...asked)).exit).toBe(0);
    expect((await check('nosvc.yaml', ...asked, '--strict')).exit).toBe(3);
    expect((await check('nosvc.yaml', ...asked, '--strict', '--assume', 'shutdown<=10s')).exit).toBe(0);
  });

  it('tells the story of one guarantee with --explain, and knows when there is none', async () => {
    const { exit, out } = await check(
      'bare.yaml',
      '--slice',
      'timed-endpoints',
      '--explain',
      'traffic-only-to-serving',
    );
    expect(exit).toBe(1);
    expect(out).toContain('✗ violated: traffic-only-to-serving');
    expect(out).toMatch(/● .* user deletes pod web-1/);
    expect(out).not.toContain('endpoint-removed-before-sigkill');
    const none = await check('bare.yaml', '--slice', 'timed-endpoints', '--explain', 'bind-once');
    expect(none).toMatchObject({
      exit: 2,
      err: expect.stringContaining('bind-once: does not apply to anything in this input'),
    });
    const unknown = await check('bare.yaml', '--explain', 'bind-onec');
    expect(unknown).toMatchObject({ exit: 2, err: expect.stringContaining('did you mean bind-once?') });
    expect((await check('bare.yaml', '--all', '--explain', 'bind-once')).exit).toBe(2);
  });

  it('gives a workload about which there is nothing to say one line beside others', async () => {
    const asked = ['--slice', 'timed-shutdown', '--assume', 'shutdown<=10s'];
    const files = ['good.yaml', 'nosvc.yaml'].map((name) => join(directory.path, name));
    const text = files.map((_, index) => webYaml.replaceAll(/\bweb\b/g, `w${index}`)).join('---\n');
    const { exit, out } = await podproof(['check', '-', ...asked], { text });
    expect(exit).toBe(0);
    expect(out.split('\n').filter((line) => /^✓ - {2}Deployment\/w\d {2}nothing to change · /.test(line))).toHaveLength(
      2,
    );
  });

  it('annotates in GitHub Actions', async () => {
    const { exit, out } = await check('bare.yaml', '--slice', 'timed-endpoints', '-o', 'github');
    expect(exit).toBe(1);
    expect(out).toMatch(/^::error file=.*bare\.yaml,line=\d+,col=\d+,title=podproof%3A traffic-only-to-serving::/);
    const missing = await podproof(['check', 'nowhere.yaml', '-o', 'github']);
    expect([missing.exit, missing.out]).toEqual([2, expect.stringMatching(/^::error title=.*no such file/)]);
  });
});

describe('what came through a pipe', () => {
  const asked = ['check', '-', '--slice', 'timed-endpoints'];
  const uris = async (text: string, ...args: readonly string[]) => {
    const { out } = await podproof([...asked, ...args, '--report', 'sarif=-'], { text });
    const log = JSON.parse(out) as import('sarif').Log;
    const results = log.runs[0]?.results ?? [];
    expect(results.length).toBeGreaterThan(0);
    return new Set(
      results.map(({ locations = [] }) => locations[0]?.physicalLocation?.artifactLocation?.uri ?? 'no location'),
    );
  };

  it('stands in SARIF where Helm or kustomize says it was rendered from', async () => {
    const helm = webYaml
      .replace(/^/, '---\n# Source: shop/templates/web.yaml\n')
      .replace(/---\n(?=apiVersion: v1\n)/, '---\n# Source: shop/templates/service.yaml\n');
    expect(await uris(helm)).toEqual(new Set(['shop/templates/web.yaml']));
    const kustomize = webYaml.replace(
      '  name: web\n',
      '  name: web\n  annotations:\n    config.kubernetes.io/origin: |\n      path: base/web.yaml\n      repo: https://example.com/x\n',
    );
    expect(await uris(kustomize)).toEqual(new Set(['base/web.yaml']));
  });

  it('is called what --stdin-filename says, else standard input', async () => {
    expect(await uris(webYaml, '--stdin-filename', 'deploy/rendered.yaml')).toEqual(new Set(['deploy/rendered.yaml']));
    expect(await uris(webYaml)).toEqual(new Set(['stdin']));
    const { out } = await podproof([...asked, '--stdin-filename', 'deploy/rendered.yaml'], { text: webYaml });
    expect(out).toMatch(/^deploy\/rendered\.yaml {2}Deployment\/web/);
  });

  it('has to be piped in again for every command that is printed', async () => {
    const { out } = await podproof(asked, { text: webYaml });
    expect(out).toContain('… | podproof check - --all');
    const { out: all } = await podproof([...asked, '--all'], { text: webYaml });
    expect(all).toContain('replay  … | podproof replay - ');
  });
});
