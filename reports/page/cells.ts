/** The cluster beside the diagram: each component's cells, with what the last step changed and what it was before. */
import type { Cluster, Group } from '../../model/cluster.ts';
import { ownerOfGroup } from '../run/flow.ts';
import { inOrder } from '../run/lanes.ts';

/** One field of a cell. */
export interface FieldView {
  readonly name: string;
  readonly value: string;
  /** What it was before the step, if the step changed it. */
  readonly before?: string;
}

/** One cell. */
export interface CellView {
  /** `workers/web#1`, as `podproof replay --verbose` has it. */
  readonly name: string;
  readonly group: Group;
  readonly fields: readonly FieldView[];
  readonly changed: boolean;
  /** As it was in the beginning. */
  readonly untouched: boolean;
}

/** The cells of one component. */
export interface ComponentView {
  readonly component: string;
  readonly cells: readonly CellView[];
}

type Fields = Readonly<Record<string, unknown>>;
type Cells = Readonly<Record<string, Fields>>;

const cellsIn = (cluster: Cluster, group: Group): Cells => cluster[group] as unknown as Cells;

/** A value as short as it can be read: no quotes around words, none for nothing. */
const shown = (value: unknown): string => {
  if (value === '' || value === null || value === undefined) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const fieldsOf = (before: Fields, now: Fields): readonly FieldView[] =>
  Object.keys(now).map((name) => {
    const [old, value] = [shown(before[name]), shown(now[name])];
    return old === value ? { name, value } : { name, value, before: old };
  });

const cellView = (group: Group, key: string, initial: Cluster, before: Cluster, now: Cluster): CellView => {
  const cell = cellsIn(now, group)[key] ?? {};
  const fields = fieldsOf(cellsIn(before, group)[key] ?? {}, cell);
  return {
    name: `${group}/${key}`,
    group,
    fields,
    changed: fields.some((field) => field.before !== undefined),
    untouched: JSON.stringify(cell) === JSON.stringify(cellsIn(initial, group)[key]),
  };
};

/** Every cell of a cluster by component, in the order a pod meets them. */
export const componentsOf = (initial: Cluster, before: Cluster, now: Cluster): readonly ComponentView[] => {
  const groups = Object.keys(ownerOfGroup) as Group[];
  return inOrder(groups.map((group) => ownerOfGroup[group])).map((component) => ({
    component,
    cells: groups
      .filter((group) => ownerOfGroup[group] === component)
      .flatMap((group) => Object.keys(now[group]).map((key) => cellView(group, key, initial, before, now))),
  }));
};
