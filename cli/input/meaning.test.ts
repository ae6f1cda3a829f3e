/** What the input means: small inputs after public reports, each with the answer it must get. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CheckReport } from '../../reports/check/report.ts';
import { schemaErrors } from '../../reports/testing/schema.ts';
import { directoryWith, podproof, webYaml } from '../testing/world.ts';

const checked = async (text: string, ...args: readonly string[]): Promise<CheckReport> => {
  const { out } = await podproof(['check', '-', '-o', 'json', ...args], { text });
  return JSON.parse(out) as CheckReport;
};

/** What is said of one guarantee, slice by slice: its verdict, or that its situation cannot come up. */
const answers = async (text: string, id: string, ...args: readonly string[]) => {
  const { scenarios } = await checked(text, '--guarantee', id, ...args);
  return Object.fromEntries(
    scenarios.flatMap(({ slice, guarantees }) =>
      guarantees.map(({ verdict, reached }) => [slice, verdict === 'holds' && reached === 0 ? 'vacuous' : verdict]),
    ),
  );
};

const deployment = (fields: string, pod: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: d}
spec:
  ${fields}
  selector: {matchLabels: {app: d}}
  template:
    metadata: {labels: {app: d}}
    spec:
      ${pod}
      containers: [{name: a, image: a:1}]
