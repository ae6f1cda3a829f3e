/** What the API of 1.37 has that earlier versions have not: unknown before, dropped or refused unless a gate is on. */
import { describe, expect, it } from 'vitest';
import { resolveGates } from '../../gates.ts';
import { readManifest } from '../parse.ts';
import { app, containerYaml, podYaml } from '../testing/yaml.ts';

const read = (text: string, version: string, gates: Readonly<Record<string, boolean>> = {}) => {
  const resolved = resolveGates(version, gates);
  if (!resolved.ok) throw new Error(resolved.errors.join('; '));
  return readManifest(text, 'f', { kubernetesVersion: resolved.release, featureGates: resolved.featureGates });
};

const fields: readonly (readonly [field: string, gate: string, text: string])[] = [
  [
    'spec.evictionResponders',
    'EvictionRequestAPI',
    podYaml(`${app}evictionResponders: [{name: acme.io/mover, priority: 5}]`),
  ],
  [
    'spec.containers[0].livenessProbe.httpGet.protocol',
    'H2CContainerProbe',
    containerYaml('livenessProbe: {httpGet: {port: 80, protocol: HTTP2}}'),
  ],
  [
    'spec.containers[0].livenessProbe.grpc.mode',
    'GRPCContainerProbeTLS',
    containerYaml('livenessProbe: {grpc: {port: 80, mode: TLS}}'),
  ],
  ['spec.volumes[0].emptyDir.mode', 'EmptyDirVolumeMode', podYaml(`${app}volumes: [{name: v, emptyDir: {mode: 511}}]`)],
  [
    'spec.volumes[0].secret.defaultUser',
    'AtomicWriteVolumeUserFields',
    podYaml(`${app}volumes: [{name: v, secret: {secretName: s, defaultUser: 5}}]`),
  ],
];

describe('fields of 1.37', () => {
  it.each(fields)('%s', (field, gate, text) => {
    expect(read(text, '1.36.5').problems.map((one) => [one.field, one.message])).toEqual([
      [field, `Kubernetes 1.36 has no field "${field.split('.').at(-1)}" here`],
    ]);
    const off = read(text, '1.37');
    expect(off.problems).toEqual([]);
    expect(off.dropped.map((one) => [one.field, one.message])).toEqual([
      [field, `is dropped while the feature gate ${gate} is off`],
    ]);
    const on = read(text, '1.37', { [gate]: true });
    expect([...on.problems, ...on.dropped]).toEqual([]);
  });

  it('of Jobs are dropped as well', () => {
    const job = `apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec:\n  scheduling: {}\n  template: {spec: {restartPolicy: Never, containers: [{name: a, image: a}]}}`;
    expect(read(job, '1.37').dropped.map(({ field }) => field)).toEqual(['spec.scheduling']);
    expect(read(job, '1.36').problems.map(({ field }) => field)).toEqual(['spec.scheduling']);
  });
});

describe('eviction responders', () => {
  const told = (fields: string) =>
    read(podYaml(`${app}${fields}`), '1.37', { EvictionRequestAPI: true, GenericWorkload: true }).problems.map(
      ({ field, message }) => `${field}: ${message}`,
    );
  const many = Array.from({ length: 11 }, (_, index) => `{name: acme.io/m${index}, priority: 0}`).join(', ');

  it.each([
    ['are named with a domain', '[{name: mover, priority: 1}]', ['[0].name: must be a name with a domain before it']],
    ['have a priority', '[{name: acme.io/m}]', ['[0].priority: is required']],
    ['of some range', '[{name: acme.io/m, priority: -1}]', ['[0].priority: -1 must be between 0 and 100000']],
    [
      'are named once',
      '[{name: acme.io/m, priority: 1}, {name: acme.io/m, priority: 2}]',
      ['[1].name: is listed twice'],
    ],
    ['are ten at most', `[${many}]`, ['[10]: there are more than 10 responders']],
  ])('%s', (_, responders, expected) => {
    expect(told(`evictionResponders: ${responders}`)).toEqual(expected.map((one) => `spec.evictionResponders${one}`));
  });

  it('and groups exclude each other', () => {
    expect(told('evictionResponders: [{name: acme.io/m, priority: 1}]\nschedulingGroup: {podGroupName: g}')).toEqual([
      'spec.evictionResponders: may not be set together with schedulingGroup',
    ]);
  });
});

describe('updateStrategy Recreate', () => {
  const set = `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: s}
spec:
  selector: {matchLabels: {a: b}}
  serviceName: s
  updateStrategy: {type: Recreate}
  template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: a}]}}`;

  it('is no word before 1.37, and refused without its gate', () => {
    expect(read(set, '1.36').problems.map(({ message }) => message)).toEqual(['unsupported value "Recreate"']);
    const [refused] = read(set, '1.37').problems;
    expect(refused?.message).toBe('Recreate needs the feature gate StatefulSetRecreateStrategy');
    expect(refused?.fix).toContain('enable the feature gate StatefulSetRecreateStrategy of 1.37');
    expect(read(set, '1.37', { StatefulSetRecreateStrategy: true }).problems).toEqual([]);
  });
});
