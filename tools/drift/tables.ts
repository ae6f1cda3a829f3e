/** Which gates and struct fields differ between the tables of the model and a published release. */
import { featureGates, type GateStage } from '../../model/gateTable.ts';
import { kinds, structs } from '../../model/manifest/schema/index.ts';
import type { FieldType } from '../../model/manifest/schema/types.ts';
import { versionsOf } from '../../model/manifest/schema/versions.ts';
import { type KubernetesVersion, kubernetesVersions } from '../../model/versions.ts';
import type { Stage } from './go.ts';

/** Where the gates are declared: module and file. */
export const gateFiles = [
  ['k8s.io/kubernetes', 'pkg/features/kube_features.go'],
  ['k8s.io/apiserver', 'pkg/features/kube_features.go'],
] as const;

/** Where the structs of the schema are declared. Those of schema tables are looked for in this order. */
export const structDirectories = [
  ['k8s.io/api', 'core/v1'],
  ['k8s.io/api', 'apps/v1'],
  ['k8s.io/api', 'batch/v1'],
  ['k8s.io/api', 'networking/v1'],
  ['k8s.io/api', 'storage/v1'],
  ['k8s.io/api', 'scheduling/v1'],
  ['k8s.io/apimachinery', 'pkg/apis/meta/v1'],
] as const;

const newestKnown: KubernetesVersion = kubernetesVersions[kubernetesVersions.length - 1] ?? kubernetesVersions[0];

const words: Readonly<Record<string, string>> = { Alpha: 'alpha', Beta: 'beta', GA: 'GA', Deprecated: 'deprecated' };

const partsOf = (version: string): number => Number(version.split('.')[1]);

/** Where a gate stands in a minor version, in the words of the table; undefined if that version has no such gate. */
export const stageIn = (stages: readonly Stage[], version: string): string | undefined => {
  const found = stages.filter((one) => partsOf(one.version) <= partsOf(version)).at(-1);
  if (found === undefined) return undefined;
  if (found.locked) return 'GA locked';
  return `${words[found.stage] ?? found.stage} ${found.default ? 'on' : 'off'}`;
};

/** A gate that the table has otherwise than a release. */
export interface GateDrift {
  readonly name: string;
  readonly release: string;
  readonly table: string;
  readonly source: string;
}

type Gates = Readonly<Record<string, readonly Stage[]>>;

/** The gates of the table that a release of that version has otherwise. */
export const gateDrift = (version: KubernetesVersion, release: string, source: Gates): readonly GateDrift[] =>
  featureGates.flatMap(({ name, stages }) => {
    const [table, found]: [GateStage, string | undefined] = [stages[version], stageIn(source[name] ?? [], version)];
    const agrees = found === undefined ? table.startsWith('absent') : table === found;
    return agrees ? [] : [{ name, release, table, source: found ?? 'absent' }];
  });

/** Gates whose default is another in a newer release of the same or the next minor version, whether or not the table has them. */
export const changedDefaults = (
  before: readonly [version: string, gates: Gates],
  after: readonly [version: string, gates: Gates],
): readonly string[] =>
  Object.keys(after[1]).flatMap((name) => {
    const old = stageIn(before[1][name] ?? [], before[0]);
    const now = stageIn(after[1][name] ?? [], after[0]);
    const flips = old !== undefined && now !== undefined && old.endsWith('off') !== now.endsWith('off');
    return flips ? [`${name}: ${old} in ${before[0]}, ${now} in ${after[0]}`] : [];
  });

type Fields = Readonly<Record<string, string>>;

/** The fields of a struct with those of the structs it has inlined. */
const allFields = (all: Readonly<Record<string, Fields>>, fields: Fields): readonly string[] =>
  Object.keys(fields).flatMap((name) => {
    if (!name.startsWith('+')) return [name];
    const inlined = all[name.slice(name.lastIndexOf('.') + 1).replace('+', '')];
    return inlined === undefined ? [] : allFields(all, inlined);
  });

/** A field that the schema lacks, or has and a release has not. */
export interface FieldDrift {
  readonly field: string;
  readonly release: string;
  readonly what: 'missing from the schema' | 'not in the release' | 'struct not found';
}

const namedIn = (type: FieldType): readonly string[] => {
  if (type.kind === 'named') return [type.name];
  return type.kind === 'list' || type.kind === 'map' ? namedIn(type.of) : [];
};

/** The structs that fields of a version hold, and the kinds themselves. */
const structsIn = (version: KubernetesVersion): ReadonlySet<string> =>
  new Set([
    ...Object.keys(kinds),
    ...[...structs].flatMap(([struct, { fields }]) =>
      [...fields].flatMap(([name, type]) => (versionsOf(struct, name).includes(version) ? namedIn(type) : [])),
    ),
  ]);

/** What the schema tables have otherwise than the structs of a release. Newer versions than the model knows are read as the newest it knows. */
export const fieldDrift = (
  version: string,
  release: string,
  source: Readonly<Record<string, Fields>>,
): readonly FieldDrift[] => {
  const served = kubernetesVersions.find((one) => one === version) ?? newestKnown;
  const wanted = structsIn(served);
  return [...structs]
    .filter(([struct]) => wanted.has(struct))
    .flatMap(([struct, { fields, open }]): readonly FieldDrift[] => {
      const found = source[struct];
      if (found === undefined) return [{ field: struct, release, what: 'struct not found' }];
      const there = new Set(allFields(source, found));
      const mine = [...fields.keys()].filter((name) => versionsOf(struct, name).some((one) => one === served));
      const missing = open ? [] : [...there].filter((name) => !mine.includes(name));
      return [
        ...missing.map(
          (name): FieldDrift => ({ field: `${struct}.${name}`, release, what: 'missing from the schema' }),
        ),
        ...mine
          .filter((name) => !there.has(name))
          .map((name): FieldDrift => ({ field: `${struct}.${name}`, release, what: 'not in the release' })),
      ];
    });
};
