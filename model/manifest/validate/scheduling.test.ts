import { describe, expect, it } from 'vitest';
import { readManifest } from '../parse.ts';
import { app, complaints, podYaml, told } from '../testing/yaml.ts';

describe('scheduling', () => {
  const spread = 'topologySpreadConstraints: ';
  it.each<[string, string, string[]]>([
    [
      'gates and nodeName',
      'schedulingGates: [{name: a}]\nnodeName: n1',
      ['nodeName: cannot be set until all schedulingGates have been cleared'],
    ],
    ['a gate twice', 'schedulingGates: [{name: a}, {name: a}]', ['schedulingGates[1].name: "a" is used twice']],
    ['a readiness gate without a name', 'readinessGates: [{}]', ['readinessGates[0].conditionType: is required']],
    [
      'a toleration of everything but by Equal',
      'tolerations: [{effect: NoSchedule}]',
      ['tolerations[0].operator: must be Exists when key is empty'],
    ],
    [
      'seconds without NoExecute',
      'tolerations: [{key: a, operator: Exists, tolerationSeconds: 5}]',
      ['tolerations[0].effect: must be NoExecute when tolerationSeconds is set'],
    ],
    [
      'Exists with a value',
      'tolerations: [{key: a, operator: Exists, value: b}]',
      ['tolerations[0].value: must be empty when operator is Exists'],
    ],
    [
      'Gt without its gate',
      'tolerations: [{key: a, operator: Gt, value: "3"}]',
      ['tolerations[0].operator: unsupported value "Gt"'],
    ],
    [
      'a skew of zero',
      `${spread}[{maxSkew: 0, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}]`,
      ['topologySpreadConstraints[0].maxSkew: 0 must be greater than or equal to 1'],
    ],
    [
      'a spread over nothing',
      `${spread}[{maxSkew: 1, whenUnsatisfiable: DoNotSchedule}]`,
      ['topologySpreadConstraints[0].topologyKey: is required'],
    ],
    ['a bad label', 'nodeSelector: {"a b": c}', ['nodeSelector[a b]: "a b" is not a valid label key']],
    ['a deadline of zero', 'activeDeadlineSeconds: 0', ['activeDeadlineSeconds: 0 must be between 1 and 2147483647']],
  ])('%s', (_, fields, expected) =>
    expect(told(podYaml(`${app}${fields}`))).toEqual(expected.map((one) => `spec.${one}`)),
  );

  const affine = (expression: string) =>
    podYaml(
      `${app}affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [${expression}]}]}}}`,
    );
  it.each([
    ['{key: a, operator: In}', 'must be specified when operator is In or NotIn'],
    ['{key: a, operator: Exists, values: [x]}', 'may not be specified when operator is Exists or DoesNotExist'],
    ['{key: a, operator: Gt, values: [x]}', 'must be a single whole number when operator is Gt or Lt'],
    ['{key: a, operator: Gt, values: ["1", "2"]}', 'must be a single whole number when operator is Gt or Lt'],
    ['{operator: Exists}', 'is required'],
  ])('%s', (expression, message) =>
    expect(told(affine(expression))).toEqual([expect.stringContaining(`: ${message}`)]),
  );

  it('takes a negative grace period for one second, and says so', () => {
    const manifest = readManifest(podYaml(`${app}terminationGracePeriodSeconds: -5`), 'f');
    expect(complaints(manifest)).toEqual([]);
    expect(manifest.dropped.map(({ message }) => message)).toEqual(['is negative and taken for 1']);
  });
});
