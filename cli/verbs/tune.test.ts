import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { schemaErrors } from '../../reports/testing/schema.ts';
import type { TuneReport } from '../../reports/tune/report.ts';
import { directoryWith, podproof, webYaml } from '../testing/world.ts';

const jobYaml = `apiVersion: batch/v1
kind: Job
metadata: { name: report }
spec:
  template:
    spec:
      restartPolicy: Never
      terminationGracePeriodSeconds: 20
      containers: [{ name: report, image: report }]
`;

let directory: ReturnType<typeof directoryWith>;
let web: string;
let both: string;
let job: string;

beforeAll(() => {
  const other = webYaml.replaceAll('web', 'shop');
  directory = directoryWith({ 'web.yaml': webYaml, 'both.yaml': `${webYaml}\n---\n${other}`, 'job.yaml': jobYaml });
  web = join(directory.path, 'web.yaml');
  both = join(directory.path, 'both.yaml');
  job = join(directory.path, 'job.yaml');
});

afterAll(() => directory.remove());

const tuned = async (...args: readonly string[]) => {
  const { exit, out, err } = await podproof(['tune', '-o', 'json', ...args.filter((arg) => !arg.includes('\n'))], {
    text: args.find((arg) => arg.includes('\n')) ?? '',
  });
  expect(err).toBe('');
  const report = JSON.parse(out) as TuneReport;
  expect(schemaErrors(report, 'tune-report')).toEqual([]);
  return { exit, report };
};

