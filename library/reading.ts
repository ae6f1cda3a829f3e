/** Reads texts as manifests, wherever they come from. */
import { joinManifests, type Manifest, type ReadOptions, readManifest } from '../model/manifest/index.ts';
import type { Input, Manifests } from './tasks.ts';
import type { Way } from './way.ts';

const noObject =
  'no Kubernetes object (without apiVersion and kind), such as a kustomization, a chart or a compose file';

/** The texts as one manifest, for such a cluster; what is no Kubernetes object in a directory is passed over, not refused. */
export const manifestsIn = async (
  inputs: readonly Input[],
  cluster: Pick<ReadOptions, 'kubernetesVersion' | 'featureGates'>,
  way?: Pick<Way, 'goOn'>,
): Promise<Manifests> => {
  const read: { readonly file: string; readonly manifest: Manifest }[] = [];
  for (const { file, text, listed } of inputs) {
    await way?.goOn('the input was read');
    read.push({ file, manifest: readManifest(text, file, { ...cluster, listed }) });
  }
  return {
    inputs,
    manifest: joinManifests(read.map(({ manifest }) => manifest)),
    unread: [],
    passedOver: read.filter(({ manifest }) => manifest.foreign).map(({ file }) => ({ file, why: noObject })),
  };
};
