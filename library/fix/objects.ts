/** Objects of manifests by their places in their files. */
import { type Address, addressOf, type Manifest, type ManifestObject } from '../../model/manifest/index.ts';

/** Finding where an object stands reads its document once more: it is done once. */
const found = new WeakMap<ManifestObject, Address>();

/** The address of an object; undefined where an alias stands for it. */
export const addressIn = (object: ManifestObject): Address | undefined => {
  const at = found.get(object) ?? addressOf(object);
  if (at !== undefined) found.set(object, at);
  return at;
};

/** A file and a place in it as one word. */
export const objectKey = ({ file, at }: { readonly file: string; readonly at: Address }): string =>
  JSON.stringify([file, at]);

/** The objects of a manifest by their keys. */
export const objectsIn = ({ objects }: Manifest): ReadonlyMap<string, ManifestObject> =>
  new Map(
    objects.flatMap((object): [string, ManifestObject][] => {
      const at = addressIn(object);
      return at === undefined ? [] : [[objectKey({ file: object.file, at }), object]];
    }),
  );
