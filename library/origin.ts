/** Where in the input a field of a pod's spec stands. */
import type { SpecPath } from '../model/guarantees/guarantee.ts';
import type { PodSpec } from '../model/kubernetes/spec.ts';
import { follow } from '../model/manifest/cursor.ts';
import type { Workload } from '../model/manifest/index.ts';
import type { Origin } from '../reports/run/location.ts';
import type { Input } from './tasks.ts';

/** `['containers', 0, 'lifecycle']` as Kubernetes writes it: `spec.containers[0].lifecycle`. */
export const fieldOf = (path: SpecPath): string =>
  path.reduce<string>((field, part) => {
    if (typeof part === 'number') return `${field}[${part}]`;
    return /^[A-Za-z0-9_-]+$/.test(part) ? `${field}.${part}` : `${field}[${part}]`;
  }, 'spec');

/** The container of that name, in whichever of the two lists of the manifest it stands. */
const written = ({ initContainers, containers }: PodSpec, name: string): SpecPath => {
  const index = containers.findIndex((one) => one.name === name);
  return index === -1
    ? ['initContainers', initContainers.findIndex((one) => one.name === name)]
    : ['containers', index];
};

const ownPath = (spec: PodSpec, path: SpecPath, container: string | undefined): SpecPath =>
  container === undefined ? path : [...written(spec, container), ...path.slice(2)];

/** The origin of a workload's pods. */
export const originOf = ({ origin, templatePath, spec }: Workload, inputs: readonly Input[]): Origin => ({
  written: (path, container) => ownPath(spec, path, container),
  locate: (path, container) => {
    const own = ownPath(spec, path, container);
    const field = templatePath === '' ? fieldOf(own) : `${templatePath}.${fieldOf(own)}`;
    const found = follow(origin.root, field);
    const { file, line, column } = found.position;
    const input = inputs.find((one) => one.file === file);
    return { file, line, column, field, written: found.exists, text: lineOf(input, line) };
  },
});

/** The lines of what was read, split when the first is asked for. */
const linesRead = new WeakMap<Input, readonly string[]>();

const lineOf = (input: Input | undefined, line: number): string => {
  if (input === undefined) return '';
  const lines = linesRead.get(input) ?? input.text.replace(/^\uFEFF/, '').split('\n');
  linesRead.set(input, lines);
  return (lines[line - 1] ?? '').replace(/\r$/, '');
};
