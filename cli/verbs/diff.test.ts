import { afterAll, describe, expect, it } from 'vitest';
import { schemaErrors } from '../../reports/testing/schema.ts';
import type { UpgradeReport } from '../../reports/upgrade/report.ts';
import { directoryWith, podproof } from '../testing/world.ts';

const pod = (fields: string) => `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
${fields}`;
const app = '  containers: [{name: app, image: registry.example/web:1';

/** A manifest for each difference between versions that is modelled. */
const manifests = directoryWith({
  'exec.yaml': pod(`${app}, readinessProbe: {exec: {command: [/ready]}}}]`),
  'init.yaml': pod(`  initContainers: [{name: setup, image: registry.example/setup:1}]\n${app}}]`),
  'plain.yaml': pod(`${app}}]`),
  'http.yaml': pod(`${app}, readinessProbe: {httpGet: {port: 80}}}]`),
  'responders.yaml': pod(`${app}}]\n  evictionResponders: [{name: acme.io/mover, priority: 1}]`),
  'restart.yaml': pod(
    `${app}, restartPolicy: Never, restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [42]}}]}]`,
  ),
  'wrong.yaml': pod(`${app}}]\n  wibble: 1`),
});
afterAll(manifests.remove);

const told = async (versions: readonly [string, string], file: string, ...options: readonly string[]) => {
  const answer = await podproof(['diff', ...versions, `${manifests.path}/${file}`, ...options, '-o', 'json']);
  const report = JSON.parse(answer.out) as UpgradeReport;
  expect(schemaErrors(report, 'upgrade-report')).toEqual([]);
  return {
    exit: answer.exit,
    report,
    changes: report.manifests?.changes ?? [],
    fields: report.manifests?.fields ?? [],
  };
};

const short = ({ changes }: Awaited<ReturnType<typeof told>>) =>
  changes.map(({ change, guarantee, because }) => [change, guarantee, because.map(({ name }) => name)]);

