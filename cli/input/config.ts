/** `.podproof.yaml`: what an organisation says once instead of with options, found in the input's directory or above it. */
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { ErrorObject } from 'ajv';
import { standardInput } from '../../library/inputArguments.ts';
import type { Setup } from '../../library/setup.ts';
import type { UsualExit } from '../../library/tasks.ts';
import { suggest } from '../../model/kubernetes/suggest.ts';
import type { Cursor } from '../../model/manifest/cursor.ts';
import { type Problem, readDocuments } from '../../model/manifest/index.ts';
import { plainValue } from '../../model/manifest/tree.ts';
import { type ConfigurationEntry, configurationEntries, configurationProblems } from '../../model/workload/index.ts';
import type { FailLevel } from '../../reports/check/answer.ts';
import { Complaint } from '../complaint.ts';
import { fieldOf } from './astray.ts';
import { unreadable } from './input.ts';
import { errorsOf, expected } from './schemas.ts';

/** What a file of configuration says. */
export interface Config {
  /** Instead of options that are not given. */
  readonly setup: Pick<Setup, 'kubernetesVersion' | 'featureGates' | 'switch' | 'nodes'>;
  readonly usual: UsualExit;
  readonly entries: readonly ConfigurationEntry[];
}

/** Names under which it is found. */
export const configNames: readonly string[] = ['.podproof.yaml', '.podproof.yml'];

/** What is in force where there is none. */
const noConfig: Config = { setup: {}, usual: {}, entries: [] };

const shownPath = (file: string): string => relative(process.cwd(), file) || file;

const directoryOf = async (path: string): Promise<string> => {
  if (path === standardInput) return process.cwd();
  const isDirectory = await stat(path).then(
    (status) => status.isDirectory(),
    () => false,
  );
  return isDirectory ? path : dirname(path);
};

/** The files found for these inputs, each once. */
const found = async (paths: readonly string[]): Promise<readonly string[]> => {
  const { lilconfig } = await import('lilconfig');
  const text = (_: string, content: string): string => content;
  const searcher = lilconfig('podproof', {
    searchPlaces: [...configNames],
    loaders: { '.yaml': text, '.yml': text },
    ignoreEmptySearchPlaces: false,
  });
  const files = new Set<string>();
  for (const path of paths) {
    const result = await searcher.search(await directoryOf(path));
    if (result !== null) files.add(result.filepath);
  }
  return [...files];
};

const fileFor = async (paths: readonly string[], { config }: Setup): Promise<string | undefined> => {
  if (config === false) return undefined;
  if (config !== undefined) return config;
  const [file, other] = await found(paths);
  if (file === undefined || other === undefined) return file;
  throw new Complaint(
    `the input is under two configurations, ${shownPath(file)} and ${shownPath(other)}`,
    'check the directories one by one, or name one with --config',
  );
};

const thrown = ({ file, line, column, field, message, fix }: Problem): Complaint =>
  new Complaint(`${file}:${line}:${column}: ${field === '' ? '' : `${field}: `}${message}`, fix);

const misfitOf = (root: Cursor, error: ErrorObject): Problem => {
  const field = fieldOf(root, error);
  const { additionalProperty = '' } = error.params as { readonly additionalProperty?: string };
  if (error.keyword === 'additionalProperties') {
    const known = Object.keys((error.parentSchema as { readonly properties?: object }).properties ?? {});
    const meant = suggest(additionalProperty, known);
    const fix = meant === undefined ? `there are ${known.join(', ')}` : `did you mean ${meant}?`;
    return field.problem('there is no such key', fix);
  }
  if (error.keyword === 'anyOf' || error.keyword === 'required') {
    const fix =
      error.keyword === 'anyOf'
        ? 'name the workloads it is about by kind, name, namespace or labels; what is said of all of them stands outside of workloads'
        : `add ${(error.params as { readonly missingProperty?: string }).missingProperty ?? ''}`;
    return field.problem(error.keyword === 'anyOf' ? 'selects nothing' : expected(error), fix);
  }
  return field.problem(expected(error), 'schemas/config.v1.schema.json says what it may be; quote what is to be text');
};

/** The document of a file, held against its schema. */
const documentOf = async (file: string, text: string): Promise<Cursor | undefined> => {
  const { documents, problems } = readDocuments(text, file);
  const [problem] = problems;
  if (problem !== undefined) throw thrown(problem);
  const [root, second] = documents;
  if (second !== undefined) throw thrown(second.problem('is a second document', 'write one'));
  if (root === undefined || !root.exists) return undefined;
  const errors = await errorsOf('config', plainValue(root.tree));
  // Of several forms the first error is about one of them; what matters is that none fits.
  const [worst] = [...errors.filter(({ keyword }) => keyword === 'anyOf'), ...errors];
  if (worst !== undefined) throw thrown(misfitOf(root, worst));
  return root;
};

const pairsIn = (place: Cursor): Readonly<Record<string, boolean>> | undefined =>
  place.exists ? Object.fromEntries(place.keys.map((name) => [name, place.at(name).isTrue])) : undefined;

const nodesIn = (root: Cursor, file: string): string | undefined => {
  const { text, whole } = root.at('nodes');
  if (whole !== undefined) return String(whole);
  return text === undefined ? undefined : shownPath(join(dirname(file), text));
};

const given = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;

const read = async (file: string): Promise<Config> => {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw unreadable(file, error);
  });
  const root = await documentOf(shownPath(file), text);
  if (root === undefined) return noConfig;
  const entries = configurationEntries(root);
  const [problem] = configurationProblems(entries);
  if (problem !== undefined) throw thrown(problem);
  const setup = {
    kubernetesVersion: root.at('kubernetesVersion').text,
    featureGates: pairsIn(root.at('featureGates')),
    switch: pairsIn(root.at('switches')),
    nodes: nodesIn(root, file),
  };
  const strict = root.at('strict');
  const usual = {
    failOn: root.at('failOn').text as FailLevel | undefined,
    strict: strict.exists ? strict.isTrue : undefined,
  };
  return { setup: given(setup) as Config['setup'], usual: given(usual) as UsualExit, entries };
};

/** The configuration of these inputs: the file that `--config` names, or the one that is found, or nothing. */
export const configFor = async (paths: readonly string[], setup: Setup): Promise<Config> => {
  const file = await fileFor(paths, setup);
  return file === undefined ? noConfig : read(file);
};

/** The options, and what the configuration says where they say nothing; gates and switches one by one. */
export const configured = ({ setup }: Config, options: Setup): Setup => ({
  ...setup,
  ...options,
  ...given({
    featureGates:
      setup.featureGates === undefined ? options.featureGates : { ...setup.featureGates, ...options.featureGates },
    switch: setup.switch === undefined ? options.switch : { ...setup.switch, ...options.switch },
  }),
});
