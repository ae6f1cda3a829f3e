import { describe, expect, it } from 'vitest';
import { companionsOf } from './companions.ts';
import { locateInPod } from './index.ts';
import { seenFrom } from './overlays.ts';
import { joinManifests, type Manifest, readManifest } from './parse.ts';
import { app, complaints, indented, podYaml } from './testing/yaml.ts';
import { podTemplates, refusals, type Workload } from './workload.ts';

const workloadYaml = (kind: string, spec: string, pod = app) =>
  `apiVersion: ${kind === 'ReplicationController' ? 'v1' : /Job/.test(kind) ? 'batch/v1' : 'apps/v1'}
kind: ${kind}
metadata: {name: web}
spec:
${indented(spec)}
${/Job|ReplicationController/.test(kind) ? '' : '  selector: {matchLabels: {app: web}}\n'}  template:
    metadata: {labels: {app: web}}
    spec:
${indented(indented(indented(pod)))}
`;

const read = (...texts: string[]): Manifest => {
  const manifest = readManifest(texts.join('---\n'), 'test.yaml');
  expect(complaints(manifest)).toEqual([]);
  return manifest;
};

const firstOf = (manifest: Manifest): Workload => {
  const [first] = podTemplates(manifest);
  if (first === undefined) throw new Error('no workload');
  return first;
};

const surrounding = (manifest: Manifest, pods?: readonly string[]) =>
  companionsOf(manifest, podTemplates(manifest), firstOf(manifest), pods);

describe('podTemplates', () => {
  it('leaves out what makes no pods and what has problems', () => {
    const manifest = readManifest(
      `${podYaml('containers: []')}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n`,
      'f',
    );
    expect(podTemplates(manifest)).toEqual([]);
    expect(manifest.objects.map(({ kind, valid }) => [kind, valid])).toEqual([
      ['Pod', false],
      ['ConfigMap', true],
    ]);
  });

  it.each([
    ['Deployment', 'replicas: 2', 2, ['web-1', 'web-2']],
    ['Deployment', 'replicas: 5000', 5000, ['web-1', 'web-2', 'web-3']],
    ['Deployment', '', 1, ['web-1']],
    ['ReplicaSet', 'replicas: 0', 0, []],
    ['ReplicationController', 'replicas: 2', 2, ['web-1', 'web-2']],
    ['StatefulSet', 'replicas: 2\nordinals: {start: 7}', 2, ['web-7', 'web-8']],
    ['DaemonSet', '', 2, ['web-node-1', 'web-node-2']],
  ])('%s with %j', (kind, spec, replicas, names) => {
    const workload = firstOf(read(workloadYaml(kind, spec)));
    expect(workload).toMatchObject({
      kind,
      name: 'web',
      namespace: 'default',
      replicas,
      templatePath: 'spec.template',
    });
    expect(workload.pods.map(({ name }) => name)).toEqual(names);
    expect(workload.controllerNote).not.toBe('');
    expect(workload.spec.tolerations.length).toBeGreaterThanOrEqual(2);
  });

  it('Jobs run as many pods as may run and are needed', () => {
    const job = (spec: string) => firstOf(read(workloadYaml('Job', spec, `${app}restartPolicy: Never`))).replicas;
    expect([job(''), job('parallelism: 4'), job('parallelism: 4\ncompletions: 2')]).toEqual([1, 4, 2]);
  });

  it('CronJobs are Jobs within', () => {
    const cron = `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: web}\nspec:\n  schedule: "* * * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n${indented(indented(indented(indented(indented(`${app}restartPolicy: Never`)))))}`;
    const workload = firstOf(read(cron));
    expect(workload.templatePath).toBe('spec.jobTemplate.spec.template');
    expect(locateInPod(workload, 'spec.containers[app].image')).toMatchObject({ line: 10 });
  });

  it('StatefulSet pods have labels and claims of their own', () => {
    const template =
      'volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1}}}}]';
    const manifest = read(
      workloadYaml(
        'StatefulSet',
        `replicas: 2\n${template}`,
        `${app}automountServiceAccountToken: false\nvolumes: [{name: data, emptyDir: {}}]`,
      ),
    );
    const second = firstOf(manifest).pods[1]?.spec;
    expect(second?.volumes).toEqual([{ kind: 'persistentVolumeClaim', name: 'data', claim: 'data-web-1' }]);
    expect(second?.labels).toMatchObject({ app: 'web', 'apps.kubernetes.io/pod-index': '1' });
    expect(surrounding(manifest)).toMatchObject({
      claims: { 'data-web-0': { accessModes: ['ReadWriteOnce'], bound: false }, 'data-web-1': {} },
      assumed: [],
    });
  });

  it('DaemonSet pods go where their taints and selectors let them, one to a node, and stay through trouble', () => {
    const [pod] = firstOf(
      read(workloadYaml('DaemonSet', '', `${app}nodeSelector: {kubernetes.io/hostname: node-2}`)),
    ).pods;
    expect(pod?.name).toBe('web-node-2');
    expect(pod?.spec.nodeAffinity).toEqual([
      { matchExpressions: [], matchFields: [{ key: 'metadata.name', operator: 'In', values: ['node-2'] }] },
    ]);
    expect(pod?.spec.tolerations.every(({ tolerationSeconds }) => tolerationSeconds === undefined)).toBe(true);
    const everywhere = firstOf(read(workloadYaml('DaemonSet', '', `${app}tolerations: [{operator: Exists}]`)));
    expect(everywhere.replicas).toBe(3);
  });
});

