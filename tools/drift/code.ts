/** Which cited code changed between the release it was read in and one that is published. */
import { type CodeCitation, citationsOf, moduleVersion } from '../../model/facts/citation.ts';
import { catalogue } from '../../model/facts/index.ts';
import { guarantees } from '../../model/guarantees/index.ts';
import { switches, switchNames } from '../../model/switches.ts';
import { compareReleases } from '../../model/versions.ts';
import type { Answer, Question } from './go.ts';

/** A place of the source as it was read in one release, to be held against another. */
export interface Comparison {
  readonly module: string;
  readonly path: string;
  readonly names: readonly string[];
  readonly from: string;
  readonly to: string;
  /** The facts and switches that cite it. */
  readonly citedBy: readonly string[];
}

/** Code that is no longer what was read. */
export interface CodeDrift extends Comparison {
  /** Declarations that changed, came or went; the path itself if it is gone. */
  readonly changed: readonly string[];
  /** The guarantees that rest on those facts. */
  readonly guarantees: readonly string[];
}

const minorOf = (release: string): string => release.split('.').slice(0, 2).join('.');
const newest = (releases: readonly string[]): string | undefined => releases.toSorted(compareReleases).at(-1);

/** What a citation is held against: the newest patch release of each minor version it names, and the newest release of all. */
export const pairsOf = (
  cited: readonly string[],
  published: readonly string[],
): readonly (readonly [from: string, to: string])[] => {
  const inside = [...new Set(cited.map(minorOf))].flatMap((minor) => {
    const from = newest(cited.filter((one) => minorOf(one) === minor));
    const to = newest(published.filter((one) => minorOf(one) === minor));
    return from === undefined || to === undefined || compareReleases(from, to) >= 0 ? [] : [[from, to] as const];
  });
  const [last, front] = [newest(cited), newest(published)];
  if (last === undefined || front === undefined || minorOf(last) === minorOf(front)) return inside;
  return compareReleases(last, front) < 0 ? [...inside, [last, front]] : inside;
};

const citers = (): readonly (readonly [id: string, citations: readonly CodeCitation[]])[] =>
  [
    ...catalogue.map(({ id, source }) => [id, source] as const),
    ...switchNames.map((name) => [name, switches[name].source] as const),
  ].map(([id, source]) => [id, citationsOf(source).filter((one) => one.is === 'code')]);

/** Everything that is to be compared, each once, for the releases published. */
export const comparisons = (published: readonly string[]): readonly Comparison[] => {
  const found = new Map<string, Comparison>();
  for (const [id, citations] of citers()) {
    for (const { module, path, names, releases } of citations) {
      for (const [from, to] of pairsOf(releases, published)) {
        const key = JSON.stringify([module, path, names, from, to]);
        const before = found.get(key);
        const citedBy = [...new Set([...(before?.citedBy ?? []), id])];
        found.set(key, { module, path, names, from, to, citedBy });
      }
    }
  }
  return [...found.values()];
};

/** The `module@version`s a comparison needs. */
export const modulesOf = ({ module, from, to }: Comparison): readonly [string, string] => [
  `${module}@${moduleVersion(module, from)}`,
  `${module}@${moduleVersion(module, to)}`,
];

/** The questions of a comparison: what stood there, what stands there. */
export const questionsOf = (comparison: Comparison, directories: ReadonlyMap<string, string>): readonly Question[] =>
  modulesOf(comparison).map((module) => ({
    kind: 'declarations',
    path: `${directories.get(module) ?? '/nowhere'}/${comparison.path}`,
  }));

/** What changed, by the two answers; undefined if nothing did. A cited name that was never there counts as changed: the citation is wrong. */
export const driftOf = (comparison: Comparison, before: Answer, after: Answer): CodeDrift | undefined => {
  const [old, now] = [before.declarations ?? {}, after.declarations ?? {}];
  const all = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((name) => !name.includes('.'));
  const names = comparison.names.length > 0 ? comparison.names : all;
  const changed =
    before.absent || after.absent
      ? [before.absent ? `${comparison.path} (not in ${comparison.from})` : `${comparison.path} (gone)`]
      : names.flatMap((name) => {
          if (old[name] === undefined && now[name] === undefined) return [`${name} (nowhere)`];
          if (old[name] === undefined) return [`${name} (new)`];
          if (now[name] === undefined) return [`${name} (gone)`];
          return old[name] === now[name] ? [] : [name];
        });
  if (changed.length === 0) return undefined;
  return { ...comparison, changed, guarantees: guaranteesOn(comparison.citedBy) };
};

/** The guarantees that rest on facts, or on the facts that tell of a switch. */
const guaranteesOn = (ids: readonly string[]): readonly string[] => {
  const facts = ids.flatMap((id) => switchNames.flatMap((name) => (name === id ? switches[name].facts : [])));
  const wanted = new Set([...ids, ...facts]);
  return guarantees.filter((one) => one.facts.some((id) => wanted.has(id))).map(({ id }) => id);
};
