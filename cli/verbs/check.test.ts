import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckReport } from '../../reports/check/report.ts';
import { schemaErrors } from '../../reports/testing/schema.ts';
import { directoryWith, podproof, webYaml } from '../testing/world.ts';

let directory: ReturnType<typeof directoryWith>;
let web: string;

beforeAll(() => {
  directory = directoryWith({ 'web.yaml': webYaml, 'service.yaml': webYaml.split('---')[1] ?? '' });
  web = join(directory.path, 'web.yaml');
});

afterAll(() => directory.remove());

const reportOf = async (...args: readonly string[]) => {
  const answer = await podproof(['check', '-o', 'json', ...args]);
  return { ...answer, report: JSON.parse(answer.out) as CheckReport };
};

describe('podproof check', () => {
  it('exits 0 when everything asked holds on a complete search', async () => {
    const { exit, report, err } = await reportOf(web, '--guarantee', 'admission-before-storage,bind-once');
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(schemaErrors(report)).toEqual([]);
    expect(report.scenarios.map(({ slice, object }) => [slice, object])).toEqual([
      ['pod', 'Deployment/web'],
      ['capacity', 'Deployment/web'],
    ]);
    const verdicts = report.scenarios.flatMap(({ guarantees }) =>
      guarantees.map(({ id, verdict }) => `${id} ${verdict}`),
    );
    expect(new Set(verdicts)).toEqual(new Set(['admission-before-storage holds', 'bind-once holds']));
    expect(report.scenarios.every(({ complete, states }) => complete && states > 10)).toBe(true);
  });

  it('answers every guarantee that is named: one that says nothing about the input is told, and nothing ends as if all held', async () => {
    const named = 'bind-once,sidecar-ready-before-main-starts,claims-bound-before-binding';
    const { exit, report, err } = await reportOf(
      web,
      '--guarantee',
      `${named},traffic-only-to-running`,
      '--slice',
      'pod',
    );
    expect(exit).toBe(2);
    expect(schemaErrors(report)).toEqual([]);
    const notAsked = [
      'claims-bound-before-binding: it is about slice claims, and the input has only pod, readiness, endpoints, capacity, timed-endpoints, timed-shutdown',
      'sidecar-ready-before-main-starts: nothing in the input has what it speaks about',
      'traffic-only-to-running: it is about slices endpoints, timed-endpoints, and --slice pod was named',
    ];
    expect(report.notAsked.map(({ id, reason }) => `${id}: ${reason}`).sort()).toEqual(notAsked);
    expect(err).toBe(report.notAsked.map(({ id, reason }) => `warning: ${id}: not asked: ${reason}\n`).join(''));
    const text = await podproof(['check', web, '--guarantee', named, '--slice', 'pod']);
    expect(text.out).toContain('not asked    sidecar-ready-before-main-starts: ');
    expect(text.out).toContain('nothing to change · 2 not asked · 1 proved · ');
    const all = await podproof(['check', web, '--guarantee', named, '--slice', 'pod', '--all']);
    expect(all.out).toContain('✓ 1 hold   2 not asked');
  });

  it('exits 1 for a race, with a timeline, the line to look at and the command that repeats it', async () => {
    const id = 'endpoint-not-ready-before-sigterm';
    const counting = ['--fail-on', 'any', '--explain', id];
    const { exit, out } = await podproof(['check', web, '--guarantee', id, '--slice', 'endpoints', ...counting]);
    expect(exit).toBe(1);
    expect(out).toContain(`✗ violated: ${id} (web-1)`);
    expect(out).toMatch(
      / ┌─ .*web\.yaml:16:11 {2}spec\.template\.spec\.containers\[0\]\.lifecycle\.preStop\n16 │ +- name: app\n/,
    );
    expect(out).toMatch(/● .* user deletes pod web-1, grace period 30s\n/);
    expect(out).toMatch(/✗ .* sends SIGTERM to container app\n/);
    expect(out).toContain(
      `  replay  podproof replay ${web} --scenario 'Deployment/web one pod and its endpoints' --guarantee ${id} --schedule `,
    );
  });

  it('tells the same in data that its schema allows', async () => {
    const { exit, report } = await reportOf(web, '--slice', 'endpoints', '--fail-on', 'any');
    expect(exit).toBe(1);
    expect(schemaErrors(report)).toEqual([]);
    const violated = report.scenarios[0]?.guarantees.filter(({ verdict }) => verdict === 'violated') ?? [];
    expect(violated.length).toBeGreaterThan(0);
    for (const found of violated) expect(found.trace?.length).toBeGreaterThan(0);
  });

  it('gives the same bytes for the same input, but for the seconds', async () => {
    const [one, other] = [await reportOf(web), await reportOf(web)];
    const timeless = ({ out }: { readonly out: string }) => out.replace(/"seconds": [\d.e-]+/g, '"seconds": 0');
    expect(timeless(one)).toBe(timeless(other));
  });

  it('exits 3 when a limit comes before the answer, and says which', async () => {
    const { exit, out } = await podproof([
      'check',
      web,
      '--guarantee',
      'bind-once',
      '--slice',
      'pod',
      '--max-states',
      '20',
    ]);
    expect(exit).toBe(3);
    expect(out).toContain('? not decided: 1 answer: bind-once: stopped at --max-states');
    expect(out).toContain('nothing to change · ? 1 undecided · nothing proved · 20 states, not complete');
    const large = [web, '--slice', 'capacity', '--guarantee', 'bind-once', '--user', 'delete=2,cordon=2'];
    const little = await reportOf(...large, '--max-memory', '1Mi');
    expect([little.exit, little.report.scenarios[0]?.ending]).toEqual([3, 'max-memory']);
    const short = await reportOf(...large, '--faults', 'kubelet-restart=2', '--timeout', '1ms');
    expect([short.exit, short.report.scenarios[0]?.ending]).toEqual([3, 'interrupted']);
  });

  it('exits 130 when interrupted, after telling what is known', async () => {
    const { exit, out } = await podproof(['check', web, '--guarantee', 'bind-once'], {
      interruption: () => AbortSignal.abort(),
    });
    expect(exit).toBe(130);
    expect(out).toContain('bind-once: ended by --timeout or Ctrl-C');
    expect(out).toMatch(/\? \d undecided/);
  });

  it('lets people add what users do and what fails, and shows it', async () => {
    const { report } = await reportOf(
      web,
      '--slice',
      'pod',
      '--guarantee',
      'bind-once',
      '--user',
      'delete=0',
      '--faults',
      'kubelet-restart=2',
    );
    expect(report.scenarios[0]?.user).toEqual({ create: 1 });
    expect(report.scenarios[0]?.faults).toMatchObject({ 'kubelet-restart': 2 });
  });

  it('takes nodes as a number or as a file', async () => {
    const { report } = await reportOf(web, '--slice', 'capacity', '--guarantee', 'bind-once', '--nodes', '1');
    expect(report.scenarios[0]?.nodes).toEqual(['node-1']);
    const node = {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'big' },
      status: { allocatable: { cpu: '8', memory: '8Gi', pods: '10' } },
    };
    const { path, remove } = directoryWith({ 'nodes.json': JSON.stringify(node) });
    const given = await reportOf(
      web,
      '--slice',
      'capacity',
      '--guarantee',
      'bind-once',
      '--nodes',
      join(path, 'nodes.json'),
    );
    remove();
    expect(given.report.scenarios[0]?.nodes).toEqual(['big']);
    expect(await podproof(['check', web, '--nodes', '99'])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('from 1 to 5 nodes'),
    });
  });

  it('knows versions and gates', async () => {
    const { report } = await reportOf(
      web,
      '--slice',
      'pod',
      '--guarantee',
      'bind-once',
      '--kubernetes-version',
      '1.36',
    );
    expect(report.scenarios[0]?.kubernetesVersion).toBe('1.36');
    const patched = ['--slice', 'pod', '--guarantee', 'bind-once', '--kubernetes-version', 'v1.36.2'];
    expect((await reportOf(web, ...patched)).report.scenarios[0]?.kubernetesVersion).toBe('1.36.2');
    expect(await podproof(['check', web, '--kubernetes-version', '1.20'])).toMatchObject({
      exit: 2,
      err: expect.stringContaining("unknown Kubernetes version '1.20'"),
    });
    expect(await podproof(['check', web, '--feature-gates', 'SidecarContainer=true'])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('did you mean SidecarContainers?'),
    });
  });

  it('reads standard input for -, and when nothing is named says so', async () => {
    const args = ['check', '--slice', 'pod', '--guarantee', 'bind-once'];
    expect(await podproof([...args, '-'], { text: webYaml })).toMatchObject({ exit: 0, err: '' });
    expect(await podproof(args, { text: webYaml })).toMatchObject({
      exit: 0,
      err: 'podproof: no file was named: reading standard input\n',
    });
    expect(await podproof(args)).toMatchObject({ exit: 2, err: expect.stringContaining('no manifest was named') });
  });

  it('accepts -f as kubectl does, and files of one input together', async () => {
    const { exit, report } = await reportOf('-f', web, '-f', web, '--slice=pod', '--guarantee=bind-once');
    expect([exit, report.scenarios.length]).toEqual([0, 1]);
  });
});