`;

const node = (name: string, rest = '', labels = 'zone: a') => `---
apiVersion: v1
kind: Node
metadata: {name: ${name}, labels: {${labels}}}
${rest}
`;

const spread = (rest: string) =>
  deployment(
    'replicas: 2',
    `topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: d}}${rest}}]`,
  );
const apart = (term: string) =>
  deployment(
    'replicas: 2',
    `affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: zone${term}}]}}`,
  );
const bound = async (text: string) => (await answers(text, 'pod-is-eventually-bound', '--untimed')).capacity;

describe('where Pods may go', () => {
  it.each([
    ['one domain, where two at least are wanted', spread(', minDomains: 2') + node('n1'), 'violated'],
    ['one domain', spread('') + node('n1'), 'holds'],
    [
      'two domains, where two at least are wanted',
      spread(', minDomains: 2') + node('n1') + node('n2', '', 'zone: b'),
      'holds',
    ],
    ['apart from Pods of another namespace', apart(', namespaces: [legacy], labelSelector: {}') + node('n1'), 'holds'],
    ['apart from Pods of this one', apart(', labelSelector: {}') + node('n1'), 'violated'],
    ['apart from Pods of every one', apart(', namespaceSelector: {}, labelSelector: {}') + node('n1'), 'violated'],
    ['apart from nobody: there is no selector', apart('') + node('n1'), 'holds'],
    [
      'apart from Pods with another value of a label, of which there are none',
      apart(', labelSelector: {matchLabels: {app: d}}, mismatchLabelKeys: [app]') + node('n1'),
      'holds',
    ],
    [
      'a taint on the second of three nodes that are given',
      apart(', labelSelector: {}') +
        node('n1', '', 'zone: n1') +
        node('n2', 'spec: {taints: [{key: a, effect: NoSchedule}]}', 'zone: n2') +
        node('n3', '', 'zone: n3'),
      'holds',
    ],
  ])('%s', async (_, text, verdict) => expect(await bound(text)).toBe(verdict));
});

describe('rollouts', () => {
  const ports = 'hostNetwork: true';
  const agent = (fields: string, pod = ports) =>
    deployment(fields, pod).replace('image: a:1}', 'image: a:1, ports: [{containerPort: 9033}]}');
  const daemons = (strategy: string, port: string) =>
    agent(`updateStrategy: {rollingUpdate: {${strategy}}}`, '')
      .replace('kind: Deployment', 'kind: DaemonSet')
      .replace('{containerPort: 9033}', port);

  it.each([
    ['one replica on the only node, in the way of its successor', agent('replicas: 1') + node('n1'), 'violated'],
    ['with a second node', agent('replicas: 1') + node('n1') + node('n2'), 'holds'],
    ['one that may go first', agent('strategy: {rollingUpdate: {maxUnavailable: 1}}') + node('n1'), undefined],
    ['one that is deleted first', agent('strategy: {type: Recreate}') + node('n1'), undefined],
    ['one that leaves room', agent('replicas: 1', '') + node('n1'), 'holds'],
    [
      'apart from its own revision only',
      agent(
        'replicas: 1',
        'affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: zone, labelSelector: {matchLabels: {app: d}}, matchLabelKeys: [pod-template-hash]}]}}',
      ) + node('n1'),
      'holds',
    ],
    [
      'of a DaemonSet with a host port and maxSurge',
      daemons('maxSurge: 1, maxUnavailable: 0', '{containerPort: 80, hostPort: 80}'),
      'violated',
    ],
    ['of one without a host port', daemons('maxSurge: 1, maxUnavailable: 0', '{containerPort: 80}'), 'holds'],
    ['of one that deletes first', daemons('maxUnavailable: 1', '{containerPort: 80, hostPort: 80}'), 'holds'],
  ])('%s', async (_, text, verdict) => expect(await bound(text)).toBe(verdict));

  it('say why the new Pod stays Pending', async () => {
    const { scenarios } = await checked(
      agent('replicas: 1') + node('n1'),
      '--guarantee',
      'pod-is-eventually-bound',
      '--untimed',
      '--slice',
      'capacity',
    );
    const trace = scenarios[0]?.guarantees[0]?.trace ?? [];
    expect(trace.filter(({ says }) => says.includes('NodePorts'))).not.toEqual([]);
  });
});

describe('which container a Service reaches', () => {
  const pod = (hook: string) =>
    webYaml
      .replace(
        /- name: app\n.*\n/,
        `- {name: exporter, image: b, ports: [{name: metrics, containerPort: 9113}]}\n        - {name: site, image: a, ports: [{name: http, containerPort: 8080}]${hook}}\n`,
      )
      .replace('port: 80', 'port: 80\n      targetPort: http');

  it('the one with the port: whether the other sleeps does not matter, and the marker is not on it', async () => {
    const slept = pod(', lifecycle: {preStop: {sleep: {seconds: 15}}}');
    expect(await answers(slept, 'traffic-only-to-serving')).toEqual({ 'timed-endpoints': 'holds' });
    const { scenarios } = await checked(pod(''), '--guarantee', 'traffic-only-to-serving');
    const [found] = scenarios.flatMap(({ guarantees }) => guarantees);
    expect([found?.subject, found?.location?.field]).toEqual([
      'web-1/site',
      'spec.template.spec.containers[1].lifecycle.preStop',
    ]);
  });

  it('on the host network as on any other, and inside as outside', async () => {
    const host = pod('').replace('      containers:', '      hostNetwork: true\n      containers:');
    expect(await answers(host, 'traffic-only-to-serving')).toEqual({ 'timed-endpoints': 'violated' });
    expect(await answers(host, 'traffic-only-to-running')).toMatchObject({ endpoints: 'violated' });
    const long = pod(', lifecycle: {preStop: {sleep: {seconds: 20}}}');
    const policy = (text: string) => long.replace('  ports:', `  ${text}\n  ports:`);
    const asked = async (text: string) => (await answers(policy(text), 'traffic-only-to-serving'))['timed-endpoints'];
    expect(await asked('type: LoadBalancer')).toBe('holds');
    expect(await asked('internalTrafficPolicy: Local')).toBe('violated');
    expect(await asked('type: LoadBalancer\n  internalTrafficPolicy: Local')).toBe('violated');
    expect(await asked('type: LoadBalancer\n  externalTrafficPolicy: Local')).toBe('violated');
  });

  it('none of them, if it is headless', async () => {
    const headless = pod('').replace('  ports:\n    - port', '  clusterIP: None\n  ports:\n    - port');
    const { scenarios } = await checked(headless, '--slice', 'timed-endpoints');
    const ids = scenarios.flatMap(({ guarantees }) => guarantees.map(({ id }) => id));
    expect(ids).toEqual(['endpoint-not-ready-before-sigterm']);
    expect(scenarios[0]?.leftOut.join()).toContain('headless Services (web): kube-proxy has no rules for them');
  });
});

describe('notes', () => {
  const astray = webYaml
    .replace(
      'image: registry.example/web:1.4.2',
      'image: a\n          ports: [{name: http, containerPort: 8080}]\n          readinessProbe: {httpGet: {port: htpp, path: /}}',
    )
    .replace(
      'selector:\n    app: web\n  ports:\n    - port: 80',
      'selector:\n    app: wep\n  ports:\n    - port: 80\n      targetPort: htttp',
    );
  const asking = ['--guarantee', 'bind-once', '--slice', 'pod'];

  const said = async (text: string) => {
    const report = await checked(text, ...asking);
    expect(schemaErrors(report, 'check-report')).toEqual([]);
    return report.notes.map(({ object, field, text: says }) => [object, field, says]);
  };

  it('a selector that selects nothing, and names of ports that nobody declares', async () => {
    expect(await said(astray)).toEqual([
      [
        'Deployment/web',
        'spec.template.spec.containers[0].readinessProbe.httpGet.port',
        'container app declares no port named htpp: the probe fails every time, and the Pod never gets ready',
      ],
      [
        'Deployment/web',
        '',
        'is probed for readiness, but no Service of the input selects it: nothing is asked about its endpoints',
      ],
      ['Service/web', 'spec.selector', 'selects no Pod of the input (app=wep): nothing is asked about its endpoints'],
      [
        'Service/web',
        'spec.ports[0].targetPort',
        'no container of Deployment/web declares a TCP port named htttp: endpoints lack it, so nothing is sent there',
      ],
    ]);
    expect(await said(webYaml)).toEqual([]);
  });

  it('in words, with lines, and in SARIF', async () => {
    const directory = directoryWith({ 'web.yaml': astray });
    const sarif = `${directory.path}/out.sarif`;
    const file = `${directory.path}/web.yaml`;
    const { out } = await podproof(['check', file, ...asking, '--report', `sarif=${sarif}`]);
    const log = readFileSync(sarif, 'utf8');
    directory.remove();
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(
      /web\.yaml:\d+: Service\/web spec\.selector: selects no Pod of the input/,
    );
    expect(log).toContain('Service/web spec.selector: selects no Pod of the input (app=wep)');
  });

  it('the complaint about a slice that a Service would have names the Service that does not', async () => {
    const { exit, err } = await podproof(['check', '-', '--slice', 'endpoints'], { text: astray });
    expect(exit).toBe(2);
    expect(err).toContain('Service/web selects no Pod of the input (app=wep)');
    const none = await podproof(['check', '-', '--slice', 'endpoints'], { text: deployment('replicas: 1', '') });
    expect(none.err).toContain('endpoints needs a Service');
  });

  it('what is assumed for this very Pod: its node, its scheduler', async () => {
    const pod = (spec: string) => deployment('replicas: 1', spec);
    expect(await said(pod('nodeSelector: {disktype: ssd}'))).toEqual([
      ['Deployment/d', '', expect.stringContaining('label disktype=ssd')],
    ]);
    expect(await said(pod('schedulerName: volcano'))).toEqual([
      ['Deployment/d', 'spec.schedulerName', expect.stringContaining('as kube-scheduler does')],
    ]);
    expect(await bound(pod('schedulerName: volcano').replace('replicas: 1', 'replicas: 2'))).toBe('holds');
  });

  it('a number that nobody declares, where several containers might serve it', async () => {
    const two = webYaml.replace('      containers:', '      containers:\n        - {name: other, image: b}');
    expect(await said(two)).toEqual([
      [
        'Service/web',
        'spec.ports[0]',
        'no container of Deployment/web declares port 80: it is taken to be served by other, app',
      ],
    ]);
  });

  it('a Pod of kubectl get -o yaml is looked at whole', async () => {
    const live =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: web-abcde, uid: 1f0e, resourceVersion: "123"}\nspec: {nodeName: worker-7, containers: [{name: app, image: a}]}\nstatus: {phase: Running, podIP: 10.0.0.1}\n';
    const { scenarios, notes } = await checked(live, '--slice', 'pod');
    const vacuous = scenarios.flatMap(({ guarantees }) => guarantees.filter(({ reached }) => reached === 0));
    expect(vacuous.length).toBeLessThan(5);
    expect(notes.map(({ text }) => text).join()).toContain('the name worker-7');
    expect(await answers(live, 'deleted-pod-disappears')).toEqual({ pod: 'holds' });
  });
});
