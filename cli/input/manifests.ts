/** Reads manifests of files and directories as one; what is no Kubernetes object in a directory is passed over, not refused. */
import { manifestsIn } from '../../library/reading.ts';
import type { Setup } from '../../library/setup.ts';
import type { Manifests } from '../../library/tasks.ts';
import type { ReadOptions } from '../../model/manifest/index.ts';
import type { Going } from '../going.ts';
import type { Io } from '../io.ts';
import { templatesAmong } from './charts.ts';
import { mostManifestBytes, readInputs } from './input.ts';
import { patchesAmong, withKustomizations } from './kustomize.ts';

/** All manifests at these paths, for such a cluster. */
export const readManifests = async (
  paths: readonly string[],
  recursive: boolean,
  input: Io['input'],
  cluster: Pick<ReadOptions, 'kubernetesVersion' | 'featureGates'> & Pick<Setup, 'stdinFilename'>,
  way?: Going,
): Promise<Manifests> => {
  const goOn = async () => way?.goOn('the input was read');
  const fromStdin = () => input(way?.late);
  const { stdinFilename, ...readOptions } = cluster;
  const { inputs: found, problems: unread } = await readInputs(
    paths,
    recursive,
    fromStdin,
    mostManifestBytes,
    goOn,
  ).catch(async (error: unknown) => {
    await goOn();
    throw error;
  });
  const inputs = found.map((one) => (one.piped && stdinFilename !== undefined ? { ...one, file: stdinFilename } : one));
  const parts = new Map([...patchesAmong(inputs), ...templatesAmong(inputs)].map((part) => [part.file, part]));
  const read = await manifestsIn(
    inputs.filter(({ file }) => !parts.has(file)),
    readOptions,
    { goOn },
  );
  return { ...read, inputs, unread, passedOver: [...withKustomizations(read.passedOver), ...parts.values()] };
};
