/** Scenarios as Kubernetes objects. Image and command are a driver's business: here every container says only how it is run. */
import type {
  ConfigReference,
  Container,
  LifecycleHandler,
  PodSpec,
  Probe,
  ResourceList,
  Volume,
} from '../../model/kubernetes/spec.ts';
import { allContainers } from '../../model/kubernetes/spec.ts';
import { containerKey, type Scenario, type Uid } from '../../model/scenario.ts';
import type { CaseManifest, KubernetesObject, Program } from './case.ts';
import { plainProgram } from './test-machine.ts';

/** Where the script of a container keeps what it was told; hooks and probes ask there. */
const asks = (question: string) => ({ exec: { command: ['/podproof/script', question] } });

const probeFields = (kind: string, probe: Probe | undefined) =>
  probe === undefined
    ? {}
    : {
        [`${kind}Probe`]: {
          ...asks(kind),
          periodSeconds: probe.periodSeconds,
          failureThreshold: probe.failureThreshold,
          ...(kind === 'readiness' ? { successThreshold: probe.successThreshold } : {}),
          ...(probe.terminationGracePeriodSeconds === undefined
            ? {}
            : { terminationGracePeriodSeconds: probe.terminationGracePeriodSeconds }),
        },
      };

const hookFields = (name: 'preStop' | 'postStart', hook: LifecycleHandler | undefined) =>
  hook === undefined ? {} : { [name]: asks(name) };

/** The model counts CPU in thousandths. */
const quantities = (list: ResourceList) =>
  Object.fromEntries(Object.entries(list).map(([name, amount]) => [name, name === 'cpu' ? `${amount}m` : `${amount}`]));

const resourceFields = ({ requests, limits }: Pick<Container, 'requests' | 'limits'>) => {
  const resources = {
    ...(Object.keys(requests).length === 0 ? {} : { requests: quantities(requests) }),
    ...(Object.keys(limits).length === 0 ? {} : { limits: quantities(limits) }),
  };
  return Object.keys(resources).length === 0 ? {} : { resources };
};

const environmentFields = (environment: readonly ConfigReference[]) =>
  environment.length === 0
    ? {}
    : {
        envFrom: environment.map(({ kind, name, optional }) => ({
          [kind === 'ConfigMap' ? 'configMapRef' : 'secretRef']: { name, optional },
        })),
      };

const volumeObject = (volume: Volume) => {
  const { name } = volume;
  switch (volume.kind) {
    case 'configMap':
      return { name, configMap: { name: volume.object, optional: volume.optional } };
    case 'secret':
      return { name, secret: { secretName: volume.object, optional: volume.optional } };
    case 'persistentVolumeClaim':
      return { name, persistentVolumeClaim: { claimName: volume.claim } };
    case 'emptyDir':
    case 'other':
      return { name, emptyDir: {} };
  }
};

const containerObject = (container: Container) => {
  const lifecycle = { ...hookFields('postStart', container.postStart), ...hookFields('preStop', container.preStop) };
  return {
    name: container.name,
    image: container.image,
    imagePullPolicy: container.imagePullPolicy,
    ...(container.restartPolicy === undefined ? {} : { restartPolicy: container.restartPolicy }),
    ...resourceFields(container),
    ...environmentFields(container.environment),
    ...(container.volumeMounts.length === 0
      ? {}
      : { volumeMounts: container.volumeMounts.map((name) => ({ name, mountPath: `/volumes/${name}` })) }),
    ...probeFields('startup', container.startupProbe),
    ...probeFields('liveness', container.livenessProbe),
    ...probeFields('readiness', container.readinessProbe),
    ...(Object.keys(lifecycle).length === 0 ? {} : { lifecycle }),
  };
};

const specObject = (spec: PodSpec) => ({
  restartPolicy: spec.restartPolicy,
  terminationGracePeriodSeconds: spec.terminationGracePeriodSeconds,
  ...(spec.activeDeadlineSeconds === undefined ? {} : { activeDeadlineSeconds: spec.activeDeadlineSeconds }),
  ...(spec.schedulingGates.length === 0 ? {} : { schedulingGates: spec.schedulingGates.map((name) => ({ name })) }),
  ...(spec.readinessGates.length === 0
    ? {}
    : { readinessGates: spec.readinessGates.map((conditionType) => ({ conditionType })) }),
  ...(spec.nodeName === '' ? {} : { nodeName: spec.nodeName }),
  ...(spec.volumes.length === 0 ? {} : { volumes: spec.volumes.map(volumeObject) }),
  ...(Object.keys(spec.nodeSelector).length === 0 ? {} : { nodeSelector: spec.nodeSelector }),
  ...(spec.initContainers.length === 0 ? {} : { initContainers: spec.initContainers.map(containerObject) }),
  containers: spec.containers.map(containerObject),
});

/** The Pod as it is applied. */
export const podObject = (scenario: Scenario, uid: Uid): KubernetesObject => {
  const { name, spec } = scenario.instances[uid] ?? { name: uid, spec: undefined };
  if (spec === undefined) throw new Error(`no pod ${uid} in scenario ${scenario.name}`);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: spec.labels, ...(spec.finalizers.length === 0 ? {} : { finalizers: spec.finalizers }) },
    spec: specObject(spec),
  };
};

const serviceObject = (scenario: Scenario, name: string): KubernetesObject => {
  const chosen = Object.values(scenario.instances).find(({ name: pod }) => scenario.services[name]?.pods.includes(pod));
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: {
      selector: chosen?.spec.labels ?? {},
      ports: [{ port: 80 }],
      publishNotReadyAddresses: scenario.services[name]?.publishNotReadyAddresses ?? false,
    },
  };
};

/** Everything a target is given for this scenario, and the programs in its containers. */
export const manifestOf = (scenario: Scenario, programs: Readonly<Record<string, Program>>): CaseManifest => ({
  pods: Object.fromEntries(Object.keys(scenario.instances).map((uid) => [uid, podObject(scenario, uid)])),
  surroundings: Object.keys(scenario.services).map((name) => serviceObject(scenario, name)),
  programs: Object.fromEntries(
    Object.entries(scenario.instances).flatMap(([uid, { spec }]) =>
      allContainers(spec).map(({ name }) => {
        const key = containerKey(uid, name);
        return [key, programs[key] ?? plainProgram];
      }),
    ),
  ),
  scenario,
});
