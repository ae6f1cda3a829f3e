import { clusterTables } from './cluster.ts';
import { containerTables } from './container.ts';
import { enums } from './enums.ts';
import { metaTables } from './meta.ts';
import { podTables } from './pod.ts';
import { schedulingTables } from './scheduling.ts';
import { type Struct, structsOf } from './types.ts';
import { volumesTables } from './volumes.ts';
import { workloadsTables } from './workloads.ts';

/** Every struct by name. */
export const structs: ReadonlyMap<string, Struct> = structsOf({
  ...metaTables,
  ...workloadsTables,
  ...podTables,
  ...containerTables,
  ...schedulingTables,
  ...clusterTables,
  ...volumesTables,
});

/** The words a field of this type may hold, if it takes one of a few. */
export const wordsOf = (type: string): readonly string[] | undefined =>
  Object.hasOwn(enums, type) ? enums[type] : undefined;

/** The kinds of object read, with the `apiVersion` each is served under. */
export const kinds = {
  Pod: 'v1',
  Service: 'v1',
  Node: 'v1',
  ConfigMap: 'v1',
  Secret: 'v1',
  PersistentVolumeClaim: 'v1',
  PersistentVolume: 'v1',
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  ReplicaSet: 'apps/v1',
  ReplicationController: 'v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  StorageClass: 'storage.k8s.io/v1',
  PriorityClass: 'scheduling.k8s.io/v1',
  ServiceAccount: 'v1',
  Ingress: 'networking.k8s.io/v1',
} as const;

/** One of those kinds. */
export type Kind = keyof typeof kinds;

/** Is this a kind of object that is read? */
export const isKind = (name: string): name is Kind => Object.hasOwn(kinds, name);

/** Kinds without a namespace. */
export const clusterScoped: ReadonlySet<Kind> = new Set(['Node', 'PersistentVolume', 'StorageClass', 'PriorityClass']);

/** Kinds of the same API groups that are not read, so that a misspelt kind can be told from one that is skipped. */
export const otherKinds: Readonly<Record<string, readonly string[]>> = {
  v1: [
    'Binding',
    'ComponentStatus',
    'Endpoints',
    'Event',
    'LimitRange',
    'List',
    'Namespace',
    'PodTemplate',
    'ResourceQuota',
  ],
  'apps/v1': ['ControllerRevision'],
  'batch/v1': [],
  'storage.k8s.io/v1': ['CSIDriver', 'CSINode', 'CSIStorageCapacity', 'VolumeAttachment', 'VolumeAttributesClass'],
  'scheduling.k8s.io/v1': [],
  'networking.k8s.io/v1': ['IPAddress', 'IngressClass', 'NetworkPolicy', 'ServiceCIDR'],
};
