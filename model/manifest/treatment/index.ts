/** Every field that is read, and what becomes of it: modelled, irrelevant to what is asked, or not modelled and said so. */
import type { Cursor } from '../cursor.ts';
import { type Position, shortPath } from '../problem.ts';
import { structs } from '../schema/index.ts';
import type { FieldType } from '../schema/types.ts';
import { clusterTreatments } from './cluster.ts';
import { containerTreatments } from './container.ts';
import { metaTreatments } from './meta.ts';
import { podTreatments } from './pod.ts';
import { schedulingTreatments } from './scheduling.ts';
import type { Treatment, Treatments } from './types.ts';
import { volumesTreatments } from './volumes.ts';
import { workloadsTreatments } from './workloads.ts';

/** All rows, struct by struct. */
export const treatments: Treatments = {
  ...metaTreatments,
  ...workloadsTreatments,
  ...podTreatments,
  ...containerTreatments,
  ...schedulingTreatments,
  ...clusterTreatments,
  ...volumesTreatments,
};

const byField: ReadonlyMap<string, Treatment> = new Map(
  Object.entries(treatments).flatMap(([struct, rows]) =>
    rows.flatMap(([fields, treatment]) =>
      fields.split(' ').map((field): [string, Treatment] => [`${struct}.${field}`, treatment]),
    ),
  ),
);

/** What becomes of a field. */
export const treatmentOf = (struct: string, field: string): Treatment | undefined => byField.get(`${struct}.${field}`);

/** A written field that the model does not know, and what that means for the answers. */
export interface UnmodelledField extends Position {
  readonly field: string;
  readonly why: string;
}

/** The fields of an object that ask for something the model does not know. */
export const unmodelledIn = (root: Cursor, struct: string): readonly UnmodelledField[] => [...inStruct(root, struct)];

function* inStruct(cursor: Cursor, name: string): Generator<UnmodelledField> {
  const struct = structs.get(name);
  if (struct === undefined) return;
  for (const key of cursor.keys) {
    const [type, treatment] = [struct.fields.get(key), treatmentOf(name, key)];
    const field = cursor.at(key);
    if (type === undefined || treatment === undefined || !asksForSomething(field)) continue;
    const why = missingOf(treatment, field);
    if (why !== undefined) yield { ...field.position, field: shortPath(field.path), why };
    else if (treatment.is === 'modelled') yield* inside(field, type);
  }
}

function* inside(cursor: Cursor, type: FieldType): Generator<UnmodelledField> {
  if (type.kind === 'named') yield* inStruct(cursor, type.name);
  else if (type.kind === 'list') for (const item of cursor.items) yield* inside(item, type.of);
  else if (type.kind === 'map') for (const key of cursor.keys) yield* inside(cursor.at(key), type.of);
}

/** Nothing, false, an empty text, list or object is as good as absent; the number 0 is not: no retries are not six. */
function asksForSomething({ exists, tree }: Cursor): boolean {
  if (!exists || tree === undefined) return false;
  if (tree.kind === 'list') return tree.items.length > 0;
  if (tree.kind === 'map') return tree.entries.size > 0;
  return tree.value !== false && tree.value !== '';
}

function missingOf(treatment: Treatment, { tree }: Cursor): string | undefined {
  const value = tree?.kind === 'scalar' ? tree.value : undefined;
  switch (treatment.is) {
    case 'irrelevant':
      return undefined;
    case 'modelled':
      return typeof value === 'string' && treatment.beyond?.includes(value) ? treatment.why : undefined;
    case 'unmodelled':
      return (typeof value === 'string' || typeof value === 'number') && treatment.unless?.includes(value)
        ? undefined
        : treatment.why;
  }
}
