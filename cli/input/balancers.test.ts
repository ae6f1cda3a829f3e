import { describe, expect, it } from 'vitest';
import type { CheckReport } from '../../reports/check/report.ts';
import { schemaErrors } from '../../reports/testing/schema.ts';
import { podproof, webYaml } from '../testing/world.ts';

const sleeping = webYaml.replace('1.4.2\n', '1.4.2\n          lifecycle: {preStop: {sleep: {seconds: 15}}}\n');
const balanced = sleeping.replace(
  'spec:\n  selector:\n    app: web\n',
  'spec:\n  type: LoadBalancer\n  selector:\n    app: web\n',
);
const ingress = (service: string): string =>
  `${sleeping}---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: front
spec:
  rules:
    - http:
        paths:
          - path: /
            pathType: Prefix
            backend: {service: {name: ${service}, port: {number: 80}}}
`;

const check = async (text: string, ...args: readonly string[]) => {
  const { out, exit } = await podproof(['check', '-', '-o', 'json', '--slice', 'timed-endpoints', ...args], { text });
  const report = JSON.parse(out) as CheckReport;
  expect(schemaErrors(report)).toEqual([]);
  const [scenario] = report.scenarios;
  return { exit, report, scenario, traffic: scenario?.guarantees.find(({ id }) => id === 'traffic-only-to-serving') };
};

const bound = (text: string): readonly string[] => ['--assume', `load-balancer-withdrawal${text}`];
const unknown = 'Kubernetes does not bound how long it goes on sending';

describe('balancers in front of a workload', () => {
  it.each([
    ['a Service of type LoadBalancer', balanced, 'Service/web', 'spec.type'],
    ['an Ingress', ingress('web'), 'Ingress/front', 'spec.rules[0].http.paths[0].backend.service.name'],
    [
      'an Ingress with nothing but a default backend',
      `${sleeping}---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: front}\nspec: {defaultBackend: {service: {name: web, port: {name: http}}}}\n`,
      'Ingress/front',
      'spec.defaultBackend.service.name',
    ],
  ])('of %s are beside every answer and in a note, where nobody bounds them', async (_, text, object, field) => {
    const { report, scenario, traffic } = await check(text);
    expect(traffic?.verdict).toBe('holds');
    expect(scenario?.leftOut.join('\n')).toContain(unknown);
    expect(report.notes).toMatchObject([{ object, field, text: expect.stringContaining(unknown) }]);
    expect(report.notes[0]?.text).toContain(`--assume 'load-balancer-withdrawal<=30s'`);
    expect(report.notModelled.filter(({ object: about }) => about === object)).toEqual([]);
  });

  it('that are bounded send to a Pod as long as that, whatever kube-proxy does', async () => {
    const late = await check(balanced, ...bound('<=30s'));
    expect(late.traffic?.verdict).toBe('violated');
    expect(late.report.notes).toEqual([]);
    expect(late.report.findings[0]?.happens.join()).toContain(
      'the balancer may send new connections until 31 s after the delete is seen',
    );
    expect(late.scenario?.scenario.services['web']).toMatchObject({ balanced: true });
    expect((await check(balanced, ...bound('<=13s'))).traffic?.verdict).toBe('holds');
    expect((await check(sleeping, ...bound('<=30s'))).traffic?.verdict).toBe('holds');
  });

  it('may be bounded by an annotation of the workload', async () => {
    const said = ingress('web').replace(
      '  name: web\nspec:\n  replicas',
      '  name: web\n  annotations: {assume.podproof.dev/load-balancer-withdrawal: "<=10s"}\nspec:\n  replicas',
    );
    const { report, traffic } = await check(said);
    expect({ verdict: traffic?.verdict, notes: report.notes }).toEqual({ verdict: 'holds', notes: [] });
  });

  it('say in a run what they do', async () => {
    const quick = sleeping
      .replace('seconds: 15', 'seconds: 2')
      .replace('spec:\n  selector:\n    app: web\n', 'spec:\n  type: LoadBalancer\n  selector:\n    app: web\n');
    const { traffic } = await check(
      quick,
      ...bound('=0s'),
      '--assume',
      'endpoint-slice-write=0s',
      '--assume',
      'kube-proxy-programming=2s..3s',
    );
    expect(traffic?.trace?.map(({ says }) => says)).toContain(
      'the load balancer of Service web sends no new connections to 10.244.0.1 any more',
    );
    expect(traffic?.trace?.map(({ by }) => by)).toContain('load balancer');
  });

  it.each([
    [sleeping, [], 'no Ingress or load balancer in front is in the input'],
    [balanced, [], 'nobody says how late the balancer in front is'],
    [balanced, bound('<=10s'), 'The balancer in front is part of it, as late as is assumed'],
  ])('are what the ✓ about traffic says it rests on', async (text, args, grounds) => {
    const { out } = await podproof(['check', '-', '--slice', 'timed-endpoints', ...args], { text });
    expect(out.replaceAll(/\s+/g, ' ')).toContain(grounds);
  });

  it('are nothing where an Ingress sends elsewhere', async () => {
    expect((await check(ingress('other'))).report.notes).toEqual([]);
  });

  it('are what preStop has to outlast; and how late they may be can be asked', async () => {
    const least = await podproof(['tune', '-', '-o', 'json', ...bound('<=30s')], {
      text: ingress('web')
        .replace('seconds: 15', 'seconds: 1')
        .replace('    spec:\n      containers', '    spec:\n      terminationGracePeriodSeconds: 60\n      containers'),
    });
    expect(JSON.parse(least.out)).toMatchObject({ parameter: 'preStop.sleep', value: 32 });
    const latest = await podproof(['tune', '-', '-o', 'json', '--for', 'load-balancer-withdrawal'], { text: balanced });
    expect(JSON.parse(latest.out)).toMatchObject({ value: 13 });
    const none = await podproof(['tune', '-', '--for', 'load-balancer-withdrawal'], { text: sleeping });
    expect(none).toMatchObject({ exit: 2 });
  });

  it('an Ingress of an API that is no longer served is refused as the API server would', async () => {
    const { report } = await check(ingress('web').replace('networking.k8s.io/v1', 'networking.k8s.io/v1beta1'));
    expect(report.problems).toMatchObject([{ fix: 'write apiVersion: networking.k8s.io/v1' }]);
  });
});
