/**
 * Where names stand in a scenario. A name is a word the model compares with other names and with nothing else: it never looks into one, never
 * puts two in an order, never knows one beforehand. The tables are total: whoever adds a field has to say what it is.
 */
import type {
  ConfigReference,
  Container,
  PodAffinityTerm,
  PodSpec,
  Requirement,
  ServiceSpec,
  TopologySpreadConstraint,
  Volume,
} from '../../../model/kubernetes/spec.ts';
import { tokenVolumePrefix } from '../../../model/kubernetes/tokenVolume.ts';
import type { Deadline, PodInstance, Scenario } from '../../../model/scenario.ts';

/** The name that stands for this one. */
export type Rename = (name: string) => string;

/** For each field: it is kept as it is, or how the names in it are changed. */
type Fields<T> = { readonly [K in keyof T]-?: 'kept' | ((value: NonNullable<T[K]>, rename: Rename) => T[K]) };

const renamed = <T extends object>(value: T, fields: Fields<T>, rename: Rename): T =>
  Object.fromEntries(
    Object.entries(value).map(([field, part]) => {
      const change = fields[field as keyof T];
      return [field, change === 'kept' || part === undefined ? part : change(part as never, rename)];
    }),
  ) as T;

/** Every one of them, likewise. */
const each =
  <T extends object>(fields: Fields<T>) =>
  (values: readonly T[], rename: Rename): readonly T[] =>
    values.map((value) => renamed(value, fields, rename));

const name = (value: string, rename: Rename): string => rename(value);

const names = (values: readonly string[], rename: Rename): readonly string[] => values.map(rename);

const byName =
  <T>(change: (value: T, rename: Rename) => T) =>
  (record: Readonly<Record<string, T>>, rename: Rename): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [rename(key), change(value, rename)]));

/** A UID is a Pod's name with the number of the incarnation. */
const uid = (value: string, rename: Rename): string => {
  const at = value.lastIndexOf('#');
  return at === -1 ? rename(value) : rename(value.slice(0, at)) + value.slice(at);
};

/** The model knows the volume of a token by how its name begins. */
const volumeName = (value: string, rename: Rename): string =>
  value.startsWith(tokenVolumePrefix) ? value : rename(value);

const configReference: Fields<ConfigReference> = { kind: 'kept', name, optional: 'kept' };

const container: Fields<Container> = {
  name,
  image: name,
  imagePullPolicy: 'kept',
  restartPolicy: 'kept',
  restartPolicyRules: 'kept',
  startupProbe: 'kept',
  livenessProbe: 'kept',
  readinessProbe: 'kept',
  postStart: 'kept',
  preStop: 'kept',
  stopSignal: 'kept',
  requests: 'kept',
  limits: 'kept',
  ports: 'kept',
  volumeMounts: (values, rename) => values.map((value) => volumeName(value, rename)),
  environment: each(configReference),
};

const volume = (value: Volume, rename: Rename): Volume => {
  const called = volumeName(value.name, rename);
  switch (value.kind) {
    case 'configMap':
    case 'secret':
      return { ...value, name: called, object: rename(value.object) };
    case 'persistentVolumeClaim':
      return { ...value, name: called, claim: rename(value.claim) };
    case 'emptyDir':
    case 'other':
      return { ...value, name: called };
  }
};

/** Selectors of Pods and namespaces know equality alone; `isOrdered` finds one that does not. */
const requirement: Fields<Requirement> = { key: 'kept', operator: 'kept', values: names };

const affinityTerm: Fields<PodAffinityTerm> = {
  labelSelector: each(requirement),
  topologyKey: 'kept',
  namespaces: names,
  // Of a namespace the model knows one label: its name.
  namespaceSelector: each(requirement),
};

const spread: Fields<TopologySpreadConstraint> = {
  maxSkew: 'kept',
  topologyKey: 'kept',
  labelSelector: each(requirement),
  minDomains: 'kept',
  nodeAffinityPolicy: 'kept',
  nodeTaintsPolicy: 'kept',
};

const podSpec: Fields<PodSpec> = {
  namespace: name,
  labels: (labels, rename) => Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, rename(value)])),
  finalizers: 'kept',
  initContainers: each(container),
  containers: each(container),
  volumes: (volumes, rename) => volumes.map((one) => volume(one, rename)),
  restartPolicy: 'kept',
  terminationGracePeriodSeconds: 'kept',
  activeDeadlineSeconds: 'kept',
  // What is said of nodes is compared with the nodes, whose names and labels are kept.
  nodeName: 'kept',
  nodeSelector: 'kept',
  nodeAffinity: 'kept',
  podAffinity: each(affinityTerm),
  podAntiAffinity: each(affinityTerm),
  topologySpreadConstraints: each(spread),
  tolerations: 'kept',
  schedulingGates: 'kept',
  readinessGates: 'kept',
  priority: 'kept',
  preemptionPolicy: 'kept',
  schedulerName: 'kept',
  hostNetwork: 'kept',
  shareProcessNamespace: 'kept',
  overhead: 'kept',
  requests: 'kept',
  limits: 'kept',
};

const instance: Fields<PodInstance> = { name, spec: (spec, rename) => renamed(spec, podSpec, rename) };

const service: Fields<ServiceSpec> = {
  pods: names,
  publishNotReadyAddresses: 'kept',
  internalTrafficPolicy: 'kept',
  externalTrafficPolicy: 'kept',
  unproxied: 'kept',
  containers: names,
  balanced: 'kept',
  otherReadyEndpoints: 'kept',
};

const deadline: Fields<Deadline> = { kind: 'kept', uid, container: name };

const scenarioFields: Fields<Scenario> = {
  name,
  kubernetesVersion: 'kept',
  featureGates: 'kept',
  switches: 'kept',
  instances: (instances, rename) =>
    Object.fromEntries(
      Object.entries(instances).map(([key, one]) => [uid(key, rename), renamed(one, instance, rename)]),
    ),
  nodes: 'kept',
  services: byName((one, rename) => renamed(one, service, rename)),
  claims: byName((one) => one),
  // Its slots and ReplicaSets are called after it, its revisions by words of the slice.
  deployments: byName((one) => one),
  configObjects: (objects, rename) =>
    objects.map((one) => {
      const at = one.indexOf('/') + 1;
      return one.slice(0, at) + rename(one.slice(at));
    }),
  user: 'kept',
  faults: 'kept',
  probeThresholds: 'kept',
  reportedStatus: 'kept',
  serving: 'kept',
  assumptions: 'kept',
  // Called after what they are about; nobody takes these words apart.
  deadlines: byName((one, rename) => renamed(one, deadline, rename)),
  begins: 'kept',
};

/** The scenario with other names. */
export const renamedScenario = (scenario: Scenario, rename: Rename): Scenario =>
  renamed(scenario, scenarioFields, rename);

/** A selector of Pods compares by size, which names do not have. */
export const isOrdered = ({ instances }: Scenario): boolean =>
  Object.values(instances).some(({ spec }) =>
    [...spec.podAffinity, ...spec.podAntiAffinity, ...spec.topologySpreadConstraints].some((one) =>
      [...(one.labelSelector ?? []), ...('namespaceSelector' in one ? (one.namespaceSelector ?? []) : [])].some(
        ({ operator }) => operator === 'Gt' || operator === 'Lt',
      ),
    ),
  );
