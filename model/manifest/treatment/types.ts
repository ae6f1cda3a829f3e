/** What becomes of a field that is read: every field of the schema has an answer. */

/** The answer for one field. */
export type Treatment =
  /** Parts of the model read it, the first of them in this file. A value in `beyond` asks for more than they know: `why`. */
  | { readonly is: 'modelled'; readonly where: string; readonly beyond?: readonly string[]; readonly why?: string }
  /** Nothing that the model answers depends on it. */
  | { readonly is: 'irrelevant'; readonly why: string }
  /** Kubernetes acts on it and the model does not; the report says so, unless it has a value that asks for nothing. */
  | { readonly is: 'unmodelled'; readonly why: string; readonly unless?: readonly (string | number)[] };

/** Fields that are treated alike, with blanks between. */
export type Row = readonly [fields: string, treatment: Treatment];

/** Struct name → all of its fields. */
export type Treatments = Readonly<Record<string, readonly Row[]>>;

/** A field the model reads. */
export const modelled = (where: string): Treatment => ({ is: 'modelled', where });

/** A field the model reads, but not all of its values. */
export const modelledBut = (where: string, beyond: readonly string[], why: string): Treatment => ({
  is: 'modelled',
  where,
  beyond,
  why,
});

/** A field that decides nothing here. */
export const irrelevant = (why: string): Treatment => ({ is: 'irrelevant', why });

/** A field whose effect is missing here. */
export const unmodelled = (why: string, unless?: readonly (string | number)[]): Treatment => ({
  is: 'unmodelled',
  why,
  ...(unless === undefined ? {} : { unless }),
});

/** A field with further fields in it, each with an answer of its own. */
export const looked = modelled('model/manifest/fields.ts');
/** What an object is. */
export const identity = modelled('model/manifest/objects.ts');
/** What a server has written, which a scenario that begins before the object exists knows nothing of. */
export const recorded = irrelevant('written by the server of an object that is there; a scenario begins before it is');
