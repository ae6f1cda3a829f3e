/** What can be done about a guarantee that does not hold: who can do it, and, in a manifest, which fields it takes. */
import type { AssumptionName } from '../assumptions.ts';
import type { Json } from '../manifest/edit/json.ts';
import type { ParameterName } from '../parameters.ts';
import type { SpecPath } from './guarantee.ts';

/**
 * Who can make a guarantee hold: whoever writes the manifest, the program in a container (or one that talks to it), the people who run
 * the workload and its cluster, or nobody.
 */
export const changers = ['manifest', 'program', 'people', 'nobody'] as const;
/** One of them. */
export type Changer = (typeof changers)[number];

/**
 * One change of one field. `path` leads down from the pod's spec (root `pod`), from the top of the workload, or from the top of the
 * Service that is named. In a scenario the indices are those of its pod; a report gives those of the manifest.
 */
export interface FieldEdit {
  readonly root: 'pod' | 'workload' | `Service/${string}`;
  readonly path: SpecPath;
  /** What stands there afterwards; undefined removes the field, null is the number that `tunes` finds. */
  readonly value: Json | undefined;
  /** The field below the same root whose value is copied here; `value` is undefined then. */
  readonly from?: SpecPath;
}

/** What every remedy may say. */
interface Said {
  /** What to do, in whole sentences, where that depends on the scenario; otherwise the advice of the guarantee says it. */
  readonly says?: string;
}

/** What can be done. The edits belong together; where a number is open, `tunes` names the parameter of `tune` that finds it. */
export type Remedy = Said &
  (
    | { readonly who: 'manifest'; readonly edits: readonly FieldEdit[]; readonly tunes?: ParameterName }
    /** A piece of knowledge is missing, not a setting. */
    | { readonly who: 'manifest'; readonly question: AssumptionName }
    | { readonly who: 'program' | 'people' | 'nobody' }
  );

/** Puts the number that was found where it was open. */
export const filledIn = (value: Json | undefined, found: number): Json | undefined => {
  if (value === null) return found;
  if (Array.isArray(value)) return value.map((one: Json) => filledIn(one, found) as Json);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filledIn(one, found) as Json]));
};
