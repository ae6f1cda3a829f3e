import { describe, expect, it } from 'vitest';
import { app, containerYaml, initYaml, podYaml, told } from '../testing/yaml.ts';

describe('containers', () => {
  it.each<[string, string, string[]]>([
    ['none', podYaml('containers: []'), ['spec.containers: at least one container is required']],
    ['no name', podYaml('containers: [{image: a}]'), ['spec.containers[0].name: is required']],
    ['no image', podYaml('containers: [{name: a}]'), ['spec.containers[0].image: is required']],
    [
      'a bad name',
      podYaml('containers: [{name: My_App, image: a}]'),
      ['spec.containers[0].name: "My_App" is not a valid name'],
    ],
    [
      'one name twice',
      podYaml('containers: [{name: a, image: a}, {name: a, image: b}]'),
      ['spec.containers[1].name: "a" is used twice'],
    ],
    [
      'one name in both lists',
      podYaml(`${app}initContainers: [{name: app, image: x}]`),
      ['spec.initContainers[0].name: "app" is used twice'],
    ],
    [
      'a port out of range',
      containerYaml('ports: [{containerPort: 70000}]'),
      ['spec.containers[0].ports[0].containerPort: 70000 is not a port'],
    ],
    [
      'one host port twice',
      containerYaml('ports: [{containerPort: 1, hostPort: 80}, {containerPort: 2, hostPort: 80}]'),
      ['spec.containers[0].ports[1].hostPort: host port 80 is used twice'],
    ],
    [
      'one host port for two protocols',
      containerYaml('ports: [{containerPort: 1, hostPort: 80}, {containerPort: 2, hostPort: 80, protocol: UDP}]'),
      [],
    ],
    [
      'another host port in the host network',
      containerYaml('ports: [{containerPort: 1, hostPort: 80}]', 'hostNetwork: true'),
      ['spec.containers[0].ports[0].hostPort: must match containerPort when hostNetwork is true'],
    ],
    [
      'value and valueFrom',
      containerYaml('env: [{name: A, value: x, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]'),
      ['spec.containers[0].env[0].valueFrom: may not be specified when value is not empty'],
    ],
    [
      'ephemeral',
      podYaml(`${app}ephemeralContainers: [{name: e, image: e}]`),
      ['spec.ephemeralContainers: cannot be set on create'],
    ],
    [
      'ephemeral, in a Pod that a cluster has',
      podYaml(`${app}ephemeralContainers: [{name: e, image: e}]`).replace('  name: pod', '  name: pod\n  uid: u1'),
      [],
    ],
  ])('%s', (_, text, expected) => expect(told(text)).toEqual(expected));
});

describe('plain init containers', () => {
  it.each([
    'lifecycle: {preStop: {sleep: {seconds: 1}}}',
    'livenessProbe: {exec: {command: [x]}}',
    'readinessProbe: {exec: {command: [x]}}',
    'startupProbe: {exec: {command: [x]}}',
  ])('may not have %s, sidecars may', (fields) => {
    const field = fields.split(':')[0];
    expect(told(initYaml(fields))).toEqual([
      `spec.initContainers[0].${field}: may not be set for init containers without restartPolicy Always`,
    ]);
    expect(told(initYaml(`restartPolicy: Always, ${fields}`))).toEqual([]);
  });
});

describe('resources', () => {
  it.each<[string, string, string[]]>([
    [
      'request above limit',
      '{requests: {cpu: 2}, limits: {cpu: 1500m}}',
      ['requests.cpu: must be less than or equal to the limit of cpu'],
    ],
    ['equal in other words', '{requests: {cpu: 1500m}, limits: {cpu: 1.5}}', []],
    ['negative', '{requests: {memory: -1}}', ['requests.memory: must not be negative']],
    ['unknown', '{requests: {mem: 1}}', ['requests.mem: "mem" is not a resource of containers']],
    [
      'extended, by halves',
      '{limits: {example.com/gpu: 500m}}',
      ['limits[example.com/gpu]: example.com/gpu is counted in whole units'],
    ],
    [
      'extended, without a limit',
      '{requests: {example.com/gpu: 1}}',
      ['requests[example.com/gpu]: a limit is required for example.com/gpu'],
    ],
    [
      'extended, overcommitted',
      '{requests: {example.com/gpu: 1}, limits: {example.com/gpu: 2}}',
      ['requests[example.com/gpu]: must be equal to the limit of example.com/gpu'],
    ],
  ])('%s', (_, resources, expected) => {
    expect(told(containerYaml(`resources: ${resources}`))).toEqual(
      expected.map((one) => `spec.containers[0].resources.${one}`),
    );
  });
});

describe('volumes', () => {
  const mounting = (name: string, volumes: string) =>
    containerYaml(`volumeMounts: [{name: ${name}, mountPath: /x}]`, `volumes: ${volumes}`);
  it.each<[string, string, string[]]>([
    [
      'mounted but missing',
      mounting('data', '[{name: date, emptyDir: {}}]'),
      ['spec.containers[0].volumeMounts[0].name: there is no volume "data"'],
    ],
    ['there', mounting('data', '[{name: data, emptyDir: {}}]'), []],
    ['of nothing', mounting('data', '[{name: data}]'), []],
    ['of null', mounting('data', '[{name: data, emptyDir: }]'), []],
    [
      'of two things',
      mounting('data', '[{name: data, emptyDir: {}, hostPath: {path: /}}]'),
      ['spec.volumes[0].hostPath: may not specify more than one volume type'],
    ],
    [
      'twice',
      mounting('data', '[{name: data, emptyDir: {}}, {name: data, emptyDir: {}}]'),
      ['spec.volumes[1].name: "data" is used twice'],
    ],
    [
      'of a claim without a name',
      mounting('data', '[{name: data, persistentVolumeClaim: {}}]'),
      ['spec.volumes[0].persistentVolumeClaim.claimName: is required'],
    ],
    [
      'two at one place',
      containerYaml(
        'volumeMounts: [{name: a, mountPath: /x}, {name: a, mountPath: /x}]',
        'volumes: [{name: a, emptyDir: {}}]',
      ),
      ['spec.containers[0].volumeMounts[1].mountPath: "/x" is used twice'],
    ],
  ])('%s', (_, text, expected) => expect(told(text)).toEqual(expected));
});
