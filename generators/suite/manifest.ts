/** Scenarios as Kubernetes objects. Image and command are a driver's business: here every container says only how it is run. */
import type { Container, LifecycleHandler, PodSpec, Probe } from '../../model/kubernetes/spec.ts';
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

const containerObject = (container: Container) => {
  const lifecycle = { ...hookFields('postStart', container.postStart), ...hookFields('preStop', container.preStop) };
  return {
    name: container.name,
    image: container.image,
    imagePullPolicy: container.imagePullPolicy,
    ...(container.restartPolicy === undefined ? {} : { restartPolicy: container.restartPolicy }),
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