describe('what podproof check cannot do', () => {
  const complains = async (args: readonly string[], text?: string) => {
    const answer = await podproof(['check', ...args], text === undefined ? {} : { text });
    expect(answer).toMatchObject({ exit: 2, out: '' });
    expect(answer.err).not.toMatch(/\n\s+at /);
    return answer.err;
  };

  it('is told with file, line and column, and a way to mend it', async () => {
    expect(await complains(['-'], webYaml.replace('replicas: 2', 'replicas: two'))).toMatch(
      /^-:6:3: spec\.replicas: .+\n {2}fix: .+\n$/,
    );
  });

  it('does not keep the other documents from being checked', async () => {
    const bad = 'apiVersion: v1\nkind: Pod\nmetadata: { name: bad }\nspec:\n  container: []\n';
    const args = ['check', '-', '--guarantee', 'bind-once'];
    const { exit, out, err } = await podproof(args, { text: `${webYaml}\n---\n${bad}` });
    expect(exit).toBe(2);
    expect(err).toContain('spec.container: unknown field "container"');
    expect(out).toMatch(/nothing to change · 2 proved · /);
  });

  it('is data too, when data was asked for', async () => {
    const { exit, out } = await podproof(['check', '-', '-o', 'json'], { text: 'kind: Pod\n' });
    const report = JSON.parse(out) as CheckReport;
    expect(exit).toBe(2);
    expect(schemaErrors(report)).toEqual([]);
    expect(report).toMatchObject({ scenarios: [], problems: [{ file: '-', line: 1 }] });
    const missing = await reportOf('nowhere.yaml');
    expect([missing.exit, schemaErrors(missing.report)]).toEqual([2, []]);
    expect(missing.report.problems[0]?.message).toBe('nowhere.yaml: no such file or directory');
    expect(missing.err).toContain('nowhere.yaml: no such file or directory');
  });

  it('is a file that is not there, or an input without pods', async () => {
    expect(await complains(['nowhere.yaml'])).toBe(
      'podproof: nowhere.yaml: no such file or directory\n  fix: check the path\n',
    );
    expect(await complains([join(directory.path, 'service.yaml')])).toContain('nothing to check, only Service');
    expect(await complains(['-'], '')).toContain('nothing to check, no objects at all');
  });

  it('is a guarantee about nothing in the input', async () => {
    expect(await complains([web, '--guarantee', 'sidecar-up-while-main-runs'])).toContain(
      'does not apply to anything in this input',
    );
    expect(await complains([web, '--guarantee', 'bind-once', '--slice', 'endpoints'])).toContain(
      'does not apply to anything',
    );
  });

  it('is a slice the input does not have', async () => {
    expect(await complains([web, '--slice', 'claims'])).toContain("nothing in the input has a slice 'claims'");
  });

  it.each([
    [['--guarantee', 'bind-onec'], 'did you mean bind-once?'],
    [['--slice', 'pods'], 'Allowed choices are pod, '],
    [['--timeout', '60'], 'Write a duration with its unit'],
    [['--faults', 'kubelet-restrat=1'], 'Did you mean kubelet-restart?'],
    [['--max-state', '5'], 'Did you mean --max-states?'],
    [['-o', 'xml'], 'Allowed choices are text, json'],
  ])('is %j', async (args, words) => {
    expect(await complains([web, ...args])).toContain(words);
  });
});
