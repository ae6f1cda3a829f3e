/** Pods as they are applied. */
import { allContainers, type PodSpec, type Volume } from '../../../model/kubernetes/spec.ts';
import { hasToken } from '../../../model/kubernetes/tokenVolume.ts';
import { instanceOf, type Scenario, type Uid } from '../../../model/scenario.ts';
import type { KubernetesObject } from '../case.ts';
import { containerObject } from './container.ts';
import { filled, quantities, resourceFields } from './fields.ts';
import { schedulingFields } from './scheduling.ts';

const volumeObject = (volume: Volume) => {
  const { name } = volume;
  switch (volume.kind) {
    case 'configMap':
      return { name, configMap: { name: volume.object, ...(volume.optional ? { optional: true } : {}) } };
    case 'secret':
      return { name, secret: { secretName: volume.object, ...(volume.optional ? { optional: true } : {}) } };
    case 'persistentVolumeClaim':
      return { name, persistentVolumeClaim: { claimName: volume.claim } };
    case 'emptyDir':
    case 'other':
      return { name, emptyDir: {} };
  }
};

/** A stop signal is only accepted of a Pod that names its operating system. */
const osOf = (spec: PodSpec) =>
  allContainers(spec).some(({ stopSignal }) => stopSignal !== undefined) ? { name: 'linux' } : undefined;

const specObject = (spec: PodSpec) => ({
  restartPolicy: spec.restartPolicy,
  terminationGracePeriodSeconds: spec.terminationGracePeriodSeconds,
  ...filled({
    activeDeadlineSeconds: spec.activeDeadlineSeconds,
    ...schedulingFields(spec),
    readinessGates: spec.readinessGates.map((conditionType) => ({ conditionType })),
    os: osOf(spec),
    hostNetwork: spec.hostNetwork ? true : undefined,
    shareProcessNamespace: spec.shareProcessNamespace ? true : undefined,
    // What admission would add is not part of the Pod that the case is about.
    automountServiceAccountToken: hasToken(spec) ? undefined : false,
    overhead: quantities(spec.overhead),
    resources: resourceFields(spec),
    volumes: spec.volumes.map(volumeObject),
    initContainers: spec.initContainers.map(containerObject),
  }),
  containers: spec.containers.map(containerObject),
});

/** The namespace is not written where it is the default one: a driver may put a case where it likes. */
export const inNamespace = (namespace: string): { readonly namespace?: string } =>
  namespace === 'default' ? {} : { namespace };

/** One Pod. */
export const podObject = (scenario: Scenario, uid: Uid): KubernetesObject => {
  const { name, spec } = instanceOf(scenario, uid);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      ...inNamespace(spec.namespace),
      labels: spec.labels,
      ...(spec.finalizers.length === 0 ? {} : { finalizers: spec.finalizers }),
    },
    spec: specObject(spec),
  };
};
