/** From what a remedy says about the pod of a scenario to changes of the objects it was read from. */
import type { Violation } from '../../generators/findings/index.ts';
import { type FieldEdit, filledIn } from '../../model/guarantees/index.ts';
import {
  type Json,
  jsonOf,
  type Manifest,
  type ManifestObject,
  templateSteps,
  type ValueEdit,
  type ValuePath,
  valueAt,
} from '../../model/manifest/index.ts';
import type { Place } from '../../model/workload/index.ts';
import { writtenPath } from '../../reports/run/location.ts';
import { objectOf, originOf } from '../origin.ts';
import { addressIn } from './objects.ts';
import type { PlannedEdit } from './plan.ts';

/** The path of a field from the top of its object. */
const pathsIn =
  ({ workload }: Place, { scenario }: Violation, manifest: Manifest) =>
  (root: FieldEdit['root'], path: ValuePath): ValuePath => {
    if (root !== 'pod') return path;
    return [...templateSteps(workload), 'spec', ...writtenPath(originOf(workload, manifest), path, scenario)];
  };

const before = ({ root }: ManifestObject): Json => (root.tree === undefined ? null : jsonOf(root.tree));

/** What is there already and longer than the number that was found stays: somebody may have reasons. */
const isEnough = (edit: FieldEdit, now: Json | undefined, number: number | undefined): boolean =>
  edit.value === null && typeof now === 'number' && number !== undefined && now > number;

const valueEdit = (path: ValuePath, value: Json | undefined): ValueEdit =>
  value === undefined ? { kind: 'remove', path } : { kind: 'set', path, value };

/**
 * The changes that the edits of a remedy come to; with a number for those that leave one open. Nothing is removed before what takes its
 * place is there. Undefined if an object or a field they speak of is not written.
 */
export const plannedEdits = (
  edits: readonly FieldEdit[],
  lead: Violation,
  place: Place,
  manifest: Manifest,
  number?: number,
): readonly PlannedEdit[] | undefined => {
  const planned: PlannedEdit[] = [];
  const pathIn = pathsIn(place, lead, manifest);
  for (const edit of edits) {
    const object = objectOf(edit.root, place.workload, manifest);
    const at = object === undefined ? undefined : addressIn(object);
    if (object === undefined || at === undefined) return undefined;
    const path = pathIn(edit.root, edit.path);
    const there = before(object);
    const copied = edit.from === undefined ? undefined : valueAt(there, pathIn(edit.root, edit.from));
    if (edit.from !== undefined && copied === undefined) return undefined;
    if (isEnough(edit, valueAt(there, path), number)) continue;
    const value = copied ?? (number === undefined ? edit.value : filledIn(edit.value, number));
    planned.push({ file: object.file, at, edit: valueEdit(path, value) });
  }
  return [
    ...planned.filter(({ edit }) => edit.kind !== 'remove'),
    ...planned.filter(({ edit }) => edit.kind === 'remove'),
  ];
};

/** The changes that make a container of the pod a sidecar: the kubelet starts it first, and stops it once the others are done. */
export const sidecarEdits = ({ workload }: Place, name: string): readonly PlannedEdit[] | undefined => {
  const { origin, spec } = workload;
  const index = spec.containers.findIndex((one) => one.name === name);
  const at = addressIn(origin);
  if (index === -1 || at === undefined) return undefined;
  const pod = [...templateSteps(workload), 'spec'];
  const there = valueAt(before(origin), [...pod, 'initContainers']);
  const place = [...pod, 'initContainers', Array.isArray(there) ? there.length : 0, 'restartPolicy'];
  const { file } = origin;
  return [
    { file, at, edit: { kind: 'move', path: [...pod, 'containers', index], to: [...pod, 'initContainers'] } },
    { file, at, edit: { kind: 'set', path: place, value: 'Always' } },
  ];
};
