/** One name in several files, as overlays of one base have it: dev/web.yaml and prod/web.yaml. */
import type { ManifestObject } from './objects.ts';
import type { Manifest } from './parse.ts';

/** What an object is called by: no cluster holds two that agree in it. */
export const identityKey = ({ kind, namespace, name }: ManifestObject): string => `${kind}/${namespace}/${name}`;

/** How far apart two files are: not at all, or by how few directories their paths share. */
function nearness(file: string, other: string): number {
  if (file === other) return Number.POSITIVE_INFINITY;
  const [one, two] = [file.split('/').slice(0, -1), other.split('/').slice(0, -1)];
  const parting = one.findIndex((directory, index) => directory !== two[index]);
  return parting === -1 ? one.length : parting;
}

/**
 * The manifest as a file's own objects see it. Of objects with one identity in several files only one can be in a cluster;
 * it is taken to be the nearest: that of the same file, else of the same directory, else the one with most directories in common.
 */
export function seenFrom(manifest: Manifest, file: string): Manifest {
  const nearest = new Map<string, ManifestObject>();
  let several = false;
  for (const object of manifest.objects) {
    const key = identityKey(object);
    const before = nearest.get(key);
    if (before !== undefined && before.file !== object.file) several = true;
    if (before === undefined || nearness(file, object.file) > nearness(file, before.file)) nearest.set(key, object);
  }
  if (!several) return manifest;
  const kept = new Set(nearest.values());
  const objects = manifest.objects.filter((object) => kept.has(object) || object.file === file);
  return { ...manifest, objects };
}

/** `seenFrom`, made once for each file. */
export function viewsOf(manifest: Manifest): (file: string) => Manifest {
  const views = new Map<string, Manifest>();
  return (file) => {
    const known = views.get(file);
    if (known !== undefined) return known;
    const view = seenFrom(manifest, file);
    views.set(file, view);
    return view;
  };
}
