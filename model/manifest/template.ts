import type { Cursor } from './cursor.ts';
import type { Kind } from './schema/index.ts';

/** The pod template of a workload (for a Pod, the Pod itself), or `undefined` for kinds that make no pods. */
export function templateOf(kind: Kind, root: Cursor): Cursor | undefined {
  switch (kind) {
    case 'Pod':
      return root;
    case 'Deployment':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'ReplicaSet':
    case 'ReplicationController':
    case 'Job':
      return root.at('spec', 'template');
    case 'CronJob':
      return root.at('spec', 'jobTemplate', 'spec', 'template');
    case 'Service':
    case 'Node':
    case 'ConfigMap':
    case 'Secret':
    case 'PersistentVolumeClaim':
    case 'PersistentVolume':
    case 'StorageClass':
    case 'PriorityClass':
    case 'ServiceAccount':
    case 'Ingress':
      return undefined;
  }
}
