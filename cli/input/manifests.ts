/** Reads manifests of files and directories as one; what is no Kubernetes object in a directory is passed over, not refused. */
import type { Manifests } from '../../library/tasks.ts';
import { joinManifests, type Manifest, type ReadOptions, readManifest } from '../../model/manifest/index.ts';
import type { Going } from '../going.ts';
import type { Io } from '../io.ts';
import { templatesAmong } from './charts.ts';
import { mostManifestBytes, readInputs } from './input.ts';
import { patchesAmong } from './kustomize.ts';

const noObject =
  'no Kubernetes object (without apiVersion and kind), such as a kustomization, a chart or a compose file';

/** All manifests at these paths, for such a cluster. */
export const readManifests = async (
  paths: readonly string[],
  recursive: boolean,
  input: Io['input'],
  cluster: Pick<ReadOptions, 'kubernetesVersion' | 'featureGates'>,
  way?: Going,
): Promise<Manifests> => {
  const goOn = async () => way?.goOn('the input was read');
  const fromStdin = () => input(way?.late);
  const { inputs, problems: unread } = await readInputs(paths, recursive, fromStdin, mostManifestBytes, goOn).catch(
    async (error: unknown) => {
      await goOn();
      throw error;
    },
  );
  const parts = new Map([...patchesAmong(inputs), ...templatesAmong(inputs)].map((part) => [part.file, part]));
  const read: { readonly file: string; readonly manifest: Manifest }[] = [];
  for (const { file, text, listed } of inputs) {
    if (parts.has(file)) continue;
    await goOn();
    read.push({ file, manifest: readManifest(text, file, { ...cluster, listed }) });
  }
  const foreign = read.filter(({ manifest }) => manifest.foreign).map(({ file }) => ({ file, why: noObject }));
  return {
    inputs,
    manifest: joinManifests(read.map(({ manifest }) => manifest)),
    unread,
    passedOver: [...foreign, ...parts.values()],
  };
};