describe('podproof diff FROM TO FILE', () => {
  const probes = ['exec.yaml', '--guarantee', 'readiness-probed-until-stopped'] as const;

  it('tells of exec probes during a termination: gained, with its story, lost on the way back, not cured by a patch', async () => {
    const up = await told(['1.35', '1.37'], ...probes);
    expect(short(up)).toEqual([['gained', 'readiness-probed-until-stopped', ['execProbesSurviveTermination']]]);
    expect(up.exit).toBe(0);
    const [change] = up.changes;
    expect(change).toMatchObject({ from: 'violated', to: 'holds', storyIn: '1.35' });
    expect(change?.story?.trace?.length).toBeGreaterThan(5);
    expect(change?.story?.replay).toContain('--kubernetes-version 1.35 ');
    const down = await told(['1.37', '1.36'], ...probes);
    expect([down.exit, ...short(down)]).toEqual([
      1,
      ['lost', 'readiness-probed-until-stopped', ['execProbesSurviveTermination']],
    ]);
    expect((await told(['1.36.2', '1.36.5'], ...probes)).changes).toEqual([]);
    const patched = await told(['1.36.2', '1.37'], ...probes);
    expect(short(patched)).toEqual([['gained', 'readiness-probed-until-stopped', ['execProbesHangOnFirstSync']]]);
  });

  it('has commands that show the story again', async () => {
    const { changes } = await told(['1.35', '1.37'], ...probes);
    const [, ...words] = (changes[0]?.story?.replay ?? '').split(/ (?=(?:[^']*'[^']*')*[^']*$)/);
    const replayed = await podproof(words.map((word) => word.replace(/^'|'$/g, '')));
    expect([replayed.exit, replayed.err]).toEqual([1, '']);
  });

  it('tells of init containers skipped in a new sandbox', async () => {
    const faults = ['--faults', 'kubelet-restart=1,sandbox-failure=1', '--guarantee', 'init-before-main'] as const;
    expect(short(await told(['1.36', '1.37'], 'init.yaml', ...faults))).toEqual([
      ['gained', 'init-before-main', ['createdCountsAsInitialized']],
    ]);
  });

  it('tells of a scheduler that ends itself, and that 1.37 has not cured it', async () => {
    const user = ['--user', 'force-delete=1', '--guarantee', 'scheduler-does-not-exit'] as const;
    const lost = await told(['1.34', '1.35'], 'plain.yaml', ...user);
    expect([lost.exit, ...short(lost)]).toEqual([1, ['lost', 'scheduler-does-not-exit', ['collapsedUpdateIsSplit']]]);
    expect((await told(['1.35', '1.37'], 'plain.yaml', ...user)).changes).toEqual([]);
  });

  it('tells of gates that turned', async () => {
    const options = ['--faults', 'kubelet-restart=1', '--guarantee', 'readiness-survives-kubelet-restart'] as const;
    expect(short(await told(['1.34', '1.35'], 'http.yaml', ...options))).toEqual([
      ['gained', 'readiness-survives-kubelet-restart', ['ChangeContainerStatusOnKubeletRestart']],
    ]);
  });

  it('tells of fields that are new, dropped or kept', async () => {
    const options = ['--guarantee', 'bind-once'] as const;
    const responders = await told(['1.36', '1.37'], 'responders.yaml', ...options);
    expect(responders.fields.map(({ field, from, to }) => [field, from, to])).toEqual([
      ['spec.evictionResponders', 'refused', 'dropped'],
    ]);
    expect([responders.exit, responders.changes.map(({ change }) => change)]).toEqual([0, ['asked']]);
    const back = await told(['1.37', '1.36'], 'responders.yaml', ...options);
    expect([back.exit, back.fields[0]?.to]).toEqual([1, 'refused']);
    const rules = await told(['1.34', '1.35'], 'restart.yaml', ...options);
    expect(rules.fields.map(({ field, from, to }) => [field, from, to])).toEqual([
      ['spec.containers[0].restartPolicy', 'dropped', 'kept'],
      ['spec.containers[0].restartPolicyRules', 'dropped', 'kept'],
    ]);
  });

  it('reads standard input once for both', async () => {
    const options = ['--slice', 'pod', '--guarantee', 'bind-once'];
    const { exit, out } = await podproof(['diff', '1.36', '1.37', '-', ...options], { text: pod(`${app}}]`) });
    expect([exit, out]).toEqual([0, expect.stringContaining('1 answer compared: 0 lost')]);
  });

  it('says in words what is lost, why and where it can be seen', async () => {
    const { exit, out } = await podproof(['diff', '1.37', '1.36', `${manifests.path}/exec.yaml`, ...probes.slice(1)]);
    expect(exit).toBe(1);
    expect(out).toContain('lost: readiness-probed-until-stopped');
    expect(out).toContain('because switch execProbesSurviveTermination (D64a, V2)');
    expect(out).toContain('steps in 1.36');
    expect(out).toContain('podproof replay');
  });
});

describe('podproof diff FROM TO', () => {
  it('lists switches, gates and facts that differ', async () => {
    const { exit, out } = await podproof(['diff', '1.36', '1.37']);
    expect(exit).toBe(0);
    expect(out).toContain('execProbesSurviveTermination  off -> on');
    expect(out).toContain('MaxUnavailableStatefulSet  beta off -> beta on');
    expect(out.replace(/\s+/g, ' ')).toContain('SidecarContainers (GA locked -> absent on)');
    expect(out).toContain('V20');
    const report = JSON.parse((await podproof(['diff', '1.36.2', '1.36.4', '-o', 'json'])).out) as UpgradeReport;
    expect(schemaErrors(report, 'upgrade-report')).toEqual([]);
    expect(report.switches.map(({ name, from, to }) => [name, from, to])).toEqual([
      ['execProbesHangOnFirstSync', 'on', 'off'],
      ['execProbesSurviveTermination', 'on', 'off'],
    ]);
    expect(report.gates).toEqual([]);
    expect(report.facts.map(({ id }) => id)).toEqual(['V7', 'V19', 'V23', 'V28']);
  });
});

describe('a question diff cannot answer', () => {
  it.each([
    [['1.33', '1.37'], "unknown Kubernetes version '1.33'"],
    [['1.36', 'v1.36'], 'both versions are 1.36'],
    [['1.36'], "missing required argument 'to'"],
    [['1.36', '1.37', 'exec.yaml', '--kubernetes-version', '1.36'], 'the versions are arguments of diff'],
    [['1.36', '1.37', 'wrong.yaml'], 'one thing is wrong in both versions'],
    [['1.36', '1.37', 'exec.yaml', '--feature-gates', 'SidecarContainers=true'], 'was removed after Kubernetes 1.36'],
    [
      ['1.36', '1.37', 'plain.yaml', '--guarantee', 'readiness-probed-until-stopped'],
      'none of the guarantees that were asked applies',
    ],
    [['1.36', '1.37', 'nowhere.yaml'], 'no such file'],
  ])('%j', async (words, message) => {
    const paths = words.map((word) => (word.endsWith('.yaml') ? `${manifests.path}/${word}` : word));
    const { exit, err } = await podproof(['diff', ...paths]);
    expect([exit, err]).toEqual([2, expect.stringContaining(message)]);
  });
});
