/** What a document says, whatever it looks like, and the same after a change. */
import type { Tree } from '../tree.ts';

/** A value as the API server gets it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The way to a value: keys of objects and indexes of lists. */
export type ValuePath = readonly (string | number)[];

/** One change of what a document says. The index after a list's last item is a place for one more. */
export type ValueEdit =
  | { readonly kind: 'set'; readonly path: ValuePath; readonly value: Json }
  | { readonly kind: 'remove'; readonly path: ValuePath }
  /** An item of one list becomes the last item of another, which is made if it is not there. */
  | { readonly kind: 'move'; readonly path: ValuePath; readonly to: ValuePath };

type JsonObject = { readonly [key: string]: Json };

/** Narrows a value to an object with keys. */
export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Narrows a value to a list. */
export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** A tree as the value it stands for. */
export const jsonOf = (tree: Tree): Json => {
  if (tree.kind === 'scalar') return tree.value;
  if (tree.kind === 'list') return tree.items.map(jsonOf);
  return Object.fromEntries([...tree.entries].map(([key, { value }]) => [key, jsonOf(value)]));
};

/** The field of an object or the item of a list; undefined where there is none. */
export const childOf = (value: Json | undefined, key: string | number): Json | undefined => {
  if (isList(value)) return typeof key === 'number' ? value[key] : undefined;
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
};

/** The value at the end of a path. */
export const valueAt = (value: Json | undefined, path: ValuePath): Json | undefined =>
  path.reduce<Json | undefined>(childOf, value);

/** True if two values are the same for the API server: the order of keys means nothing. */
export const sameJson = (one: Json | undefined, other: Json | undefined): boolean => {
  if (isList(one) && isList(other))
    return one.length === other.length && one.every((item, index) => sameJson(item, other[index]));
  if (!isObject(one) || !isObject(other)) return Object.is(one, other);
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && sameJson(one[key], other[key]))
  );
};

/** A value below which only this path leads: `['a', 'b']` and 1 make `{a: {b: 1}}`. */
export const nested = (path: ValuePath, value: Json): Json =>
  path.reduceRight<Json>((inner, key) => (typeof key === 'number' ? [inner] : { [key]: inner }), value);

/** The value with this one in the place of what stands at the path. */
const withValue = (root: Json | undefined, path: ValuePath, value: Json): Json => {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const inner = withValue(childOf(root, key), rest, value);
  if (typeof key === 'string') return { ...(isObject(root) ? root : {}), [key]: inner };
  const items = isList(root) ? root : [];
  return [...items.slice(0, key), inner, ...items.slice(key + 1)];
};

const without = (root: Json, path: ValuePath): Json => {
  const [key, ...rest] = path;
  const inner = key === undefined ? undefined : childOf(root, key);
  if (key === undefined || inner === undefined) return root;
  if (rest.length > 0) return withValue(root, [key], without(inner, rest));
  if (isList(root)) return root.filter((_, index) => index !== key);
  return Object.fromEntries(Object.entries(root as JsonObject).filter(([name]) => name !== key));
};

/** The value after a change. */
export const withEdit = (root: Json, edit: ValueEdit): Json => {
  if (edit.kind === 'set') return withValue(root, edit.path, edit.value);
  const rest = without(root, edit.path);
  const moved = edit.kind === 'move' ? valueAt(root, edit.path) : undefined;
  if (edit.kind === 'remove' || moved === undefined) return rest;
  const items = valueAt(rest, edit.to);
  return withValue(rest, [...edit.to, isList(items) ? items.length : 0], moved);
};

/**
 * A change as the smallest ones that come to the same: an object that takes the place of another changes only in the fields in which they
 * differ, so that the text of the others stays. What is added comes first, so that no object is empty on the way.
 */
export const smallest = (root: Json, edit: ValueEdit): readonly ValueEdit[] => {
  if (edit.kind !== 'set') return valueAt(root, edit.path) === undefined ? [] : [edit];
  const { path, value } = edit;
  const before = valueAt(root, path);
  if (sameJson(before, value)) return [];
  const below = (key: string | number): ValuePath => [...path, key];
  if (isObject(before) && isObject(value) && Object.keys(before).length > 0 && Object.keys(value).length > 0) {
    const set = Object.entries(value).flatMap(([key, inner]) =>
      smallest(root, { kind: 'set', path: below(key), value: inner }),
    );
    const gone = Object.keys(before).filter((key) => !Object.hasOwn(value, key));
    return [...set, ...gone.map((key): ValueEdit => ({ kind: 'remove', path: below(key) }))];
  }
  if (isList(before) && isList(value) && before.length > 0 && value.length >= before.length)
    return value.flatMap((inner, index) => smallest(root, { kind: 'set', path: below(index), value: inner }));
  return [edit];
};
