import { describe, expect, it } from 'vitest';
import { readManifest } from './parse.ts';
import { app, containerYaml, gatesOf, initYaml, podYaml, specOf } from './testing/yaml.ts';
import { podTemplates } from './workload.ts';

const container = (fields: string, rest = '') => specOf(containerYaml(fields, rest)).containers[0];

describe('a pod that says next to nothing', () => {
  it('is stored with everything in it', () => {
    expect(specOf(podYaml())).toEqual({
      namespace: 'default',
      labels: {},
      finalizers: [],
      initContainers: [],
      containers: [
        {
          name: 'app',
          image: 'app:1',
          imagePullPolicy: 'IfNotPresent',
          restartPolicyRules: [],
          requests: {},
          limits: {},
          ports: [],
          volumeMounts: ['kube-api-access-token'],
          environment: [],
        },
      ],
      volumes: [{ kind: 'other', name: 'kube-api-access-token', type: 'projected' }],
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      nodeName: '',
      nodeSelector: {},
      podAffinity: [],
      podAntiAffinity: [],
      topologySpreadConstraints: [],
      tolerations: ['not-ready', 'unreachable'].map((key) => ({
        key: `node.kubernetes.io/${key}`,
        operator: 'Exists',
        value: '',
        effect: 'NoExecute',
        tolerationSeconds: 300,
      })),
      schedulingGates: [],
      readinessGates: [],
      priority: 0,
      preemptionPolicy: 'PreemptLowerPriority',
      schedulerName: 'default-scheduler',
      hostNetwork: false,
      shareProcessNamespace: false,
      overhead: {},
    });
  });

  it('keeps a grace period of zero', () => {
    expect(specOf(podYaml(`${app}terminationGracePeriodSeconds: 0`)).terminationGracePeriodSeconds).toBe(0);
  });
});

describe('imagePullPolicy', () => {
  it.each([
    ['app', 'Always'],
    ['app:latest', 'Always'],
    ['app:1', 'IfNotPresent'],
    ['localhost:5000/app', 'Always'],
    ['localhost:5000/app:1', 'IfNotPresent'],
    ['app@sha256:abc', 'IfNotPresent'],
    ['app:latest@sha256:abc', 'Always'],
  ])('%s: %s', (image, policy) => {
    expect(specOf(podYaml(`containers: [{name: a, image: "${image}"}]`)).containers[0]?.imagePullPolicy).toBe(policy);
  });

  it('is left alone where it is written', () => {
    expect(container('imagePullPolicy: Never')?.imagePullPolicy).toBe('Never');
  });
});

describe('probes and hooks', () => {
  it('take the documented numbers, also in place of zeros', () => {
    const defaults = {
      initialDelaySeconds: 0,
      periodSeconds: 10,
      timeoutSeconds: 1,
      successThreshold: 1,
      failureThreshold: 3,
    };
    expect(container('livenessProbe: {httpGet: {port: 80}}')?.livenessProbe).toEqual({
      handler: 'httpGet',
      ...defaults,
    });
    expect(
      container('readinessProbe: {grpc: {port: 1}, periodSeconds: 0, failureThreshold: 5}')?.readinessProbe,
    ).toEqual({
      handler: 'grpc',
      ...defaults,
      failureThreshold: 5,
    });
    expect(container('startupProbe: {exec: {command: [x]}, terminationGracePeriodSeconds: 7}')?.startupProbe).toEqual({
      handler: 'exec',
      ...defaults,
      terminationGracePeriodSeconds: 7,
    });
  });

  it('are told apart', () => {
    const found = container('lifecycle: {postStart: {exec: {command: [x]}}, preStop: {sleep: {seconds: 5}}}');
    expect(found?.postStart).toEqual({ handler: 'exec' });
    expect(found?.preStop).toEqual({ handler: 'sleep', seconds: 5 });
  });
});

describe('resources', () => {
  it('requests are limits where only limits are given', () => {
    const found = container('resources: {limits: {cpu: 500m, memory: 1.5Gi}, requests: {cpu: 0.25}}');
    expect(found?.requests).toEqual({ cpu: 250, memory: 1_610_612_736 });
    expect(found?.limits).toEqual({ cpu: 500, memory: 1_610_612_736 });
  });

  it('of the pod fill up from the containers, then from its limits', () => {
    const pod = (resources: string) =>
      specOf(containerYaml('resources: {requests: {cpu: 100m}}', `resources: ${resources}`));
    expect(pod('{limits: {cpu: 2, memory: 1Gi}}')).toMatchObject({
      requests: { cpu: 100, memory: 2 ** 30 },
      limits: { cpu: 2_000, memory: 2 ** 30 },
    });
    expect(pod('{requests: {memory: 1Gi}}').requests).toEqual({ memory: 2 ** 30 });
    expect(specOf(podYaml()).requests).toBeUndefined();
  });

  it('of the pod are dropped without their gate', () => {
    const text = podYaml(`${app}resources: {limits: {cpu: 1}}`);
    expect(specOf(text, { featureGates: gatesOf('1.35', { PodLevelResources: false }) }).limits).toBeUndefined();
  });
});

