import { describe, expect, it } from 'vitest';
import { readManifest } from '../parse.ts';
import { containerYaml, gatesOf, initYaml, told } from '../testing/yaml.ts';

describe('probes', () => {
  const exec = 'exec: {command: [x]}';
  it.each<[string, string, string[]]>([
    ['without a handler', 'livenessProbe: {periodSeconds: 3}', ['livenessProbe: must specify a handler']],
    [
      'with two handlers',
      `livenessProbe: {${exec}, tcpSocket: {port: 1}}`,
      ['livenessProbe.tcpSocket: may not specify more than one handler'],
    ],
    ['without a port', 'livenessProbe: {httpGet: {path: /}}', ['livenessProbe.httpGet.port: is required']],
    [
      'with a negative delay',
      `livenessProbe: {${exec}, initialDelaySeconds: -1}`,
      ['livenessProbe.initialDelaySeconds: -1 must be greater than or equal to 0'],
    ],
    [
      'liveness that must succeed twice',
      `livenessProbe: {${exec}, successThreshold: 2}`,
      ['livenessProbe.successThreshold: must be 1 for startup and liveness probes'],
    ],
    [
      'startup that must succeed twice',
      `startupProbe: {${exec}, successThreshold: 2}`,
      ['startupProbe.successThreshold: must be 1 for startup and liveness probes'],
    ],
    ['readiness that must succeed twice', `readinessProbe: {${exec}, successThreshold: 2}`, []],
    ['zero for the default', `livenessProbe: {${exec}, successThreshold: 0}`, []],
    [
      'with a grace of zero',
      `livenessProbe: {${exec}, terminationGracePeriodSeconds: 0}`,
      ['livenessProbe.terminationGracePeriodSeconds: 0 must be greater than or equal to 1'],
    ],
    ['with a longer grace than the pod', `livenessProbe: {${exec}, terminationGracePeriodSeconds: 99}`, []],
    [
      'readiness with a grace',
      `readinessProbe: {${exec}, terminationGracePeriodSeconds: 5}`,
      ['readinessProbe.terminationGracePeriodSeconds: must not be set for readiness probes'],
    ],
  ])('%s', (_, fields, expected) => {
    expect(told(containerYaml(fields))).toEqual(expected.map((one) => `spec.containers[0].${one}`));
  });
});

describe('hooks', () => {
  const preStop = (seconds: number, grace: string) =>
    containerYaml(`lifecycle: {preStop: {sleep: {seconds: ${seconds}}}}`, grace);
  const field = 'spec.containers[0].lifecycle.preStop.sleep.seconds';
  it.each<[number, string, string[]]>([
    [30, '', []],
    [0, '', []],
    [31, '', [`${field}: 31 s must be non-negative and at most terminationGracePeriodSeconds (30)`]],
    [-1, '', [`${field}: -1 s must be non-negative and at most terminationGracePeriodSeconds (30)`]],
    [31, 'terminationGracePeriodSeconds: 40', []],
    [
      6,
      'terminationGracePeriodSeconds: 5',
      [`${field}: 6 s must be non-negative and at most terminationGracePeriodSeconds (5)`],
    ],
  ])('preStop sleep %d %s', (seconds, grace, expected) => expect(told(preStop(seconds, grace))).toEqual(expected));

  it('need exactly one handler', () => {
    expect(told(containerYaml('lifecycle: {postStart: {}}'))).toEqual([
      'spec.containers[0].lifecycle.postStart: must specify a handler',
    ]);
  });

  it('stop signals need their gate and an operating system', () => {
    const signal = containerYaml('lifecycle: {stopSignal: SIGUSR1}');
    const enabled = gatesOf('1.35', { ContainerStopSignals: true });
    expect(told(signal)).toEqual([]);
    expect(readManifest(signal, 'f').dropped.map(({ message }) => message)).toEqual([
      'is dropped while the feature gate ContainerStopSignals is off',
    ]);
    expect(told(signal, enabled)).toEqual([
      'spec.containers[0].lifecycle.stopSignal: may not be set without spec.os.name',
    ]);
    expect(told(`${signal}  os: {name: linux}\n`, enabled)).toEqual([]);
    expect(told(`${signal}  os: {name: windows}\n`, enabled)).toEqual([
      'spec.containers[0].lifecycle.stopSignal: SIGUSR1 is not known on Windows',
    ]);
  });
});

describe('restart rules', () => {
  const rule = '{action: Restart, exitCodes: {operator: In, values: [42]}}';
  const rules = (count: number) => `restartPolicyRules: [${Array(count).fill(rule).join()}]`;
  const all = rule.replace('Restart', 'RestartAllContainers');
  it.each<[string, string, string, string[]]>([
    ['with a policy', '1.35', `restartPolicy: Never\n${rules(20)}`, []],
    [
      'without a policy',
      '1.35',
      rules(1),
      ['restartPolicyRules: restartPolicy is required when restart rules are used'],
    ],
    [
      '21 of them',
      '1.35',
      `restartPolicy: Never\n${rules(21)}`,
      ['restartPolicyRules[20]: there are more than 20 rules'],
    ],
    [
      'without exit codes',
      '1.35',
      'restartPolicy: Never\nrestartPolicyRules: [{action: Restart}]',
      ['restartPolicyRules[0].exitCodes: is required'],
    ],
    [
      'restarting all, 1.35',
      '1.35',
      `restartPolicy: Never\nrestartPolicyRules: [${all}]`,
      [
        'restartPolicyRules[0].action: RestartAllContainers needs the feature gate RestartAllContainersOnContainerExits',
      ],
    ],
    ['restarting all, 1.36', '1.36', `restartPolicy: Never\nrestartPolicyRules: [${all}]`, []],
    ['dropped in 1.34', '1.34', rules(30), []],
  ])('%s', (_, version, fields, expected) => {
    expect(told(containerYaml(fields), gatesOf(version))).toEqual(expected.map((one) => `spec.containers[0].${one}`));
  });

  it('of sidecars need the gate for restarting all', () => {
    const sidecar = initYaml(`restartPolicy: Always, restartPolicyRules: [${rule}]`);
    expect(told(sidecar)).toEqual([
      'spec.initContainers[0].restartPolicyRules: not allowed for init containers with restartPolicy Always',
    ]);
    expect(told(sidecar, gatesOf('1.36'))).toEqual([]);
    const [problem] = readManifest(sidecar, 'f', { featureGates: gatesOf('1.35') }).problems;
    expect(problem?.fix).toBe(
      'remove the rules, or choose Kubernetes 1.36, or enable the feature gate RestartAllContainersOnContainerExits of 1.35',
    );
  });

  it('that are dropped are mentioned', () => {
    const { dropped } = readManifest(containerYaml(`restartPolicy: Never\n${rules(1)}`), 'f', {
      featureGates: gatesOf('1.34'),
    });
    expect(dropped.map(({ field }) => field)).toEqual([
      'spec.containers[0].restartPolicy',
      'spec.containers[0].restartPolicyRules',
    ]);
  });
});
