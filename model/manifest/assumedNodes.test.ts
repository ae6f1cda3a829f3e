import { describe, expect, it } from 'vitest';
import { put } from '../cluster.ts';
import { firstRejection } from '../components/scheduler/index.ts';
import { initialCluster } from '../initial.ts';
import { scenario } from '../testing/scenario.ts';
import { readManifest } from './parse.ts';
import { app, complaints, podYaml } from './testing/yaml.ts';
import { podTemplates, type Workload } from './workload.ts';

const read = (text: string, count?: number): Workload => {
  const manifest = readManifest(text, 'test.yaml');
  expect(complaints(manifest)).toEqual([]);
  const [first] = podTemplates(manifest, count);
  if (first === undefined) throw new Error('no workload');
  return first;
};

/** What the scheduler's own filters say of each node to the first pod of a workload. */
const rejections = ({ pods: [pod], nodes: { nodes } }: Workload): Readonly<Record<string, string>> => {
  if (pod === undefined) throw new Error('no pod');
  const uid = `${pod.name}#1`;
  const cluster = initialCluster(scenario({ instances: { [uid]: pod }, nodes }));
  const seen = put(cluster, 'schedulerPods', pod.name, { uid, nodeName: '', gated: false, deleting: false });
  return Object.fromEntries(
    Object.keys(nodes).map((node) => [node, firstRejection(seen, pod.name, node) ?? 'feasible']),
  );
};

const affinity = (terms: string) =>
  `affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [${terms}]}}}\n`;
const expressions = (...list: string[]) => `{matchExpressions: [${list.map((one) => `{${one}}`).join(', ')}]}`;
const requesting = (resources: string) =>
  `containers: [{name: app, image: a, resources: {requests: {${resources}}}}]\n`;

