/**
 * `npm run drift`: what changed in Kubernetes since it was read here. Downloads the newest published patch releases of the modules that
 * facts and switches cite, and tells which cited code is another, which gates and fields the tables have otherwise, and what rests on them.
 * Needs Go and the module proxy. Ends with 0 also if something drifted: what that means for the model is for people to decide.
 */
import { pathToFileURL } from 'node:url';
import { moduleVersion } from '../../model/facts/citation.ts';
import { compareReleases, type KubernetesVersion, kubernetesVersions, releasesRead } from '../../model/versions.ts';
import { type CodeDrift, comparisons, driftOf, modulesOf, questionsOf } from './code.ts';
import { type Answer, answersTo, directoriesOf, publishedReleases, whyNot } from './go.ts';
import {
  changedDefaults,
  type FieldDrift,
  fieldDrift,
  type GateDrift,
  gateDrift,
  gateFiles,
  structDirectories,
} from './tables.ts';

/** Everything that drifted. */
export interface Drift {
  /** What was compared with, by minor version: the newest published patch releases. */
  readonly published: readonly string[];
  readonly compared: number;
  readonly code: readonly CodeDrift[];
  readonly gates: readonly GateDrift[];
  readonly defaults: readonly string[];
  readonly fields: readonly FieldDrift[];
}

const minorOf = (release: string): string => release.split('.').slice(0, 2).join('.');

/**
 * The newest release of each minor version from the oldest the model speaks of. A proxy may list fewer than it has: those that were read here
 * are published, too.
 */
export const newestOf = (listed: readonly string[]): readonly string[] => {
  const releases = [...listed, ...Object.values(releasesRead).flat()];
  const known = releases.filter((release) => compareReleases(release, `${kubernetesVersions[0]}.0`) >= 0);
  return [...new Set(known.map(minorOf))]
    .flatMap(
      (minor) =>
        known
          .filter((one) => minorOf(one) === minor)
          .sort(compareReleases)
          .at(-1) ?? [],
    )
    .sort(compareReleases);
};

const codeDrift = async (published: readonly string[]) => {
  const wanted = comparisons(published);
  const directories = await directoriesOf([...new Set(wanted.flatMap(modulesOf))]);
  const answers = await answersTo(wanted.flatMap((one) => questionsOf(one, directories)));
  const code = wanted.flatMap((one, index) => {
    const [before, after] = answers.slice(2 * index);
    return (before && after && driftOf(one, before, after)) ?? [];
  });
  return { compared: wanted.length, code };
};

/** The parts of answers put together, of one kind. */
const together = <K extends 'gates' | 'structs'>(answers: readonly Answer[], kind: K): NonNullable<Answer[K]> =>
  // Where a name stands in several places, the first counts.
  Object.assign({}, ...answers.map((answer) => answer[kind] ?? {}).toReversed()) as NonNullable<Answer[K]>;

const readAll = async (release: string, places: readonly (readonly [string, string])[], kind: 'gates' | 'structs') => {
  const modules = places.map(([module]) => `${module}@${moduleVersion(module, release)}`);
  const directories = await directoriesOf([...new Set(modules)]);
  const questions = places.map(([, path], index) => ({
    kind,
    path: `${directories.get(modules[index] ?? '') ?? '/nowhere'}/${path}`,
  }));
  return answersTo(questions);
};

const isKnown = (minor: string): minor is KubernetesVersion => kubernetesVersions.some((one) => one === minor);

/** Compares what was read with what is published. */
export const driftAmong = async (published: readonly string[]): Promise<Drift> => {
  const { compared, code } = await codeDrift(published);
  const [gates, defaults, fields]: [GateDrift[], string[], FieldDrift[]] = [[], [], []];
  for (const release of published) {
    const minor = minorOf(release);
    const now = together(await readAll(release, gateFiles, 'gates'), 'gates');
    if (isKnown(minor)) gates.push(...gateDrift(minor, release, now));
    const last = isKnown(minor) ? releasesRead[minor].at(-1) : releasesRead[kubernetesVersions.at(-1) ?? '1.37'].at(-1);
    if (last !== undefined && last !== release) {
      const before = together(await readAll(last, gateFiles, 'gates'), 'gates');
      defaults.push(...changedDefaults([minorOf(last), before], [minor, now]));
    }
    fields.push(
      ...fieldDrift(minor, release, together(await readAll(release, structDirectories, 'structs'), 'structs')),
    );
  }
  return { published, compared, code, gates, defaults, fields };
};

const named = (ids: readonly string[]): string => (ids.length === 0 ? 'none' : ids.join(', '));

/** The report in words. */
export const driftLines = ({ published, compared, code, gates, defaults, fields }: Drift): readonly string[] => [
  `newest published: ${published.join(', ')}`,
  `${compared} places compared, ${code.length} changed since they were read`,
  ...code.flatMap(({ path, from, to, changed, citedBy, guarantees }) => [
    `  ${path}  ${from} -> ${to}: ${changed.join(', ')}`,
    `    cited by ${named(citedBy)}; guarantees: ${named(guarantees)}`,
  ]),
  `${gates.length} gates otherwise than in model/gateTable.ts`,
  ...gates.map(({ name, release, table, source }) => `  ${name} in ${release}: ${source}, the table says ${table}`),
  `${defaults.length} gates changed their default since the last release that was read`,
  ...defaults.map((one) => `  ${one}`),
  `${fields.length} fields otherwise than in model/manifest/schema and treatment`,
  ...fields.map(({ field, release, what }) => `  ${field} in ${release}: ${what}`),
];

const main = async (): Promise<void> => {
  const missing = await whyNot();
  if (missing !== undefined) {
    console.log(`skipped: ${missing}`);
    return;
  }
  const published = newestOf(await publishedReleases());
  console.log(driftLines(await driftAmong(published)).join('\n'));
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