describe('companions', () => {
  const service = (spec: string, metadata = 'name: svc') =>
    `apiVersion: v1\nkind: Service\nmetadata: {${metadata}}\nspec: {ports: [{port: 80}], ${spec}}\n`;
  const web = workloadYaml('Deployment', 'replicas: 3');

  it('count replicas outside the scenario as ready endpoints', () => {
    const manifest = read(web, service('selector: {app: web}'));
    expect(surrounding(manifest, ['web-1']).services).toEqual({
      svc: {
        pods: ['web-1'],
        publishNotReadyAddresses: false,
        internalTrafficPolicy: 'Cluster',
        containers: ['app'],
        otherReadyEndpoints: 2,
      },
    });
    expect(surrounding(manifest).services.svc).toMatchObject({ otherReadyEndpoints: 0 });
  });

  it('count replicas of other workloads behind the same Service', () => {
    const canary = web.replace('name: web', 'name: canary');
    expect(surrounding(read(web, service('selector: {app: web}'), canary), ['web-1']).services.svc).toMatchObject({
      otherReadyEndpoints: 5,
    });
  });

  it.each([
    ['another label', service('selector: {app: other}')],
    ['no selector', service('type: ClusterIP')],
    ['another namespace', service('selector: {app: web}', 'name: svc, namespace: other')],
    ['a name elsewhere', service('selector: {app: web}, type: ExternalName, externalName: example.com')],
  ])('leave out Services with %s', (_, text) => expect(surrounding(read(web, text)).services).toEqual({}));

  it.each([
    ['internalTrafficPolicy: Local', 'Local', undefined],
    ['type: LoadBalancer, externalTrafficPolicy: Local', 'Cluster', 'Local'],
    ['type: LoadBalancer, internalTrafficPolicy: Local', 'Local', 'Cluster'],
    ['type: NodePort', 'Cluster', 'Cluster'],
    ['externalIPs: [203.0.113.1], externalTrafficPolicy: Local', 'Cluster', 'Local'],
    ['clusterIP: 10.96.0.10', 'Cluster', undefined],
  ])('follow %s', (spec, internal, external) => {
    const { svc } = surrounding(read(web, service(`selector: {app: web}, ${spec}`))).services;
    expect([svc?.internalTrafficPolicy, svc?.externalTrafficPolicy]).toEqual([internal, external]);
  });

  it('take the nodes of the input as they are, else three of their own', () => {
    const node =
      'apiVersion: v1\nkind: Node\nmetadata: {name: big, labels: {disk: ssd}}\nspec: {unschedulable: true, taints: [{key: a, effect: NoExecute}]}\nstatus: {capacity: {cpu: 4, memory: 8Gi}, allocatable: {cpu: 3500m}}\n';
    const big = {
      labels: { disk: 'ssd', 'kubernetes.io/hostname': 'big' },
      taints: [{ key: 'a', value: '', effect: 'NoExecute' }],
      unschedulable: true,
      allocatable: { cpu: 3_500, memory: 8 * 2 ** 30, pods: 110 },
    };
    expect(firstOf(read(web, node)).nodes).toMatchObject({ nodes: { big }, given: true, assumed: [] });
    const { nodes, given, assumed } = firstOf(read(web)).nodes;
    expect(Object.keys(nodes)).toEqual(['node-1', 'node-2', 'node-3']);
    expect([given, assumed]).toEqual([false, ['no Node in the input: three ordinary ones are assumed']]);
  });

  const using = podYaml(
    `${app}volumes: [{name: a, configMap: {name: settings}}, {name: d, persistentVolumeClaim: {claimName: data}}]`,
  );
  const config = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;
  const claim = (spec: string, rest = '') =>
    `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1}}, ${spec}}\n${rest}`;

  it('assume what the input does not hold', () => {
    const alone = surrounding(read(using));
    expect(alone.configObjects).toBeUndefined();
    expect(alone.assumed).toEqual(['PersistentVolumeClaim/data', 'ConfigMap/settings']);
    expect(alone.claims.data?.bound).toBe(true);
    expect(surrounding(read(using, config('settings'), config('other')))).toMatchObject({
      configObjects: ['ConfigMap/settings', 'ConfigMap/other'],
      assumed: ['PersistentVolumeClaim/data'],
    });
    expect(surrounding(read(using, config('other'))).configObjects).toBeUndefined();
  });

  const storage = (rest: string, annotations = '') =>
    `apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: fast, annotations: {${annotations}}}\nprovisioner: x\n${rest}\n`;
  it.each([
    [
      'no class in sight',
      [claim('storageClassName: x')],
      { volumeBindingMode: 'WaitForFirstConsumer', reclaimPolicy: 'Delete', bound: false },
    ],
    [
      'a class that says nothing',
      [claim('storageClassName: fast'), storage('')],
      { volumeBindingMode: 'Immediate', reclaimPolicy: 'Delete' },
    ],
    [
      'a class that waits and keeps',
      [claim('storageClassName: fast'), storage('volumeBindingMode: WaitForFirstConsumer\nreclaimPolicy: Retain')],
      { volumeBindingMode: 'WaitForFirstConsumer', reclaimPolicy: 'Retain' },
    ],
    [
      'the default class',
      [claim(''), storage('reclaimPolicy: Retain', 'storageclass.kubernetes.io/is-default-class: "true"')],
      { volumeBindingMode: 'Immediate', reclaimPolicy: 'Retain' },
    ],
    [
      'a volume of its own',
      [
        claim('volumeName: v, storageClassName: ""'),
        'apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: v}\nspec: {}\n',
      ],
      { volumeBindingMode: 'Immediate', reclaimPolicy: 'Retain' },
    ],
    ['a claim already bound', [claim('', 'status: {phase: Bound}\n')], { bound: true }],
  ] as const)('read claims with %s', (_, texts, expected) => {
    expect(surrounding(read(using, ...texts)).claims.data).toMatchObject(expected);
  });
});