describe('assumed nodes take the Pods of the input', () => {
  it.each([
    ['a label of somebody’s own', `${app}nodeSelector: {disktype: ssd}`, 'NodeAffinity', ['label disktype=ssd']],
    [
      'the architecture',
      `${app}nodeSelector: {kubernetes.io/arch: arm64}`,
      'NodeAffinity',
      ['label kubernetes.io/arch=arm64'],
    ],
    ['windows', `${app}nodeSelector: {kubernetes.io/os: windows}`, 'NodeAffinity', ['label kubernetes.io/os=windows']],
    [
      'required affinity',
      app + affinity(expressions('key: pool, operator: In, values: [a, b]', 'key: cores, operator: Gt, values: ["7"]')),
      'NodeAffinity',
      ['label pool=a', 'label cores=8'],
    ],
    [
      'the one of two terms that the selector leaves possible',
      `${app}nodeSelector: {pool: b}\n${affinity(`${expressions('key: pool, operator: In, values: [a]')}, ${expressions('key: gpu, operator: Exists')}`)}`,
      'NodeAffinity',
      ['label pool=b', 'label gpu=true'],
    ],
    [
      'a label gone',
      app + affinity(expressions('key: topology.kubernetes.io/zone, operator: DoesNotExist')),
      'NodeAffinity',
      ['no label topology.kubernetes.io/zone'],
    ],
    [
      'another value than the usual one',
      app + affinity(expressions('key: kubernetes.io/arch, operator: NotIn, values: [amd64]')),
      'NodeAffinity',
      ['label kubernetes.io/arch=other'],
    ],
    ['many cores', requesting('cpu: 16'), 'NodeResourcesFit', ['cpu: 16000m']],
    [
      'an extended resource',
      'containers: [{name: app, image: a, resources: {limits: {nvidia.com/gpu: 2}}}]\n',
      'NodeResourcesFit',
      ['nvidia.com/gpu: 2'],
    ],
    [
      'huge pages',
      'containers: [{name: app, image: a, resources: {limits: {hugepages-2Mi: 4Mi, memory: 1Gi}}}]\n',
      'NodeResourcesFit',
      ['hugepages-2Mi: 4194304'],
    ],
  ])('%s', (_, pod, plugin, asked) => {
    const workload = read(podYaml(`${pod.endsWith('\n') ? pod : `${pod}\n`}tolerations: [{operator: Exists}]`));
    expect(rejections(workload)).toEqual({ 'node-1': 'feasible', 'node-2': 'feasible', 'node-3': plugin });
    expect(workload.nodes.assumed).toEqual([
      `no Node in the input: three are assumed; two of them are ordinary but for what this Pod asks of its node: ${asked.join(', ')}`,
    ]);
  });

  it.each(['kubernetes.io/os: linux', 'beta.kubernetes.io/os: linux', 'beta.kubernetes.io/arch: amd64'])(
    'every kubelet says %s of its node, and so do ordinary ones',
    (label) => {
      const workload = read(podYaml(`${app}nodeSelector: {${label}}`));
      expect(rejections(workload)).toEqual({
        'node-1': 'feasible',
        'node-2': 'feasible',
        'node-3': 'TaintToleration',
      });
      expect(workload.nodes.assumed).toEqual(['no Node in the input: three ordinary ones are assumed']);
    },
  );

  it('a node of the name that the Pod asks for', () => {
    const named = read(podYaml(`${app}nodeName: n1`));
    expect(Object.keys(named.nodes.nodes)).toEqual(['n1', 'node-2', 'node-3']);
    expect(named.nodes.assumed).toEqual([
      'no Node in the input: three are assumed; one of them is ordinary but for what this Pod asks of its node: the name n1',
    ]);
    const host = read(podYaml(`${app}nodeSelector: {kubernetes.io/hostname: worker-7}`));
    expect(rejections(host)).toEqual({ 'worker-7': 'feasible', 'node-2': 'NodeAffinity', 'node-3': 'TaintToleration' });
  });

  it('domains of any key that a Pod spreads over, one for each node where nothing says otherwise', () => {
    const spread = (key: string, rest = '') =>
      read(
        podYaml(
          `${app}topologySpreadConstraints: [{maxSkew: 1, topologyKey: ${key}, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {a: b}}}]\n${rest}`,
        ),
      );
    const rack = spread('rack');
    expect(rejections(rack)).toMatchObject({ 'node-1': 'feasible', 'node-2': 'feasible' });
    expect(rack.nodes.nodes['node-2']?.labels.rack).toBe('node-2');
    const two = spread('rack', affinity(expressions('key: rack, operator: In, values: [r1, r2]')));
    expect(Object.values(two.nodes.nodes).map(({ labels }) => labels.rack)).toEqual(['r1', 'r2', undefined]);
  });

  it('as many as are asked for, all of which fit', () => {
    const workload = read(podYaml(`${app}nodeSelector: {disktype: ssd}`), 4);
    expect(Object.values(rejections(workload))).toEqual(['feasible', 'feasible', 'feasible', 'feasible']);
    expect(workload.nodes.assumed).toEqual([
      'the assumed nodes are ordinary but for what this Pod asks of its node: label disktype=ssd',
    ]);
  });

  it('what nothing can satisfy stays unsatisfied', () => {
    const workload = read(
      podYaml(`${app}nodeSelector: {pool: a}\n${affinity(expressions('key: pool, operator: In, values: [b]'))}`),
    );
    expect(new Set(Object.values(rejections(workload)))).toEqual(new Set(['NodeAffinity', 'TaintToleration']));
  });
});

describe('nodes of the input', () => {
  const node = 'apiVersion: v1\nkind: Node\nmetadata: {name: n9}\n';

  it('are never changed: a Pod they do not fit is refused', () => {
    const workload = read(`${podYaml(`${app}nodeSelector: {disktype: ssd}`)}---\n${node}`);
    expect(rejections(workload)).toEqual({ n9: 'NodeAffinity' });
    expect(workload.nodes).toMatchObject({ given: true, assumed: [] });
  });

  it('are joined by the one that nodeName asks for', () => {
    const workload = read(`${podYaml(`${app}nodeName: n1`)}---\n${node}`);
    expect(Object.keys(workload.nodes.nodes)).toEqual(['n9', 'n1']);
    expect(workload.nodes.assumed).toEqual([
      'no Node n1 in the input: it is assumed, ordinary but for what this Pod asks of its node: the name n1',
    ]);
    expect(read(`${podYaml(`${app}nodeName: n9`)}---\n${node}`).nodes.assumed).toEqual([]);
  });
});
