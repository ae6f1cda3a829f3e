/** A manifest after the edits of a finding, as somebody who follows its advice would make them. */
import { parseAllDocuments, stringify } from 'yaml';
import type { FieldEdit, SpecPath } from '../../model/guarantees/index.ts';
import type { FindingReport } from '../../reports/check/findings.ts';

type Tree = Record<string | number, unknown>;

/** Where the spec of the pod stands in each kind that the tests use. */
const podIn: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'],
  Job: ['spec', 'template', 'spec'],
  Deployment: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
};

const at = (tree: Tree, path: SpecPath): unknown =>
  path.reduce<unknown>((inner, part) => (inner as Tree | undefined)?.[part], tree);

const set = (tree: Tree, [first = '', ...rest]: SpecPath, value: unknown): void => {
  if (rest.length > 0) {
    tree[first] ??= {};
    set(tree[first] as Tree, rest, value);
  } else if (value === undefined) delete tree[first];
  else tree[first] = value;
};

const isNamed = (object: Tree, name: string): boolean =>
  [object['kind'], at(object, ['metadata', 'name'])].join('/') === name;

const make = (objects: readonly Tree[], workload: string, edit: FieldEdit): void => {
  const name = edit.root === 'pod' || edit.root === 'workload' ? workload : edit.root;
  const object = objects.find((one) => isNamed(one, name));
  if (object === undefined) throw new Error(`no ${name} to edit`);
  const above = edit.root === 'pod' ? (podIn[String(object['kind'])] ?? []) : [];
  const value = edit.from === undefined ? edit.value : structuredClone(at(object, [...above, ...edit.from]));
  if (value === null) throw new Error(`${edit.path.join('.')} has no number`);
  set(object, [...above, ...edit.path], value);
};

/** The same manifests with the advice of a finding followed. */
export const followed = (manifest: string, { object, fix }: FindingReport): string => {
  const objects = parseAllDocuments(manifest).map((document) => document.toJS() as Tree);
  for (const edit of fix?.edits ?? []) make(objects, object, edit);
  return objects.map((one) => stringify(one)).join('---\n');
};
