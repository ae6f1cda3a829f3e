/** Where in the input a field of a pod's spec stands. */
import type { SpecPath } from '../model/guarantees/guarantee.ts';
import type { FieldEdit } from '../model/guarantees/index.ts';
import type { PodSpec } from '../model/kubernetes/spec.ts';
import { follow } from '../model/manifest/cursor.ts';
import { type Manifest, type ManifestObject, viewsOf, type Workload } from '../model/manifest/index.ts';
import type { Location, Origin } from '../reports/run/location.ts';
import type { Input } from './tasks.ts';

const below = (top: string, path: SpecPath): string =>
  path.reduce<string>((field, part) => {
    if (typeof part === 'number') return `${field}[${part}]`;
    if (!/^[A-Za-z0-9_-]+$/.test(part)) return `${field}[${part}]`;
    return field === '' ? part : `${field}.${part}`;
  }, top);

/** `['containers', 0, 'lifecycle']` as Kubernetes writes it: `spec.containers[0].lifecycle`. */
export const fieldOf = (path: SpecPath): string => below('spec', path);

/** The object that an edit of a workload is about: the workload itself, or the Service of that name which it sees. */
export const objectOf = (
  root: FieldEdit['root'],
  { origin, namespace }: Workload,
  manifest: Manifest,
): ManifestObject | undefined => {
  if (root === 'pod' || root === 'workload') return origin;
  const [kind, name] = [root.slice(0, root.indexOf('/')), root.slice(root.indexOf('/') + 1)];
  return viewsOf(manifest)(origin.file).objects.find(
    (one) => one.kind === kind && one.name === name && one.namespace === namespace,
  );
};

/** The container of that name, in whichever of the two lists of the manifest it stands. */
const written = ({ initContainers, containers }: PodSpec, name: string): SpecPath => {
  const index = containers.findIndex((one) => one.name === name);
  return index === -1
    ? ['initContainers', initContainers.findIndex((one) => one.name === name)]
    : ['containers', index];
};

const ownPath = (spec: PodSpec, path: SpecPath, container: string | undefined): SpecPath =>
  container === undefined ? path : [...written(spec, container), ...path.slice(2)];

const placeIn = (object: ManifestObject, field: string, inputs: readonly Input[]): Location => {
  const found = follow(object.root, field);
  const { file, line, column } = found.position;
  const input = inputs.find((one) => one.file === file);
  return { file, line, column, field, written: found.exists, text: lineOf(input, line) };
};

/** The origin of a workload's pods, among the objects of a manifest. */
export const originOf = (workload: Workload, manifest: Manifest, inputs: readonly Input[] = []): Origin => {
  const { origin, templatePath, spec } = workload;
  return {
    written: (path, container) => ownPath(spec, path, container),
    locate: (path, container) => {
      const own = ownPath(spec, path, container);
      return placeIn(origin, templatePath === '' ? fieldOf(own) : `${templatePath}.${fieldOf(own)}`, inputs);
    },
    locateIn: (root, path) => {
      const object = objectOf(root, workload, manifest);
      return object === undefined ? undefined : placeIn(object, below('', path), inputs);
    },
  };
};

/** The lines of what was read, split when the first is asked for. */
const linesRead = new WeakMap<Input, readonly string[]>();

const lineOf = (input: Input | undefined, line: number): string => {
  if (input === undefined) return '';
  const lines = linesRead.get(input) ?? input.text.replace(/^\uFEFF/, '').split('\n');
  linesRead.set(input, lines);
  return (lines[line - 1] ?? '').replace(/\r$/, '');
};