describe('ports', () => {
  it('become host ports in the host network', () => {
    expect(container('ports: [{containerPort: 80}]', 'hostNetwork: true')?.ports).toEqual([
      { containerPort: 80, hostPort: 80, hostIP: '', protocol: 'TCP' },
    ]);
    expect(container('ports: [{containerPort: 80, protocol: UDP}]')?.ports).toEqual([
      { containerPort: 80, hostPort: 0, hostIP: '', protocol: 'UDP' },
    ]);
  });
});

describe('restart policies of containers', () => {
  const rules =
    'restartPolicy: Never\nrestartPolicyRules: [{action: Restart, exitCodes: {operator: NotIn, values: [0, 1]}}]';

  it('are kept with their gate and dropped without', () => {
    const [kept] = specOf(containerYaml(rules), { featureGates: gatesOf('1.35') }).containers;
    expect(kept).toMatchObject({
      restartPolicy: 'Never',
      restartPolicyRules: [{ action: 'Restart', operator: 'NotIn', values: [0, 1] }],
    });
    const [dropped] = specOf(containerYaml(rules), { featureGates: gatesOf('1.34') }).containers;
    expect(dropped?.restartPolicy).toBeUndefined();
    expect(dropped?.restartPolicyRules).toEqual([]);
  });

  it('make sidecars in every version', () => {
    const sidecar = specOf(initYaml('restartPolicy: Always'), { featureGates: gatesOf('1.34') }).initContainers[0];
    expect(sidecar?.restartPolicy).toBe('Always');
  });

  it('and stop signals likewise', () => {
    const text = `${containerYaml('lifecycle: {stopSignal: SIGINT}')}  os: {name: linux}\n`;
    expect(specOf(text).containers[0]?.stopSignal).toBeUndefined();
    const featureGates = gatesOf('1.35', { ContainerStopSignals: true });
    expect(specOf(text, { featureGates }).containers[0]?.stopSignal).toBe('SIGINT');
  });
});

describe('what a container needs from elsewhere', () => {
  it('is listed', () => {
    const found = container(
      'envFrom: [{configMapRef: {name: a}}, {secretRef: {name: b, optional: true}}]\nenv: [{name: X, valueFrom: {secretKeyRef: {name: c, key: k}}}, {name: OTHER, value: plain}]\nvolumeMounts: [{name: v, mountPath: /v}]\nvolumeDevices: [{name: w, devicePath: /w}]',
      'volumes: [{name: v, emptyDir: {}}, {name: w, persistentVolumeClaim: {claimName: w}}]',
    );
    expect(found?.environment).toEqual([
      { kind: 'ConfigMap', name: 'a', optional: false },
      { kind: 'Secret', name: 'b', optional: true },
      { kind: 'Secret', name: 'c', optional: false },
    ]);
    expect(found?.volumeMounts).toEqual(['v', 'w', 'kube-api-access-token']);
  });

  it('is what the volumes are made of', () => {
    const volumes =
      '[{name: a, emptyDir: {}}, {name: b, configMap: {name: c}}, {name: d, secret: {secretName: e, optional: true}}, {name: f, persistentVolumeClaim: {claimName: g}}, {name: h, hostPath: {path: /}}]';
    expect(specOf(podYaml(`${app}automountServiceAccountToken: false\nvolumes: ${volumes}`)).volumes).toEqual([
      { kind: 'emptyDir', name: 'a' },
      { kind: 'configMap', name: 'b', object: 'c', optional: false },
      { kind: 'secret', name: 'd', object: 'e', optional: true },
      { kind: 'persistentVolumeClaim', name: 'f', claim: 'g' },
      { kind: 'other', name: 'h', type: 'hostPath' },
    ]);
  });
});

describe('admission', () => {
  const tolerations = (written: string) =>
    specOf(podYaml(`${app}tolerations: [${written}]`)).tolerations.map(({ key, tolerationSeconds }) => [
      key,
      tolerationSeconds,
    ]);

  it('adds 300 seconds for nodes in trouble unless the pod speaks of them itself', () => {
    expect(
      tolerations('{key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute, tolerationSeconds: 5}'),
    ).toEqual([
      ['node.kubernetes.io/not-ready', 5],
      ['node.kubernetes.io/unreachable', 300],
    ]);
    expect(tolerations('{operator: Exists}')).toEqual([['', undefined]]);
    expect(tolerations('{operator: Exists, effect: NoSchedule}')).toHaveLength(3);
  });

  const priorityClass = (name: string, rest: string) =>
    `---\napiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: ${name}}\n${rest}\n`;
  const prioritised = (spec: string, classes = '') => {
    const [workload] = podTemplates(readManifest(`${podYaml(`${app}${spec}`)}${classes}`, 'f'));
    return [workload?.spec.priority, workload?.spec.preemptionPolicy];
  };

  it('turns a PriorityClass into a number', () => {
    const high = priorityClass('high', 'value: 5\npreemptionPolicy: Never');
    expect(prioritised('priorityClassName: high', high)).toEqual([5, 'Never']);
    expect(prioritised('priorityClassName: system-node-critical')).toEqual([2_000_001_000, 'PreemptLowerPriority']);
    expect(prioritised('', high)).toEqual([0, 'PreemptLowerPriority']);
  });

  it('takes the lowest of several global defaults', () => {
    const classes = [7, 3, 9]
      .map((value) => priorityClass(`c${value}`, `value: ${value}\nglobalDefault: true`))
      .join('');
    expect(prioritised('', classes)).toEqual([3, 'PreemptLowerPriority']);
  });
});