describe('refusals', () => {
  const problems = (...texts: string[]) =>
    refusals(read(...texts)).map(({ problem: { line, field, message } }) => `${line} ${field}: ${message}`);

  it('not a PriorityClass that is elsewhere: it is assumed to exist, and the answer says so', () => {
    const pod = podYaml(`${app}priorityClassName: high`);
    const assumed = (...texts: string[]) => surrounding(read(...texts)).assumed;
    expect(problems(pod)).toEqual([]);
    expect(assumed(pod)).toEqual(['PriorityClass/high']);
    expect(assumed(workloadYaml('Deployment', '', `${app}priorityClassName: high`))).toContain('PriorityClass/high');
    const high = 'apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: high}\nvalue: 1\n';
    expect(assumed(pod, high)).toEqual([]);
    expect(assumed(podYaml(`${app}priorityClassName: system-cluster-critical`))).toEqual([]);
    // A live Pod has the number its class gave it.
    const live = read(podYaml(`${app}priorityClassName: high\npriority: 1000`));
    expect(refusals(live)).toEqual([]);
    expect(firstOf(live).spec.priority).toBe(1000);
  });

  it('a priority that is not that of the class', () => {
    expect(problems(podYaml(`${app}priority: 5`))).toEqual([
      '7 spec.priority: priority 5 differs from 0, the value of its class',
    ]);
    expect(problems(podYaml(`${app}priority: 0`))).toEqual([]);
  });

  it('not the same name in two files, which overlays have: each sees what is nearest to it', () => {
    const classed = (value: number) =>
      `---\napiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: high}\nvalue: ${value}\n`;
    const inFile = (file: string, value: number) =>
      readManifest(podYaml(`${app}priorityClassName: high`) + classed(value), file);
    const manifest = joinManifests([
      inFile('deploy/dev/web.yaml', 1),
      inFile('deploy/prod/web.yaml', 2),
      readManifest(
        podYaml(`${app}priorityClassName: high`).replace('name: pod', 'name: other'),
        'deploy/prod/more.yaml',
      ),
    ]);
    expect(refusals(manifest)).toEqual([]);
    expect(podTemplates(manifest).map(({ name, spec }) => [name, spec.priority])).toEqual([
      ['pod', 1],
      ['pod', 2],
      ['other', 2],
    ]);
    expect(seenFrom(manifest, 'deploy/prod/more.yaml').objects.map(({ file, kind }) => `${file} ${kind}`)).toEqual([
      'deploy/prod/web.yaml Pod',
      'deploy/prod/web.yaml PriorityClass',
      'deploy/prod/more.yaml Pod',
    ]);
  });

  it('objects defined twice', () => {
    expect(problems(podYaml(), podYaml())).toEqual(['11 metadata.name: Pod pod is already defined at test.yaml:1']);
    expect(problems(podYaml(), podYaml().replace('name: pod', 'name: pod\n  namespace: other'))).toEqual([]);
  });
});
