/**
 * What must be there before the Pods of a case: Nodes, Services, claims and their classes, ConfigMaps and Secrets, PriorityClasses. Nodes say what
 * must be so; whether a driver makes them, labels those it has, or skips the case is its business. So is the provisioner of a StorageClass.
 */
import { allContainers, type ClaimSpec, type NodeSpec, type PodSpec } from '../../../model/kubernetes/spec.ts';
import type { Scenario } from '../../../model/scenario.ts';
import type { KubernetesObject } from '../case.ts';
import { filled, quantities } from './fields.ts';
import { inNamespace } from './pod.ts';
import { priorityClasses } from './priority.ts';

const specsOf = ({ instances }: Scenario): readonly PodSpec[] => Object.values(instances).map(({ spec }) => spec);

const placeOf = (scenario: Scenario) => inNamespace(specsOf(scenario)[0]?.namespace ?? 'default');

const nodeObject = ([name, spec]: readonly [string, NodeSpec]): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels: { 'kubernetes.io/hostname': name, ...spec.labels } },
  ...filled({
    spec: filled({
      taints: spec.taints.map(({ key, value, effect }) => ({ key, ...(value === '' ? {} : { value }), effect })),
      unschedulable: spec.unschedulable ? true : undefined,
    }),
  }),
  status: { allocatable: quantities(spec.allocatable) },
});

/** Labels that all of these Pods have, and with the same values. */
const sharedLabels = ([first, ...others]: readonly PodSpec[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(first?.labels ?? {}).filter(([key, value]) => others.every(({ labels }) => labels[key] === value)),
  );

const serviceObject = (scenario: Scenario, name: string): KubernetesObject => {
  const service = scenario.services[name];
  const chosen = Object.values(scenario.instances).filter((instance) => service?.pods.includes(instance.name));
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, ...placeOf(scenario) },
    spec: {
      selector: sharedLabels(chosen.map(({ spec }) => spec)),
      ports: [service?.unproxied === 'no such port' ? { port: 80, targetPort: 'no-such-port' } : { port: 80 }],
      ...(service?.unproxied === 'headless' ? { clusterIP: 'None' } : {}),
      publishNotReadyAddresses: service?.publishNotReadyAddresses ?? false,
      ...(service?.internalTrafficPolicy === 'Local' ? { internalTrafficPolicy: 'Local' } : {}),
      ...(service?.externalTrafficPolicy === undefined
        ? {}
        : { type: 'NodePort', externalTrafficPolicy: service.externalTrafficPolicy }),
    },
  };
};

const className = ({ volumeBindingMode, reclaimPolicy }: ClaimSpec): string =>
  `podproof-${volumeBindingMode}-${reclaimPolicy}`.toLowerCase();

const claimObjects = (scenario: Scenario): readonly KubernetesObject[] =>
  Object.entries(scenario.claims).map(([name, claim]) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, ...placeOf(scenario) },
    spec: {
      storageClassName: className(claim),
      accessModes: claim.accessModes,
      resources: { requests: { storage: '1Mi' } },
    },
    ...(claim.bound ? { status: { phase: 'Bound' } } : {}),
  }));

const storageClasses = ({ claims }: Scenario): readonly KubernetesObject[] =>
  [...new Map(Object.values(claims).map((claim) => [className(claim), claim]))].map(([name, claim]) => ({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name },
    provisioner: 'podproof.dev/any',
    reclaimPolicy: claim.reclaimPolicy,
    volumeBindingMode: claim.volumeBindingMode,
  }));

/** `<kind>/<name>` of every ConfigMap and Secret these Pods name. */
const configReferences = (specs: readonly PodSpec[]): readonly string[] =>
  specs.flatMap((spec) => [
    ...allContainers(spec).flatMap(({ environment }) => environment.map(({ kind, name }) => `${kind}/${name}`)),
    ...spec.volumes.flatMap((volume) => {
      if (volume.kind !== 'configMap' && volume.kind !== 'secret') return [];
      return [`${volume.kind === 'secret' ? 'Secret' : 'ConfigMap'}/${volume.object}`];
    }),
  ]);

const configObjects = (scenario: Scenario): readonly KubernetesObject[] => {
  const there = scenario.configObjects ?? configReferences(specsOf(scenario));
  return [...new Set(there)].map((key) => {
    const [kind = '', name = ''] = key.split('/');
    return { apiVersion: 'v1', kind, metadata: { name, ...placeOf(scenario) } };
  });
};

/** All of it, in an order in which it can be applied. */
export const surroundingsOf = (scenario: Scenario): readonly KubernetesObject[] => [
  ...Object.entries(scenario.nodes).map(nodeObject),
  ...priorityClasses(specsOf(scenario)),
  ...storageClasses(scenario),
  ...claimObjects(scenario),
  ...configObjects(scenario),
  ...Object.keys(scenario.services).map((name) => serviceObject(scenario, name)),
];
