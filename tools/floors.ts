import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { type Import, importsOf } from './imports.ts';
import { type Complaint, isTestCode, readSources, type SourceFile } from './source.ts';

/** What the code of one folder may lean on. A list left out means: anything. */
interface Floor {
  readonly values: readonly string[];
  /** May be named with `import type` as well. */
  readonly types?: readonly string[];
  /** Tests of this floor may use these as well. */
  readonly inTests?: readonly string[];
  readonly builtins?: readonly string[];
  readonly packages?: readonly string[];
}

const everything = [
  'model',
  'generators/explore',
  'generators',
  'conformance',
  'reports/page',
  'reports',
  'library',
  'cli',
];
const threads = ['worker_threads', 'os', 'url'];

/**
 * An import goes down or stays, never up. Model tests may walk the model with the generators, for a guarantee is about
 * every run; report tests may make the things they print.
 */
const floors: Readonly<Record<string, Floor>> = {
  model: { values: [], inTests: ['generators/explore', 'generators'], builtins: [], packages: ['ts-pattern', 'yaml'] },
  'generators/explore': { values: [], builtins: threads, packages: [] },
  generators: { values: ['model', 'generators/explore'], builtins: threads },
  conformance: { values: ['model', 'generators/explore', 'generators'] },
  reports: {
    values: ['model'],
    types: ['generators/explore', 'generators', 'conformance'],
    inTests: ['generators/explore', 'generators', 'conformance'],
    builtins: ['util'],
  },
  // The page runs the model itself, in a browser, with the bugs of the museum in it if need be, and writes its runs down as the explorer does.
  'reports/page': {
    values: ['model', 'generators/explore', 'generators', 'reports'],
    types: ['conformance'],
    inTests: ['generators'],
    builtins: [],
    packages: ['preact', '@preact/signals', '@dagrejs/dagre'],
  },
  // What the doors podproof/check and podproof/manifest do, and the command with them: no files, no terminal.
  library: {
    values: ['model', 'generators/explore', 'generators', 'reports'],
    // What the command prints is what they are compared with.
    inTests: ['cli'],
    builtins: ['module'],
    packages: [],
  },
  cli: { values: everything },
  bench: { values: everything },
  docs: { values: everything },
  examples: { values: everything },
  tools: { values: [] },
  // What is held against the source of Kubernetes are the tables of the model.
  'tools/drift': { values: ['model'] },
};

const floorOf = (path: string): string | undefined =>
  Object.keys(floors)
    .filter((floor) => path.startsWith(`${floor}/`))
    .sort((a, b) => b.length - a.length)[0];

/** Every import below `root` that goes up, reaches the outside from a floor that must not, or leans on test code. */
export const floorComplaints = (root: string): readonly Complaint[] =>
  readSources(root, /\.[cm]?tsx?$/)
    .filter(({ path }) => !/^(index|[^/]+\.config)\.ts$/.test(path))
    .flatMap(complaintsAbout);

function complaintsAbout(file: SourceFile): readonly Complaint[] {
  const name = floorOf(file.path);
  const floor = name === undefined ? undefined : floors[name];
  if (name === undefined || floor === undefined) {
    return [{ path: file.path, line: 1, message: `belongs to no floor (${Object.keys(floors).join(', ')})` }];
  }
  return importsOf(file).flatMap((found) => {
    const message = refusal(file.path, name, floor, found);
    return message === undefined ? [] : [{ path: file.path, line: found.line, message }];
  });
}

function refusal(path: string, name: string, floor: Floor, { specifier, typeOnly }: Import): string | undefined {
  const isTest = isTestCode(path);
  if (specifier === undefined) {
    return floor.builtins && !isTest ? `${name}/ must not import what is only known at run time` : undefined;
  }
  if (specifier.startsWith('.')) return refusalInside(path, name, floor, specifier, typeOnly);
  if (isTest) return undefined;
  const allowed = isBuiltin(specifier) ? floor.builtins : floor.packages;
  const wanted = isBuiltin(specifier) ? specifier.replace(/^node:/, '') : packageOf(specifier);
  return allowed && !allowed.includes(wanted) ? `${name}/ must not import ${specifier}` : undefined;
}

function refusalInside(path: string, name: string, floor: Floor, specifier: string, typeOnly: boolean) {
  const target = posix.join(posix.dirname(path), specifier);
  if (isTestCode(target) && !isTestCode(path) && name !== 'bench') return `${specifier} is test code`;
  const to = floorOf(target);
  if (to === undefined) return `${specifier} belongs to no floor`;
  if (to === name || floor.values.includes(to)) return undefined;
  if (isTestCode(path) && floor.inTests?.includes(to)) return undefined;
  if (!floor.types?.includes(to)) return `${name}/ must not import from ${to}/`;
  return typeOnly ? undefined : `${name}/ may name types of ${to}/ (import type), not use its values`;
}

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
