import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CheckReport } from '../../reports/check/report.ts';
import { schemaErrors } from '../../reports/testing/schema.ts';
import { directoryWith, podproof, webYaml } from '../testing/world.ts';

let directory: ReturnType<typeof directoryWith>;
let deploy: string;
const grace = ['--guarantee', 'graceful-exit-within-grace', '--strict'];

beforeEach(() => {
  directory = directoryWith({});
  deploy = join(directory.path, 'deploy', 'shop');
  mkdirSync(deploy, { recursive: true });
  writeFileSync(join(deploy, 'web.yaml'), webYaml);
});

afterEach(() => directory.remove());

const configure = (text: string, at = directory.path): string => {
  const file = join(at, '.podproof.yaml');
  writeFileSync(file, text);
  return relative(process.cwd(), file);
};

const check = async (...args: readonly string[]) => {
  const answer = await podproof(['check', join(deploy, 'web.yaml'), '-o', 'json', ...args]);
  const report = JSON.parse(answer.out) as CheckReport;
  expect(schemaErrors(report)).toEqual([]);
  return { ...answer, report, scenario: report.scenarios[0] };
};

describe('.podproof.yaml', () => {
  it('above the input says assumptions for every workload, and where they stand', async () => {
    expect((await check(...grace)).exit).toBe(3);
    const file = configure('assume:\n  shutdown: "<=10s"\n');
    const { exit, scenario } = await check(...grace);
    expect(exit).toBe(0);
    expect(scenario?.delaySources).toEqual([{ name: 'shutdown', delay: 'shutdown<=10s', by: 'config', file, line: 2 }]);
    expect((await check(...grace, '--no-config')).exit).toBe(3);
  });

  it('counts after an annotation and the command line, and its later entries before earlier ones', async () => {
    configure(
      'assume: {shutdown: "<=40s"}\nworkloads:\n- {kind: Deployment, name: "w?b*", labels: {app: web}, assume: {shutdown: "<=20s"}}\n',
    );
    expect((await check(...grace)).scenario?.delays).toContain('shutdown<=20s');
    expect((await check(...grace, '--assume', 'shutdown<=5s')).scenario?.delays).toContain('shutdown<=5s');
    const annotated = webYaml.replace(
      '  name: web\nspec:\n  replicas',
      '  name: web\n  annotations: {assume.podproof.dev/shutdown: "<=7s"}\nspec:\n  replicas',
    );
    writeFileSync(join(deploy, 'web.yaml'), annotated);
    expect((await check(...grace)).scenario?.delays).toContain('shutdown<=7s');
  });

  it.each([
    ['kind: StatefulSet'],
    ['name: we'],
    ['namespace: shop'],
    ['labels: {app: shop}'],
    ['{kind: Deployment, name: other}'],
  ])('an entry with %s is about another workload, and noted as one about none', async (selector) => {
    const entry = selector.startsWith('{') ? selector.slice(1, -1) : selector;
    const file = configure(`workloads:\n- {${entry}, assume: {shutdown: "<=10s"}}\n`);
    const { exit, report } = await check(...grace);
    expect(exit).toBe(3);
    expect(report.notes).toMatchObject([
      { file, line: 2, field: 'workloads[0]', text: 'selects no workload of the input' },
    ]);
  });

  it('ignores guarantees with a reason, and is warned of what ignores nothing', async () => {
    const file = configure(
      'ignore:\n- {guarantee: graceful-exit-within-grace, reason: it may take its time}\n- {guarantee: traffic-only-to-running, reason: none}\n',
    );
    const { exit, scenario } = await check(...grace);
    expect({ exit, ignored: scenario?.guarantees[0]?.ignored }).toEqual({ exit: 0, ignored: 'it may take its time' });
    const all = await check('--faults', 'container-crash=0');
    expect(all.report.unusedIgnores).toEqual([]);
    configure('workloads:\n- {kind: Deployment, ignore: [{guarantee: bind-once, reason: none}]}\n');
    expect((await check('--guarantee', 'bind-once')).report.unusedIgnores).toMatchObject([
      { file, line: 2, fix: 'remove this entry' },
    ]);
  });

  it('chooses the version, gates, switches and nodes where no option does', async () => {
    writeFileSync(join(directory.path, 'nodes.yaml'), 'apiVersion: v1\nkind: Node\nmetadata: {name: big-one}\n');
    configure(
      'kubernetesVersion: "1.36"\nfeatureGates: {KubeletCrashLoopBackOffMax: true}\nswitches: {createdCountsAsInitialized: on}\nnodes: nodes.yaml\n',
    );
    const { scenario } = await check('--guarantee', 'bind-once', '--slice', 'pod');
    expect(scenario).toMatchObject({ kubernetesVersion: '1.36', nodes: ['big-one'] });
    expect(scenario?.scenario.featureGates).toMatchObject({ KubeletCrashLoopBackOffMax: true });
    const told = await check(
      '--guarantee',
      'bind-once',
      '--slice',
      'pod',
      '--kubernetes-version',
      '1.35',
      '--nodes',
      '2',
    );
    expect(told.scenario).toMatchObject({ kubernetesVersion: '1.35' });
    expect(told.scenario?.nodes).not.toContain('big-one');
  });

  it('says what fails a check, where no option does', async () => {
    const asked = ['--guarantee', 'graceful-exit-within-grace'];
    expect((await check(...asked)).exit).toBe(0);
    configure('failOn: any\n');
    expect((await check(...asked)).exit).toBe(1);
    expect((await check(...asked, '--fail-on', 'never')).exit).toBe(0);
    configure('strict: true\n');
    expect((await check(...asked)).exit).toBe(3);
    expect((await check(...asked, '--no-config')).exit).toBe(0);
  });

  it('is found again by the command that replays a run, or named in it', async () => {
    const file = configure('assume: {shutdown: "31s..40s"}\n');
    for (const args of [[], ['--config', file]]) {
      const { scenario } = await check(...grace, ...args);
      const replay = scenario?.guarantees[0]?.replay ?? '';
      expect(replay.includes('--config')).toBe(args.length > 0);
      const words = replay.match(/'[^']*'|\S+/g)?.map((word) => word.replaceAll("'", '')) ?? [];
      expect((await podproof(words.slice(1))).exit).toBe(1);
    }
  });

  it('is no manifest of the directory it stands in, and may be empty', async () => {
    configure('', deploy);
    const { err, out } = await podproof(['check', deploy, '-o', 'json', ...grace]);
    expect(err).toBe('');
    expect((JSON.parse(out) as CheckReport).passedOver).toEqual([]);
  });

  it.each([
    ['asume: {shutdown: "<=10s"}\n', ':1:1: asume: there is no such key', 'did you mean assume?'],
    [
      'assume:\n  shutdwn: "<=10s"\n',
      ":2:3: assume.shutdwn: there is no assumption 'shutdwn'",
      'did you mean shutdown?',
    ],
    ['assume:\n  shutdown: soon\n', ":2:3: assume.shutdown: 'soon' is no delay here", 'write a delay'],
    ['assume: {shutdown: 10}\n', ':1:10: assume.shutdown: must be string, and is 10', 'quote what is to be text'],
    ['kubernetesVersion: 1.35\n', ':1:1: kubernetesVersion: must be string, and is 1.35', 'quote'],
    [
      'workloads:\n- assume: {shutdown: 1s}\n',
      ':2:3: workloads[0]: selects nothing',
      'kind, name, namespace or labels',
    ],
    [
      'ignore: [{guarantee: bind-twice, reason: x}]\n',
      ":1:10: ignore[0]: there is no guarantee 'bind-twice'",
      'bind-once',
    ],
    ['ignore: [{guarantee: bind-once}]\n', ':1:10: ignore[0]: has no "reason"', 'add reason'],
    ['workloads: [{kind: Deploy}]\n', ':1:14: workloads[0].kind: must be one of', 'config.v1.schema.json'],
    ['a: [\n', ':', ''],
    ['{}\n---\n{}\n', ':3:1: is a second document', 'write one'],
  ])('that is wrong is told with its line: %j', async (text, message, fix) => {
    const file = configure(text);
    const { exit, err } = await podproof(['check', join(deploy, 'web.yaml')]);
    expect(exit).toBe(2);
    expect(err).toContain(`${file}${message}`);
    expect(err).toContain(fix);
  });

  it('that does not exist, or is one of two, is told too', async () => {
    expect((await podproof(['check', join(deploy, 'web.yaml'), '--config', 'none.yaml'])).err).toContain(
      'none.yaml: no such file or directory',
    );
    configure('{}');
    configure('{}', deploy);
    const both = await podproof(['check', deploy, directory.path, ...grace]);
    expect(both).toMatchObject({ exit: 2, err: expect.stringContaining('the input is under two configurations') });
  });
});
