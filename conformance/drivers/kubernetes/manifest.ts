/** From the manifest of a case to what is applied: the same Pods with our program in them, on the nodes the driver chose. */

import { plainProgram } from '../../../generators/environment/tested-machine.ts';
import type { CaseManifest, KubernetesObject } from '../../../generators/suite/case.ts';
import { placeless } from '../../../generators/suite/write/placeless.ts';
import { containerKey, type Uid } from '../../../model/scenario.ts';
import type { Stage } from './nodes.ts';
import { earText, environmentOf, mountPath, programText, statePath } from './script.ts';

/** The label everything of a run carries, the namespaces first of all. */
export const runLabel = 'podproof.dev/run';
/** The label of the objects of a case. */
export const caseLabel = 'podproof.dev/case';
/** The annotation that says which incarnation of the case a Pod is. */
export const uidAnnotation = 'podproof.dev/uid';

/** The image all containers run: any with a shell, mkfifo and `nc -e` of busybox. */
export const image = 'busybox:1.36';

const scripts = 'podproof-scripts';

/** Everything a Pod of a case is told beside the case itself. */
export interface Setting {
  /** The number of the case in its run. */
  readonly number: number;
  /** Address of the ear. */
  readonly ear: string;
  readonly stage: Stage;
}

type Fields = Readonly<Record<string, unknown>>;

const listIn = (spec: Fields, field: string): readonly Fields[] => (spec[field] ?? []) as readonly Fields[];

const mounts = [{ name: scripts, mountPath }];
const scriptVolume = { name: scripts, configMap: { name: scripts, defaultMode: 0o755 } };

const resourcesOn = (stage: Stage, container: Fields): Fields => {
  const resources = container['resources'] as { readonly requests?: Readonly<Record<string, string>> } | undefined;
  const cpu = resources?.requests?.['cpu'];
  if (cpu === undefined) return {};
  const requests = { ...resources?.requests, cpu: `${Math.ceil(Number.parseInt(cpu, 10) * stage.scale)}m` };
  return { resources: { ...resources, requests } };
};

const ours =
  (uid: Uid, { programs }: CaseManifest, { number, ear, stage }: Setting) =>
  (container: Fields): Fields => {
    const name = String(container['name']);
    const key = containerKey(uid, name);
    const environment = environmentOf(`${number}/${key}`, name, ear, programs[key] ?? plainProgram);
    return {
      ...container,
      ...resourcesOn(stage, container),
      image,
      imagePullPolicy: 'IfNotPresent',
      command: [`${mountPath}/script`, 'run'],
      env: Object.entries(environment).map(([variable, value]) => ({ name: variable, value })),
      volumeMounts: [...listIn(container, 'volumeMounts'), ...mounts, { name: 'podproof-pod', mountPath: statePath }],
    };
  };

/** To be scheduled nowhere else than on the chosen nodes is no news to a Pod that names its node itself. */
const placement = (spec: Fields, { nodes }: Stage): Fields => {
  const wanted = spec['nodeName'];
  if (typeof wanted === 'string') return { nodeName: [...nodes].find(([, known]) => known === wanted)?.[0] ?? wanted };
  const affinity = spec['affinity'] as Fields | undefined;
  if (affinity?.['nodeAffinity'] !== undefined) return {};
  const requirement = { key: 'metadata.name', operator: 'In' };
  const nodeSelectorTerms = [...nodes.keys()].map((name) => ({ matchFields: [{ ...requirement, values: [name] }] }));
  const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } };
  return { affinity: { ...affinity, nodeAffinity } };
};

/** The Pod to create. */
export const podToCreate = (uid: Uid, manifest: CaseManifest, setting: Setting): KubernetesObject => {
  const pod = manifest.pods[uid];
  if (pod === undefined) throw new Error(`the case has no pod ${uid}`);
  const spec = pod['spec'] as Fields;
  const initContainers = listIn(spec, 'initContainers').map(ours(uid, manifest, setting));
  const labels = { ...pod.metadata.labels, [caseLabel]: String(setting.number) };
  return {
    ...pod,
    metadata: {
      ...placeless(pod).metadata,
      labels,
      annotations: { [uidAnnotation]: uid },
    } as KubernetesObject['metadata'],
    spec: {
      ...spec,
      ...placement(spec, setting.stage),
      automountServiceAccountToken: false,
      ...(initContainers.length > 0 ? { initContainers } : {}),
      containers: listIn(spec, 'containers').map(ours(uid, manifest, setting)),
      volumes: [...listIn(spec, 'volumes'), scriptVolume, { name: 'podproof-pod', emptyDir: {} }],
    },
  };
};

/** What lies in a namespace. Everything else is the cluster's own: nodes are chosen, never made. */
const namespaced = ['Service', 'ConfigMap', 'Secret', 'PersistentVolumeClaim'];

/** What there may be of a case beside Pods, as kubectl names it. */
export const surroundingKinds = 'services,configmaps,secrets,persistentvolumeclaims';

/** What is there before the Pods. A Service selects Pods of its own case only. */
export const surroundingsOf = ({ surroundings }: CaseManifest, number: number): readonly KubernetesObject[] =>
  surroundings
    .filter(({ kind }) => namespaced.includes(kind))
    .map((object) => {
      const label = { [caseLabel]: String(number) };
      const metadata = { ...placeless(object).metadata, labels: { ...object.metadata.labels, ...label } };
      if (object.kind !== 'Service') return { ...object, metadata };
      const spec = object['spec'] as Fields;
      return { ...object, metadata, spec: { ...spec, selector: { ...(spec['selector'] as Fields), ...label } } };
    });

/** The namespace of a driver. */
export const namespaceObject = (name: string, run: string): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels: { [runLabel]: run } },
});

/** The scripts. */
export const scriptsObject: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: scripts },
  data: { script: programText, ear: earText },
};

/** The pod that hears all programs of its namespace. */
export const earObject: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'podproof-ear', labels: { app: 'podproof-ear' } },
  spec: {
    automountServiceAccountToken: false,
    restartPolicy: 'Never',
    terminationGracePeriodSeconds: 1,
    containers: [
      {
        name: 'ear',
        image,
        imagePullPolicy: 'IfNotPresent',
        command: [`${mountPath}/ear`, 'listen'],
        volumeMounts: mounts,
      },
    ],
    volumes: [scriptVolume],
  },
};

/** Nobody calls it: that it is told of shows that EndpointSlices are watched. */
export const earService: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'podproof-ear' },
  spec: { selector: { app: 'podproof-ear' }, ports: [{ port: 80 }] },
};
