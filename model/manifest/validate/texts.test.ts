import { describe, expect, it } from 'vitest';
import { readManifest } from '../parse.ts';
import { structs } from '../schema/index.ts';
import type { FieldType } from '../schema/types.ts';
import { app, containerYaml, gatesOf, podYaml, told } from '../testing/yaml.ts';
import { textRules } from './textRules.ts';
import { textRuleOf } from './texts.ts';

const holdsText = (type: FieldType): boolean =>
  type.kind === 'string' ||
  type.kind === 'intOrString' ||
  type.kind === 'bytes' ||
  ((type.kind === 'list' || type.kind === 'map') && holdsText(type.of));

describe('the rules of texts', () => {
  it('have every field with text but those of the sources of volumes, and no other', () => {
    const fields = [...structs].flatMap(([struct, { fields: all }]) =>
      [...all].filter(([, type]) => holdsText(type)).map(([field]) => ({ struct, field })),
    );
    const missing = fields.filter(({ struct, field }) => textRuleOf(struct, field) === undefined);
    expect(missing.filter(({ struct }) => !struct.endsWith('VolumeSource'))).toEqual([]);
    const ruled = Object.entries(textRules).flatMap(([struct, rows]) =>
      rows.flatMap(([names]) => names.split(' ').map((field) => `${struct}.${field}`)),
    );
    expect(new Set(ruled).size).toBe(ruled.length);
    const known = new Set(fields.map(({ struct, field }) => `${struct}.${field}`));
    expect(ruled.filter((one) => !known.has(one))).toEqual([]);
  });

  it('let no escape sequence through where Kubernetes asks for a name', () => {
    const sequence = '\\e[31m';
    const spec = (field: string) => told(podYaml(`${app}${field}: "a${sequence}"`));
    for (const field of [
      'nodeName',
      'serviceAccountName',
      'priorityClassName',
      'runtimeClassName',
      'hostname',
      'subdomain',
    ]) {
      expect(spec(field)).toEqual([expect.stringContaining(`spec.${field}: "a`)]);
    }
    expect(told(containerYaml(`env: [{name: "a${sequence}", value: "any${sequence}"}]`))).toHaveLength(1);
  });

  it.each<[string, string, readonly string[]]>([
    [
      'a port name of 16 letters',
      'ports: [{containerPort: 80, name: abcdefghijklmnop}]',
      ['ports[0].name: "abcdefghijklmnop" is not a port name'],
    ],
    ['a port name of 15', 'ports: [{containerPort: 80, name: abcdefghijklmno}]', []],
    [
      'a port name of digits',
      'ports: [{containerPort: 80, name: "8080"}]',
      ['ports[0].name: "8080" is not a port name'],
    ],
    ['two dashes', 'ports: [{containerPort: 80, name: a--b}]', ['ports[0].name: "a--b" is not a port name']],
    [
      'one name twice',
      'ports: [{containerPort: 80, name: a}, {containerPort: 81, name: a}]',
      ['ports[1].name: "a" is used twice'],
    ],
    [
      'a probe of a port in capitals',
      'livenessProbe: {tcpSocket: {port: HTTP}}',
      ['livenessProbe.tcpSocket.port: "HTTP" is not a port name'],
    ],
    ['a variable', 'env: [{name: "a b", value: x}]', []],
    [
      'a variable with =',
      'env: [{name: "a=b", value: x}]',
      ['env[0].name: "a=b" is not a name of an environment variable'],
    ],
    [
      'a key',
      'env: [{name: A, valueFrom: {configMapKeyRef: {name: c, key: "a/b"}}}]',
      ['env[0].valueFrom.configMapKeyRef.key: "a/b" is not a key of a ConfigMap or Secret'],
    ],
    ['a prefix of a name', 'envFrom: [{configMapRef: {name: c-}}]', []],
    ['a field', 'env: [{name: A, valueFrom: {fieldRef: {fieldPath: "metadata.labels[\'a.b/c\']"}}}]', []],
    [
      'a field that is none',
      'env: [{name: A, valueFrom: {fieldRef: {fieldPath: status.phase}}}]',
      ['env[0].valueFrom.fieldRef.fieldPath: "status.phase" is not a field a container can be told'],
    ],
    [
      'a header',
      'livenessProbe: {httpGet: {port: 80, httpHeaders: [{name: "A B", value: x}]}}',
      ['livenessProbe.httpGet.httpHeaders[0].name: "A B" is not the name of a header'],
    ],
  ])('%s', (_, fields, expected) => {
    expect(told(containerYaml(fields))).toEqual(expected.map((one) => `spec.containers[0].${one}`));
  });

  it.each<[string, readonly string[]]>([
    ['hostAliases: [{ip: 10.0.0.256, hostnames: [a.b]}]', ['hostAliases[0].ip: "10.0.0.256" is not an IP address']],
    ['hostAliases: [{ip: "2001:db8::1", hostnames: [a.b]}, {ip: "::ffff:10.0.0.1"}, {ip: "::"}]', []],
    [
      'hostAliases: [{ip: "1:2:3:4:5:6:7:8:9"}, {ip: "1::2::3"}]',
      [
        'hostAliases[0].ip: "1:2:3:4:5:6:7:8:9" is not an IP address',
        'hostAliases[1].ip: "1::2::3" is not an IP address',
      ],
    ],
    ['tolerations: [{key: "a b", operator: Exists}]', ['tolerations[0].key: "a b" is not a qualified name']],
    ['tolerations: [{key: a, value: "b c"}]', ['tolerations[0].value: "b c" is not a valid label value']],
    [
      'securityContext: {sysctls: [{name: "a b", value: x}]}',
      ['securityContext.sysctls[0].name: "a b" is not the name of a sysctl'],
    ],
    ['dnsConfig: {searches: [_tcp.example.com., "."], nameservers: [10.0.0.1]}', []],
    [
      'topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, minDomains: 0}]',
      ['topologySpreadConstraints[0].minDomains: 0 must be greater than or equal to 1'],
    ],
    [
      'topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, minDomains: 2}]',
      ['topologySpreadConstraints[0].minDomains: may only be set where whenUnsatisfiable is DoNotSchedule'],
    ],
  ])('%s', (fields, expected) => {
    expect(told(podYaml(`${app}${fields}`))).toEqual(expected.map((one) => `spec.${one}`));
  });

  it('know blank images, and paths that leave their volume', () => {
    expect(told(podYaml('containers: [{name: a, image: " "}]'))).toEqual([
      'spec.containers[0].image: " " has white space before or after it, and no Pod of it is taken',
    ]);
    const volume = (items: string) =>
      told(podYaml(`${app}volumes: [{name: v, secret: {secretName: s, items: [${items}]}}]`));
    expect(volume('{key: a, path: b/c}')).toEqual([]);
    expect(volume('{key: a, path: ../c}')).toHaveLength(1);
    expect(volume('{key: a, path: /c}')).toHaveLength(1);
  });

  it('tell a template from a mistake', () => {
    const [problem] = readManifest(podYaml().replace('name: pod', 'name: "pod-{{ .Index }}"'), 'f').problems;
    expect(problem?.fix).toContain('render it first');
  });

  it('point at fields with long names in full', () => {
    const path = 'affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution';
    const term =
      'affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: "a b"}]}}';
    expect(told(podYaml(`${app}${term}`))).toEqual([`spec.${path}[0].topologyKey: "a b" is not a qualified name`]);
  });

  it('know names of objects', () => {
    const object = (apiVersion: string, kind: string, name: string, spec: string) =>
      `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {${name}}\n${spec}\n`;
    const service = (name: string) =>
      object('v1', 'Service', name, 'spec: {ports: [{port: 80, name: a, targetPort: http}]}');
    expect(told(service('name: 1a'))).toEqual(['metadata.name: "1a" is not a valid name of a Service']);
    expect(told(service('name: 1a'), gatesOf('1.36'))).toEqual([]);
    expect(told(service('generateName: A-'))).toEqual([
      'metadata.generateName: "A-" is not the beginning of a valid name',
    ]);
    expect(told(object('v1', 'ConfigMap', 'name: a.b', 'data: {"a/b": x, a.b: z}'))).toEqual([
      'data[a/b]: "a/b" is not a key of a ConfigMap or Secret',
    ]);
    expect(told(object('v1', 'ConfigMap', 'name: a, annotations: {"a b": x, A/b: z}', ''))).toEqual([
      'metadata.annotations[a b]: "a b" is not a valid annotation key',
    ]);
  });
});
