/** From the manifest of a case to what `podman kube play` is given: the same pod under a name of the run, with our program in it. */

import { plainProgram } from '../../../generators/environment/tested-machine.ts';
import type { CaseManifest, KubernetesObject } from '../../../generators/suite/case.ts';
import { containerKey, type Uid } from '../../../model/scenario.ts';
import { image } from './image.ts';
import { commandOf, livenessFile, mountPath } from './script.ts';

/** What makes a pod one of ours. */
export interface Owner {
  /** Value of the label `podproof.dev/run`. */
  readonly run: string;
  /** What the names of its pods begin with. */
  readonly prefix: string;
  /** The directory of the case on this machine. */
  readonly directory: string;
}

/** The label everything of a run carries. */
export const runLabel = 'podproof.dev/run';

type Fields = Readonly<Record<string, unknown>>;

/** What of a container's manifest matters to the driver. */
export interface ContainerObject extends Fields {
  readonly name: string;
  readonly livenessProbe?: { readonly periodSeconds?: number };
}

const listIn = (spec: Fields, field: string): readonly Fields[] => (spec[field] ?? []) as readonly Fields[];

const containersIn = (spec: Fields, field: string): readonly ContainerObject[] =>
  listIn(spec, field) as readonly ContainerObject[];

/** The FIFO of a container, as a file name. */
export const fifoOf = (uid: Uid, container: string): string => `${uid.replace('#', '-')}.${container}`;

/** It succeeds as long as the file is there. podman hands the words of the command to a shell, without quotes. */
const asking = (probe: object, fifo: string) => ({
  livenessProbe: { ...probe, exec: { command: ['/bin/test', '-e', `${mountPath}/${livenessFile(fifo)}`] } },
});

const ours =
  (uid: Uid, { programs }: CaseManifest) =>
  (container: ContainerObject): Fields => {
    const { name, livenessProbe } = container;
    const key = containerKey(uid, name);
    const fifo = fifoOf(uid, name);
    return {
      ...container,
      ...(livenessProbe === undefined ? {} : asking(livenessProbe, fifo)),
      image,
      imagePullPolicy: 'Never',
      command: commandOf(key, programs[key] ?? plainProgram, fifo),
      args: undefined,
      volumeMounts: [...listIn(container, 'volumeMounts'), { name: 'podproof', mountPath }],
    };
  };

/** The containers of a pod, init containers first. */
export const containersOf = (pod: KubernetesObject): readonly ContainerObject[] => {
  const spec = pod['spec'] as Fields;
  return [...containersIn(spec, 'initContainers'), ...containersIn(spec, 'containers')];
};

/** The pod to play. */
export const playable = (uid: Uid, manifest: CaseManifest, { run, prefix, directory }: Owner): KubernetesObject => {
  const pod = manifest.pods[uid];
  if (pod === undefined) throw new Error(`the case has no pod ${uid}`);
  const spec = pod['spec'] as Fields;
  const initContainers = containersIn(spec, 'initContainers').map(ours(uid, manifest));
  return {
    ...pod,
    metadata: { name: prefix + pod.metadata.name, labels: { ...pod.metadata.labels, [runLabel]: run } },
    spec: {
      ...spec,
      ...(initContainers.length > 0 ? { initContainers } : {}),
      containers: containersIn(spec, 'containers').map(ours(uid, manifest)),
      volumes: [...listIn(spec, 'volumes'), { name: 'podproof', hostPath: { path: directory, type: 'Directory' } }],
    },
  };
};
