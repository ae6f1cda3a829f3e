/** Changes of manifests as strategic merge patches for `kubectl patch`. */
import { type Fixing, objectKey, objectsIn } from '../../library/fix/index.ts';
import {
  isList,
  isObject,
  type Json,
  jsonOf,
  type ManifestObject,
  type ValueEdit,
  type ValuePath,
  valueAt,
  withEdit,
} from '../../model/manifest/index.ts';
import { Complaint } from '../complaint.ts';
import { isPatchable } from './patch.ts';

/** One object and what to change in it. */
export interface ObjectPatch {
  readonly object: ManifestObject;
  readonly patch: Json;
}

const itemsOf = (value: Json | undefined): readonly Json[] => (isList(value) ? value : []);

/** A patch with one more value in it; items of lists are merged by their names. */
const withValue = (patch: Json | undefined, said: Json | undefined, path: ValuePath, value: Json): Json => {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const inner = valueAt(said, [key]);
  if (typeof key === 'string')
    return { ...(isObject(patch) ? patch : {}), [key]: withValue(valueAt(patch, [key]), inner, rest, value) };
  const items = itemsOf(patch);
  const name = valueAt(inner, ['name']) ?? '';
  const own = items.find((item) => valueAt(item, ['name']) === name);
  const others = items.filter((item) => item !== own);
  return [...others, withValue(own ?? { name }, inner, rest, value)];
};

const patchWith = (patch: Json, said: Json, edit: ValueEdit): Json => {
  if (edit.kind === 'set') return withValue(patch, withEdit(said, edit), edit.path, edit.value);
  if (edit.kind === 'remove') return withValue(patch, said, edit.path, null);
  const item = valueAt(said, edit.path) ?? null;
  const gone = withValue(patch, said, edit.path, { name: valueAt(item, ['name']) ?? '', $patch: 'delete' });
  const there = valueAt(gone, edit.to);
  return withValue(gone, said, edit.to, [...itemsOf(there), item]);
};

/** The patches of all objects that are changed. */
export const patchesOf = ({ mended, given }: Fixing): readonly ObjectPatch[] => {
  const objects = objectsIn(given.reading.places.manifest);
  const edits = mended.flatMap((one) => one.edits);
  return [...objects].flatMap(([key, object]): readonly ObjectPatch[] => {
    const own = edits.filter((edit) => objectKey(edit) === key);
    if (own.length === 0) return [];
    if (!isPatchable(object.kind))
      throw new Complaint(
        `${object.kind}/${object.name}: cannot be changed in place`,
        'change the manifest and create the object anew',
      );
    let said = object.root.tree === undefined ? null : jsonOf(object.root.tree);
    let patch: Json = {};
    for (const { edit } of own) {
      patch = patchWith(patch, said, edit);
      said = withEdit(said, edit);
    }
    return [{ object, patch }];
  });
};
