/** From the manifest of a case to what `podman kube play` is given: the same pod under a name of the run, with our program in it. */
import type { CaseManifest, KubernetesObject } from '../../../generators/suite/case.ts';
import { plainProgram } from '../../../generators/suite/test-machine.ts';
import { containerKey, type Uid } from '../../../model/scenario.ts';
import { image } from './image.ts';
import { commandOf, mountPath } from './script.ts';

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

const listIn = (spec: Fields, field: string): readonly Fields[] => (spec[field] ?? []) as readonly Fields[];

/** The FIFO of a container, as a file name. */
export const fifoOf = (uid: Uid, container: string): string => `${uid.replace('#', '-')}.${container}`;

const ours =
  (uid: Uid, { programs }: CaseManifest) =>
  (container: Fields): Fields => {
    const name = String(container['name']);
    const key = containerKey(uid, name);
    return {
      ...container,
      image,
      imagePullPolicy: 'Never',
      command: commandOf(key, programs[key] ?? plainProgram, fifoOf(uid, name)),
      args: undefined,
      volumeMounts: [...listIn(container, 'volumeMounts'), { name: 'podproof', mountPath }],
    };
  };

/** Names of the containers of a pod, init containers first. */
export const containerNames = (pod: KubernetesObject): readonly string[] => {
  const spec = pod['spec'] as Fields;
  return [...listIn(spec, 'initContainers'), ...listIn(spec, 'containers')].map(({ name }) => String(name));
};

/** The pod to play. */
export const playable = (uid: Uid, manifest: CaseManifest, { run, prefix, directory }: Owner): KubernetesObject => {
  const pod = manifest.pods[uid];
  if (pod === undefined) throw new Error(`the case has no pod ${uid}`);
  const spec = pod['spec'] as Fields;
  const initContainers = listIn(spec, 'initContainers').map(ours(uid, manifest));
  return {
    ...pod,
    metadata: { name: prefix + pod.metadata.name, labels: { ...pod.metadata.labels, [runLabel]: run } },
    spec: {
      ...spec,
      ...(initContainers.length > 0 ? { initContainers } : {}),
      containers: listIn(spec, 'containers').map(ours(uid, manifest)),
      volumes: [...listIn(spec, 'volumes'), { name: 'podproof', hostPath: { path: directory, type: 'Directory' } }],
    },
  };
};
