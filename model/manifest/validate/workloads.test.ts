import { describe, expect, it } from 'vitest';
import { app, indented, told } from '../testing/yaml.ts';

describe('workloads', () => {
  const template = (spec = app, labels = '{app: web}') =>
    `template:\n  metadata: {labels: ${labels}}\n  spec:\n${indented(indented(spec))}`;
  const workload = (kind: string, spec: string) =>
    `apiVersion: ${/Job/.test(kind) ? 'batch' : 'apps'}/v1\nkind: ${kind}\nmetadata: {name: w}\nspec:\n${indented(spec)}\n`;
  const selector = 'selector: {matchLabels: {app: web}}\n';

  it.each(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'])('%s', (kind) => {
    expect(told(workload(kind, `${selector}${template()}`))).toEqual([]);
    expect(told(workload(kind, template()))).toEqual([`spec.selector: a ${kind} needs a selector`]);
    expect(told(workload(kind, `${selector}${template(app, '{app: other}')}`))).toEqual([
      'spec.template.metadata.labels: selector does not match the labels of the template',
    ]);
    expect(told(workload(kind, `${selector}${template(`${app}restartPolicy: Never`)}`))).toEqual([
      `spec.template.spec.restartPolicy: must be Always in a ${kind}`,
    ]);
    expect(told(workload(kind, `${selector}${template(`${app}activeDeadlineSeconds: 5`)}`))).toEqual([
      `spec.template.spec.activeDeadlineSeconds: is not supported in a ${kind}`,
    ]);
    expect(told(workload(kind, selector))).toContain('spec.template.spec: is required');
  });

  it('ReplicationController, whose selector is a map and may be left out', () => {
    const controller = (spec: string) =>
      told(`apiVersion: v1\nkind: ReplicationController\nmetadata: {name: w}\nspec:\n${indented(spec)}\n`);
    expect(controller(template())).toEqual([]);
    expect(controller(`selector: {app: web}\n${template()}`)).toEqual([]);
    expect(controller(`${selector}${template()}`)).toEqual([
      'spec.selector.matchLabels: must be a string, not an object',
    ]);
    expect(controller(template(app, '{}'))).toEqual(['spec.selector: a ReplicationController needs a selector']);
    expect(controller(`selector: {app: other}\n${template()}`)).toEqual([
      'spec.template.metadata.labels: selector does not match the labels of the template',
    ]);
    expect(controller(template(`${app}restartPolicy: Never`))).toEqual([
      'spec.template.spec.restartPolicy: must be Always in a ReplicationController',
    ]);
    expect(controller(`replicas: -1\n${template()}`)).toHaveLength(1);
  });

  it.each<[string, string, string, string[]]>([
    [
      'negative replicas',
      'Deployment',
      `${selector}replicas: -1\n${template()}`,
      ['replicas: -1 must be greater than or equal to 0'],
    ],
    [
      'no room to roll',
      'Deployment',
      `${selector}strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: "0%"}}\n${template()}`,
      ['strategy.rollingUpdate.maxUnavailable: may not be 0 when maxSurge is 0'],
    ],
    [
      'Recreate, rolling',
      'Deployment',
      `${selector}strategy: {type: Recreate, rollingUpdate: {maxSurge: 1}}\n${template()}`,
      ['strategy.rollingUpdate: may not be specified when strategy type is Recreate'],
    ],
    ['a Job that never ends', 'Job', template(), ['template.spec.restartPolicy: must be OnFailure or Never in a Job']],
    [
      'a Job that restarts always',
      'Job',
      template(`${app}restartPolicy: Always`),
      ['template.spec.restartPolicy: must be OnFailure or Never in a Job'],
    ],
    ['a Job', 'Job', template(`${app}restartPolicy: OnFailure`), []],
    [
      'a Job with a failure policy',
      'Job',
      `podFailurePolicy: {rules: []}\n${template(`${app}restartPolicy: OnFailure`)}`,
      ['template.spec.restartPolicy: must be Never when podFailurePolicy is specified'],
    ],
    [
      'an Indexed Job without an end',
      'Job',
      `completionMode: Indexed\n${template(`${app}restartPolicy: Never`)}`,
      ['completions: is required'],
    ],
    [
      'a CronJob without a schedule',
      'CronJob',
      `jobTemplate:\n  spec:\n${indented(indented(template(`${app}restartPolicy: Never`)))}`,
      ['schedule: is required'],
    ],
    [
      'a mounted claim template',
      'StatefulSet',
      `${selector}${template('containers: [{name: a, image: a, volumeMounts: [{name: d, mountPath: /d}]}]')}\nvolumeClaimTemplates: [{metadata: {name: d}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1}}}}]`,
      [],
    ],
    [
      'a claim template without a size',
      'StatefulSet',
      `${selector}${template()}\nvolumeClaimTemplates: [{metadata: {name: d}, spec: {accessModes: [ReadWriteOnce]}}]`,
      ['volumeClaimTemplates[0].spec.resources.requests.storage: is required'],
    ],
    [
      'gates and nodeName in a template',
      'Deployment',
      `${selector}${template(`${app}schedulingGates: [{name: a}]\nnodeName: n1`)}`,
      [],
    ],
  ])('%s', (_, kind, spec, expected) =>
    expect(told(workload(kind, spec))).toEqual(expected.map((one) => `spec.${one}`)),
  );
});

describe('what surrounds pods', () => {
  const object = (apiVersion: string, kind: string, rest: string, name = 'a') =>
    `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}}\n${rest}`;
  it.each<[string, string, string[]]>([
    [
      'a Service without ports',
      object('v1', 'Service', 'spec: {selector: {a: b}}'),
      ['spec.ports: at least one port is required'],
    ],
    ['a headless Service without ports', object('v1', 'Service', 'spec: {clusterIP: None}'), []],
    [
      'a Service with nameless ports',
      object('v1', 'Service', 'spec: {ports: [{port: 1, name: a}, {port: 2}]}'),
      ['spec.ports[1].name: is required'],
    ],
    [
      'a taint without effect',
      object('v1', 'Node', 'spec: {taints: [{key: a}]}'),
      ['spec.taints[0].effect: is required'],
    ],
    [
      'a class above the system',
      object('scheduling.k8s.io/v1', 'PriorityClass', 'value: 1000000001'),
      ['value: must be at most 1000000000'],
    ],
    [
      'a class that calls itself system',
      object('scheduling.k8s.io/v1', 'PriorityClass', 'value: 1', 'system-a'),
      ['metadata.name: names that begin with system- are reserved'],
    ],
    [
      'a claim without access modes',
      object('v1', 'PersistentVolumeClaim', 'spec: {resources: {requests: {storage: 1}}}'),
      ['spec.accessModes: at least one access mode is required'],
    ],
    [
      'a name in capitals',
      object('v1', 'ConfigMap', '', 'Settings'),
      ['metadata.name: "Settings" is not a valid name'],
    ],
    [
      'a bad label value',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {x: "a b"}}',
      ['metadata.labels.x: "a b" is not a valid label value'],
    ],
    ['a class without a provisioner', object('storage.k8s.io/v1', 'StorageClass', ''), ['provisioner: is required']],
  ])('%s', (_, text, expected) => expect(told(text)).toEqual(expected));
});
