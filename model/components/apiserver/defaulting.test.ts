/**
 * What the API server adds to a pod before it is stored happens while manifests are read; here it is held against the
 * facts.
 */
import { describe, expect, it } from 'vitest';
import { containerYaml, podYaml, specOf } from '../../manifest/testing/yaml.ts';

const minimal = specOf(podYaml('containers: [{name: app, image: app:1}]'));

describe('decoding', () => {
  it('fills in the pod fields the lifecycle depends on (C11)', () => {
    expect(minimal).toMatchObject({
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      terminationGracePeriodSeconds: 30,
    });
  });

  it('fills in probe timings (C11)', () => {
    const [app] = specOf(containerYaml('livenessProbe: {httpGet: {port: 80}}')).containers;
    expect(app?.livenessProbe).toMatchObject({
      initialDelaySeconds: 0,
      periodSeconds: 10,
      timeoutSeconds: 1,
      successThreshold: 1,
      failureThreshold: 3,
    });
  });

  it('takes limits for requests where only limits are given, and container ports for host ports on the host network (C11)', () => {
    const yaml = containerYaml('resources: {limits: {cpu: 1}}\nports: [{containerPort: 80}]', 'hostNetwork: true\n');
    const [app] = specOf(yaml).containers;
    expect(app?.requests).toEqual({ cpu: 1000 });
    expect(app?.ports).toMatchObject([{ containerPort: 80, hostPort: 80 }]);
  });

  it.each([
    ['app', 'Always'],
    ['app:latest', 'Always'],
    ['app:1', 'IfNotPresent'],
  ])('pulls %s with policy %s (C11)', (image, policy) => {
    const [app] = specOf(podYaml(`containers: [{name: app, image: '${image}'}]`)).containers;
    expect(app?.imagePullPolicy).toBe(policy);
  });
});

describe('admission', () => {
  it('tolerates not-ready and unreachable nodes for 300 seconds, unless told otherwise (C8)', () => {
    const seconds = (yaml: string) =>
      Object.fromEntries(specOf(yaml).tolerations.map(({ key, tolerationSeconds }) => [key, tolerationSeconds]));
    const [notReady, unreachable] = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'] as const;
    expect(seconds(podYaml())).toEqual({ [notReady]: 300, [unreachable]: 300 });
    const own = `tolerations: [{key: ${notReady}, operator: Exists, effect: NoExecute, tolerationSeconds: 5}]`;
    expect(seconds(podYaml(`containers: [{name: app, image: app:1}]\n${own}`))).toEqual({
      [notReady]: 5,
      [unreachable]: 300,
    });
  });

  it('resolves a priority class to its number (C8)', () => {
    const spec = 'containers: [{name: app, image: app:1}]\npriorityClassName: system-node-critical';
    expect(specOf(podYaml(spec))).toMatchObject({ priority: 2_000_001_000, preemptionPolicy: 'PreemptLowerPriority' });
  });
});
