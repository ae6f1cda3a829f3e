/** Objects of the API as records hold them: read with care, for a record may hold anything. */
import type { Condition, ContainerSeen, EndpointSeen, PodVersion, SliceVersion } from './fact.ts';

/** Whatever has fields. */
export type Fields = Readonly<Record<string, unknown>>;

/** The value as fields; none if it has none. */
export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/** The value as a list of things with fields. */
export const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fieldsOf) : []);

/** The value as text; empty if it is none. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const numberOf = (value: unknown): number => {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : 0;
};

const conditionIn = (value: Fields): Condition => ({
  type: textOf(value['type']),
  status: textOf(value['status']),
  reason: textOf(value['reason']),
});

const idIn = (state: unknown): readonly string[] => {
  const id = textOf(fieldsOf(state)['containerID']);
  return id === '' ? [] : [id.replace(/^[a-z-]+:\/\//, '')];
};

const containerIn = (status: Fields): ContainerSeen => ({
  name: textOf(status['name']),
  ids: [status, ...['state', 'lastState'].map((field) => fieldsOf(status[field])['terminated'])].flatMap(idIn),
  restarts: numberOf(status['restartCount']),
});

const managerIn = (entry: Fields): string =>
  ['manager', 'subresource', 'time'].map((field) => textOf(entry[field])).join(' ');

const imagesIn = (spec: Fields): string =>
  ['initContainers', 'containers', 'ephemeralContainers']
    .flatMap((field) => listOf(spec[field]))
    .map(({ name, image }) => `${textOf(name)}=${textOf(image)}`)
    .join(' ');

const labelsIn = (metadata: Fields): string =>
  Object.entries(fieldsOf(metadata['labels']))
    .map(([key, value]) => `${key}=${textOf(value)}`)
    .sort()
    .join(',');

/** A stored Pod; undefined if it lacks what makes it one. */
export const podIn = (value: unknown): PodVersion | undefined => {
  const object = fieldsOf(value);
  const [metadata, spec, status] = [fieldsOf(object['metadata']), fieldsOf(object['spec']), fieldsOf(object['status'])];
  const [name, uid] = [textOf(metadata['name']), textOf(metadata['uid'])];
  if (name === '' || uid === '' || !Array.isArray(spec['containers'])) return undefined;
  const grace = metadata['deletionGracePeriodSeconds'];
  const owner = listOf(metadata['ownerReferences']).find((one) => one['controller'] === true) ?? {};
  return {
    namespace: textOf(metadata['namespace']),
    name,
    uid,
    resourceVersion: numberOf(metadata['resourceVersion']),
    node: textOf(spec['nodeName']),
    gated: listOf(spec['schedulingGates']).length > 0,
    grace: typeof grace === 'number' ? grace : null,
    phase: textOf(status['phase']) || 'Pending',
    reason: textOf(status['reason']),
    conditions: listOf(status['conditions']).map(conditionIn),
    hasAddress: textOf(status['podIP']) !== '',
    containers: ['initContainerStatuses', 'containerStatuses'].flatMap((field) =>
      listOf(status[field]).map(containerIn),
    ),
    managers: listOf(metadata['managedFields']).map(managerIn),
    images: imagesIn(spec),
    labels: labelsIn(metadata),
    owner: textOf(owner['kind']) === '' ? '' : `${textOf(owner['kind'])}/${textOf(owner['name'])}`,
    object: value,
  };
};

const endpointIn = ({ conditions, targetRef }: Fields): readonly EndpointSeen[] => {
  const [given, target] = [fieldsOf(conditions), fieldsOf(targetRef)];
  if (textOf(target['kind']) !== 'Pod') return [];
  // Absent means true for ready, as ready for serving, false for terminating (discovery/v1 types.go, 1.35).
  const ready = given['ready'] !== false;
  const serving = typeof given['serving'] === 'boolean' ? given['serving'] : ready;
  const terminating = given['terminating'] === true;
  return [{ pod: textOf(target['name']), uid: textOf(target['uid']), ready, serving, terminating }];
};

/** Who writes the slices of Services that have selectors: `controllerName` in pkg/controller/endpointslice/endpointslice_controller.go, 1.35. */
const sliceController = 'endpointslice-controller.k8s.io';

/** A slice of a Service that the EndpointSlice controller writes; undefined if it is none, or somebody else's. */
export const sliceIn = (value: unknown): SliceVersion | undefined => {
  const object = fieldsOf(value);
  const metadata = fieldsOf(object['metadata']);
  const labels = fieldsOf(metadata['labels']);
  const service = textOf(labels['kubernetes.io/service-name']);
  const writer = textOf(labels['endpointslice.kubernetes.io/managed-by']) || sliceController;
  if (service === '' || textOf(metadata['name']) === '' || writer !== sliceController) return undefined;
  return {
    namespace: textOf(metadata['namespace']),
    name: textOf(metadata['name']),
    service,
    resourceVersion: numberOf(metadata['resourceVersion']),
    endpoints: listOf(object['endpoints']).flatMap(endpointIn),
  };
};