describe('podproof tune', () => {
  it('answers the least preStop sleep, with the dated run one second beside it', async () => {
    const { exit, report } = await tuned(web, '--assume', 'endpoint-propagation<=8s');
    expect(exit).toBe(0);
    expect(report).toMatchObject({ parameter: 'preStop.sleep', value: 9, unit: 's', verdict: 'holds', current: 0 });
    expect(report.beside).toMatchObject({ value: 8, verdict: 'violated' });
    expect(report.beside?.trace?.at(-1)?.at?.earliest).toBe(8);
    expect(report.delays).toContain('kube-proxy-programming<=7s');
  });

  it('answers as a patch that kubectl merges into the template', async () => {
    const { exit, out } = await podproof(['tune', web, '-o', 'patch', '--assume', 'endpoint-propagation<=8s']);
    expect(exit).toBe(0);
    expect(parse(out)).toEqual({
      spec: {
        template: { spec: { containers: [{ name: 'app', lifecycle: { preStop: { sleep: { seconds: 9 } } } }] } },
      },
    });
    const grace = ['--for', 'terminationGracePeriodSeconds', '--assume', 'shutdown<=20s'];
    const other = await podproof(['tune', web, '-o', 'patch', ...grace]);
    expect(parse(other.out)).toEqual({ spec: { template: { spec: { terminationGracePeriodSeconds: 21 } } } });
  });

  it('tells in words, with the command that applies it', async () => {
    const { exit, out } = await podproof(['tune', web, '--assume', 'endpoint-propagation<=8s']);
    expect(exit).toBe(0);
    expect(out).toContain('✓ preStop.sleep = 9 s is the least with which traffic-only-to-serving holds (now 0 s)');
    expect(out).toContain('with 8 s it does not hold (web-1/app)');
    expect(out).toMatch(/ {2}8 s .* sends SIGTERM to container app\n/);
    expect(out).toMatch(/apply +kubectl patch deployment web --patch "\$\(podproof tune .* -o patch\)"/);
  });

  it('exits 1 and shows why if no number helps', async () => {
    const { exit, report } = await tuned(web, '--for', 'terminationGracePeriodSeconds');
    expect({ exit, value: report.value, verdict: report.verdict }).toEqual({
      exit: 1,
      value: null,
      verdict: 'violated',
    });
    expect(report.beside?.value).toBe(604_800);
    const patch = await podproof(['tune', web, '--for', 'terminationGracePeriodSeconds', '-o', 'patch']);
    expect({ exit: patch.exit, out: patch.out }).toEqual({ exit: 2, out: '' });
    const text = await podproof(['tune', web, '--for', 'terminationGracePeriodSeconds']);
    expect(text.out).toContain('✗ no terminationGracePeriodSeconds from 1 to 604800 s makes');
  });

  it('finds how slow endpoints and programs may be; an assumption is nothing to patch', async () => {
    const short = await tuned(web, '--for', 'shutdown');
    expect(short.report).toMatchObject({ seek: 'greatest', value: 29, beside: { value: 30 } });
    const patch = await podproof(['tune', web, '--for', 'shutdown', '-o', 'patch']);
    expect({ exit: patch.exit, err: patch.err }).toEqual({ exit: 2, err: expect.stringContaining('nothing to patch') });
  });

  it('looks beyond hours, and beyond what is there', async () => {
    const long = (seconds: number) =>
      jobYaml.replace('terminationGracePeriodSeconds: 20', `terminationGracePeriodSeconds: ${seconds}`);
    const hours = await podproof(['tune', '-', '-o', 'json', '--assume', 'shutdown<=7200s'], { text: long(86_400) });
    expect(JSON.parse(hours.out)).toMatchObject({ value: 7201, current: 86_400 });
    const months = ['tune', '-', '--for', 'shutdown'];
    const most = await podproof([...months, '-o', 'json'], { text: long(2_000_000) });
    expect(JSON.parse(most.out)).toMatchObject({ value: 604_800, range: { to: 604_800 }, beside: null });
    const told = await podproof(months, { text: long(2_000_000) });
    expect(told.out).toContain(
      '✓ graceful-exit-within-grace holds with every shutdown from 0 to 604800 s; no more was tried',
    );
  });

  it('without a Service the grace period is what is tuned, and a Job cannot change it in place', async () => {
    const { report } = await tuned(job, '--assume', 'shutdown<=5s');
    expect(report).toMatchObject({ object: 'Job/report', parameter: 'terminationGracePeriodSeconds', value: 6 });
    const patch = await podproof(['tune', job, '--assume', 'shutdown<=5s', '-o', 'patch']);
    expect({ exit: patch.exit, err: patch.err }).toEqual({
      exit: 2,
      err: expect.stringContaining('cannot be changed in place'),
    });
  });

  it('asks which workload is meant, and takes its name', async () => {
    const which = await podproof(['tune', both]);
    expect({ exit: which.exit, err: which.err }).toEqual({ exit: 2, err: expect.stringContaining('--object') });
    const { report } = await tuned(both, '--object', 'Deployment/shop');
    expect(report.object).toBe('Deployment/shop');
    const nobody = await podproof(['tune', both, '--object', 'Deployment/nobody']);
    expect(nobody.exit).toBe(2);
  });

  it('complains about what cannot be tuned', async () => {
    const complaints = [
      [web, '--untimed'],
      [job, '--for', 'preStop.sleep'],
      [web, '--guarantee', 'bind-once', '--for', 'preStop.sleep'],
      [web, '--assume', 'shutdwn<=3s'],
      [web, '--assume', '@/nowhere/at/all'],
    ];
    for (const args of complaints) {
      const { exit, out, err } = await podproof(['tune', ...args]);
      expect({ args, exit, out, fix: err.includes('fix: ') }).toEqual({ args, exit: 2, out: '', fix: true });
    }
  });

  it('is undecided if a search may not go far enough', async () => {
    const { exit, report } = await tuned(web, '--max-states', '5');
    expect({ exit, verdict: report.verdict, value: report.value }).toEqual({
      exit: 3,
      verdict: 'undecided',
      value: null,
    });
  });

  it('says which numbers it knows of when it is cut short', async () => {
    const { exit, out, err } = await podproof(['tune', web, '--max-states', '5']);
    expect(exit).toBe(3);
    expect(out).toContain('? preStop.sleep: not decided (now 0 s)');
    expect(out).toMatch(/known +(it does not hold with 0 s; )?it is not known for \d+ s\n/);
    expect(out).not.toContain('✗');
    expect(err).toBe('');
  });

  it('ends at Ctrl-C with what is known, and exits 130', async () => {
    const pressed = { interruption: () => AbortSignal.abort() };
    const { exit, out } = await podproof(['tune', web, '-o', 'json'], pressed);
    expect(exit).toBe(130);
    expect(JSON.parse(out)).toMatchObject({ verdict: 'undecided', value: null, asked: [{ verdict: 'undecided' }] });
  });

  describe('only containers that a Service reaches are given a sleep', () => {
    const containers = (text: string) =>
      webYaml
        .replace(/ {6}containers:[^-]*- name: app\n.*\n/, text)
        .replace('port: 80', 'port: 80\n      targetPort: http');
    const exporter = containers(`      containers:
        - {name: exporter, image: b, ports: [{name: metrics, containerPort: 9113}]}
        - {name: site, image: a, ports: [{name: http, containerPort: 8080}], lifecycle: {preStop: {sleep: {seconds: 15}}}}
`);
    const sidecar = containers(`      initContainers:
        - {name: proxy, image: b, restartPolicy: Always, ports: [{name: http, containerPort: 8443}]}
      containers:
        - {name: site, image: a, ports: [{name: plain, containerPort: 8080}]}
`);

    it('not one beside it with a port of its own; a sleep that is lowered is not lowered in silence', async () => {
      const { out, err } = await podproof(['tune', '-', '-o', 'patch'], { text: exporter });
      expect(parse(out)).toEqual({
        spec: {
          template: { spec: { containers: [{ name: 'site', lifecycle: { preStop: { sleep: { seconds: 4 } } } }] } },
        },
      });
      expect(err).toBe('podproof: the patch lowers preStop.sleep of site from 15 s to 4 s\n');
      const told = await podproof(['tune', '-'], { text: exporter });
      expect(told.out).toContain('(now 15 s)');
      expect(told.out).toContain('lowers   preStop.sleep of site from 15 s to 4 s');
    });

    it('but a sidecar that has the port', async () => {
      const { out } = await podproof(['tune', '-', '-o', 'patch'], { text: sidecar });
      expect(parse(out)).toEqual({
        spec: {
          template: {
            spec: { initContainers: [{ name: 'proxy', lifecycle: { preStop: { sleep: { seconds: 4 } } } }] },
          },
        },
      });
    });

    it('none behind a headless Service, from which kube-proxy sends nothing', async () => {
      const { exit, err } = await podproof(['tune', '-', '--for', 'preStop.sleep'], {
        text: webYaml.replace('  ports:', '  clusterIP: None\n  ports:'),
      });
      expect([exit, err]).toEqual([2, expect.stringContaining('no preStop.sleep to tune')]);
    });

    it('one on the host network as any other', async () => {
      const { exit, out } = await podproof(['tune', '-', '-o', 'json'], {
        text: webYaml.replace('      containers:', '      hostNetwork: true\n      containers:'),
      });
      expect([exit, (JSON.parse(out) as TuneReport).value]).toEqual([0, 4]);
    });
  });

  describe('the only Pod of a Deployment', () => {
    const one = webYaml.replace('replicas: 2', 'replicas: 1');

    it('cannot be drained, but rolled out with a sleep', async () => {
      const { exit, report } = await tuned('-', one);
      expect(report).toMatchObject({ value: null, verdict: 'violated', rollout: { value: 4, verdict: 'holds' } });
      expect(exit).toBe(1);
      const { out } = await podproof(['tune', '-'], { text: one });
      expect(out).toMatch(
        /rollout {2}in a rollout, where the Pod is deleted only after a new one is ready,\s+preStop.sleep = 4 s/,
      );
    });

    it.each(['{rollingUpdate: {maxUnavailable: 1}}', '{type: Recreate}'])('unless %s', async (strategy) => {
      const { report } = await tuned('-', one.replace('  replicas: 1', `  replicas: 1\n  strategy: ${strategy}`));
      expect(report.rollout).toBeUndefined();
    });
  });

  it('says how to say what a hook takes, where no number follows without it', async () => {
    const hook = webYaml.replace('1.4.2\n', '1.4.2\n          lifecycle: {preStop: {exec: {command: [drain]}}}\n');
    const told = await podproof(['tune', '-', '--for', 'preStop.sleep'], { text: hook });
    expect(told.exit).toBe(2);
    expect(told.err).toContain(
      'annotation assume.podproof.dev/pre-stop-hook: "<=20s", or --assume \'pre-stop-hook<=20s\'',
    );
    const { exit, report } = await tuned(hook, '-');
    expect(exit).toBe(1);
    expect(report.notes.join()).toContain("--assume 'pre-stop-hook<=20s'");
    const known = await tuned(hook, '-', '--assume', 'pre-stop-hook<=20s', '--assume', 'shutdown<=5s');
    expect(known.report).toMatchObject({ parameter: 'terminationGracePeriodSeconds', value: 26, notes: [] });
  });
});
