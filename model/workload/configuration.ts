/** What an organisation says once for many workloads, in a file of configuration: assumptions and what is ignored, per selector. */
import { matchesLabels, requirementsOf } from '../kubernetes/selector.ts';
import type { Cursor } from '../manifest/cursor.ts';
import type { Problem, Remark, Workload } from '../manifest/index.ts';
import { type WrittenAssumption, writtenAssumption, writtenProblems } from './assumed.ts';
import { type Ignore, ignoreProblemsOf } from './ignores.ts';

/** One entry: which workloads it is about, and what it says of them. */
export interface ConfigurationEntry {
  readonly selects: (workload: Workload) => boolean;
  readonly assumed: readonly WrittenAssumption[];
  readonly ignores: readonly Ignore[];
  readonly place: Cursor;
  /** It names what it selects; the one that is about everything does not. */
  readonly isNarrow: boolean;
}

/** A name with `*` for any letters and `?` for one. */
const globOf = (glob: string): RegExp =>
  new RegExp(
    `^${glob
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    's',
  );

const selecting = (entry: Cursor): ConfigurationEntry['selects'] => {
  const [kind, name, namespace] = ['kind', 'name', 'namespace'].map((field) => entry.at(field).text);
  const named = name === undefined ? undefined : globOf(name);
  const required = requirementsOf(entry.at('labels').texts);
  return (workload) =>
    (kind === undefined || workload.kind === kind) &&
    (named === undefined || named.test(workload.name)) &&
    (namespace === undefined || workload.namespace === namespace) &&
    matchesLabels(required, workload.spec.labels);
};

const assumedIn = (entry: Cursor): readonly WrittenAssumption[] => {
  const assume = entry.at('assume');
  return assume.keys.map((name) => writtenAssumption('config', name, assume.at(name).text ?? '', assume.at(name)));
};

const ignoresIn = (entry: Cursor): readonly Ignore[] =>
  entry.at('ignore').items.map((place) => ({
    guarantee: place.at('guarantee').text ?? '',
    reason: place.at('reason').text?.trim() ?? '',
    place,
    by: 'config',
  }));

const entryOf = (place: Cursor, isNarrow: boolean): ConfigurationEntry => ({
  selects: isNarrow ? selecting(place) : () => true,
  assumed: assumedIn(place),
  ignores: ignoresIn(place),
  place,
  isNarrow,
});

/** The entries of a configuration that fits its schema: first what is said of every workload, then those with a selector, in their order. */
export const configurationEntries = (root: Cursor): readonly ConfigurationEntry[] => [
  entryOf(root, false),
  ...root.at('workloads').items.map((item) => entryOf(item, true)),
];

/** Names and delays in it that there are not. */
export const configurationProblems = (entries: readonly ConfigurationEntry[]): readonly Problem[] =>
  entries.flatMap(({ assumed, ignores }) => [...writtenProblems(assumed), ...ignores.flatMap(ignoreProblemsOf)]);

/** Entries about no workload of the input: perhaps a misspelt name. */
export const unusedEntries = (
  entries: readonly ConfigurationEntry[],
  workloads: readonly Workload[],
): readonly Remark[] =>
  entries
    .filter(({ isNarrow, selects }) => isNarrow && !workloads.some(selects))
    .map(({ place }) => ({
      ...place.position,
      object: '',
      field: place.path,
      text: 'selects no workload of the input',
    }));
