/** What no order of events can make right: rules of the store itself, over all Pods of a record. */
import type { Collection, PodRecord, PodRecords } from '../logs/collect.ts';
import type { Place } from '../logs/fact.ts';

/** A record that breaks a rule of the store. */
export interface Breach extends Place {
  readonly says: string;
  readonly rule: string;
}

const breachAt = ({ file, line }: Place, says: string, rule: string): Breach => ({ file, line, says, rule });

/** A watch tells the versions of an object in their order, each once, until it begins anew with ADDED. */
const disorder = ({ versions }: PodRecords): Breach | undefined => {
  const last = new Map<string, number>();
  for (const record of versions) {
    const { file, told, version } = record;
    if (told === 'SEEN') continue;
    const before = told === 'ADDED' ? undefined : last.get(file);
    if (before !== undefined && version.resourceVersion <= before) {
      const says = `resourceVersion ${version.resourceVersion} after ${before}`;
      return breachAt(
        record,
        says,
        'a watch tells the versions of an object in the order in which they were written (etcd revisions)',
      );
    }
    last.set(file, version.resourceVersion);
  }
  return undefined;
};

/** The deletion of an object, which its last version tells. */
const deletionOf = ({ versions }: PodRecords): PodRecord | undefined => versions.find(({ told }) => told === 'DELETED');

const returns = (pod: PodRecords): Breach | undefined => {
  const gone = deletionOf(pod);
  const back = pod.versions.find(
    ({ version }) => gone !== undefined && version.resourceVersion > gone.version.resourceVersion,
  );
  return back === undefined
    ? undefined
    : breachAt(
        back,
        `UID ${pod.uid} is back`,
        'a UID is given once; an object made again under the same name has another (registry/rest/create.go, BeforeCreate)',
      );
};

const firstOf = ({ versions }: PodRecords): PodRecord | undefined =>
  versions.toSorted((a, b) => a.version.resourceVersion - b.version.resourceVersion)[0];

/** Another Pod of this name was stored when this one was created. */
const crowded = (pod: PodRecords, namesakes: readonly PodRecords[]): Breach | undefined => {
  const first = firstOf(pod);
  if (first === undefined || first.told !== 'ADDED') return undefined;
  const born = first.version.resourceVersion;
  const other = namesakes.find((one) => {
    if (one.uid === pod.uid) return false;
    const stood = one.versions.filter(({ told }) => told !== 'DELETED').map(({ version }) => version.resourceVersion);
    return Math.min(...stood) < born && Math.max(...stood) > born;
  });
  return other === undefined
    ? undefined
    : breachAt(
        first,
        `${pod.name} is stored while UID ${other.uid} has that name`,
        'a name is one object at a time (AlreadyExists)',
      );
};

/** The first breach of each Pod that has one. */
export const breachesIn = ({ pods }: Collection): ReadonlyMap<string, Breach> => {
  const byName = new Map<string, PodRecords[]>();
  for (const pod of pods.values()) {
    const key = `${pod.namespace}/${pod.name}`;
    byName.set(key, [...(byName.get(key) ?? []), pod]);
  }
  return new Map(
    [...pods.values()].flatMap((pod) => {
      const namesakes = byName.get(`${pod.namespace}/${pod.name}`) ?? [];
      const breach = disorder(pod) ?? returns(pod) ?? crowded(pod, namesakes);
      return breach === undefined ? [] : [[pod.uid, breach] as const];
    }),
  );
};
