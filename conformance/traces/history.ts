/** The history of one Pod, from first to last: entries in the order of their source, each with what it shows and where it stands. */
import type { Collection, PodRecord, PodRecords, Telling } from '../logs/collect.ts';
import { containerEntries, coversLife, endpointEntries, publishesNotReady } from './around.ts';
import type { Entry, History, Numbered, ServiceTold } from './entry.ts';
import { thePod } from './setting.ts';
import { gatesOf, Versions } from './versions.ts';

/** Records of one version are one: a watch says that nothing came between, an audit log who wrote it and when. */
const joined = <V extends { readonly resourceVersion: number }>(
  records: readonly Telling<V>[],
): readonly Telling<V>[] => {
  const all: Telling<V>[] = [];
  for (const record of records.toSorted((a, b) => a.version.resourceVersion - b.version.resourceVersion)) {
    const last = all.at(-1);
    if (
      last === undefined ||
      last.version.resourceVersion !== record.version.resourceVersion ||
      last.told === 'DELETED'
    ) {
      all.push(record);
      continue;
    }
    const [main, other] = last.told === 'SEEN' ? [record, last] : [last, record];
    const at = main.at ?? other.at;
    all[all.length - 1] = { ...main, by: main.by || other.by, ...(at === undefined ? {} : { at }) };
  }
  return all;
};

/** The order of a source narrows the moments of its entries: nothing is before what came before it. */
const narrowed = (entries: readonly Entry[]): readonly Entry[] => {
  let earliest = Number.NEGATIVE_INFINITY;
  const forward = entries.map((entry) => {
    earliest = Math.max(earliest, entry.earliest);
    return { ...entry, earliest };
  });
  let latest = Number.POSITIVE_INFINITY;
  return forward
    .toReversed()
    .map((entry) => {
      latest = Math.min(latest, entry.latest);
      return { ...entry, latest };
    })
    .toReversed();
};

/** Why the model has no word for what happened to this Pod; empty if it may have. */
const beyondModel = (versions: readonly PodRecord[]): string => {
  const [first] = versions;
  const other = versions.find(({ version }) => version.images !== first?.version.images);
  if (other !== undefined)
    return `its containers were changed (${other.file}:${other.line}); updates of a stored Pod are not part of the model`;
  const unknown = versions.find(({ version: { reason } }) => reason !== '' && reason !== 'DeadlineExceeded');
  return unknown === undefined
    ? ''
    : `it has the reason ${unknown.version.reason} (${unknown.file}:${unknown.line}), which comes from what else is on the node`;
};

/** By file, the first version that a watch in it told. */
const beginsOf = ({ versions }: PodRecords): ReadonlyMap<string, number> => {
  const begins = new Map<string, number>();
  for (const { told, file, version } of versions)
    if (told !== 'SEEN')
      begins.set(file, Math.min(version.resourceVersion, begins.get(file) ?? Number.POSITIVE_INFINITY));
  return begins;
};

const versionsOf = (records: PodRecords, versions: readonly PodRecord[], node: string): Versions => {
  const nodeOf = (real: string): string => (real === '' ? '' : real === node ? thePod.node : `another node (${real})`);
  const told = new Versions(gatesOf(records.object), nodeOf, beginsOf(records));
  for (const record of versions) told.add(record);
  return told;
};

interface EndpointsTold {
  readonly service: ServiceTold;
  readonly entries: readonly Numbered[] | undefined;
}

/**
 * What is told of the Pod's endpoints, Service by Service. Where the Pod's own beginning is not told, neither is theirs; where its labels
 * changed, who selects it did, too.
 */
const endpointsOf = (uid: string, isSelectedThroughout: boolean, collection: Collection): readonly EndpointsTold[] => {
  const slices = [...(collection.slicesOf.get(uid) ?? [])].map((key) => joined(collection.slices.get(key) ?? []));
  const services = new Set(slices.flatMap((list) => list.slice(0, 1).map(({ version }) => version.service)));
  return [...services].map((name) => {
    const own = slices.filter(([first]) => first?.version.service === name);
    const publishNotReadyAddresses = own.some(publishesNotReady);
    return {
      service: { name, publishNotReadyAddresses },
      entries: isSelectedThroughout ? endpointEntries(uid, own) : undefined,
    };
  });
};

/** Everything that is told of one Pod, as its history. */
export const historyOf = (records: PodRecords, collection: Collection): History => {
  const { uid, namespace, name, object } = records;
  const versions = joined(records.versions);
  const node = versions.find(({ version }) => version.node !== '')?.version.node ?? '';
  const told = versionsOf(records, versions, node);
  const [first] = told.entries;
  const isWhole = first?.kind === 'step';
  const isSelectedThroughout = isWhole && new Set(versions.map(({ version }) => version.labels)).size === 1;
  const endpoints = endpointsOf(uid, isSelectedThroughout, collection);
  const spine = [...told.entries, ...endpoints.flatMap(({ entries = [] }) => entries)].toSorted((a, b) => a.at - b.at);
  const containers = containerEntries(uid, collection);
  const runtime = containers.length > 0 && coversLife(containers, versions);
  const partly = endpoints
    .filter(({ entries }) => entries === undefined)
    .map(({ service }) => `the endpoint of ${service.name}`);
  return {
    uid,
    namespace,
    name,
    object,
    owner: versions[0]?.version.owner ?? '',
    namesNode: isWhole && first.shown?.node !== '',
    sources: [narrowed(spine), ...(runtime ? containers.map(narrowed) : [])],
    services: endpoints.flatMap(({ service, entries }) => (entries === undefined ? [] : [service])),
    runtime,
    foreign: told.foreign,
    unchecked: [...partly, ...(containers.length > 0 && !runtime ? ['starts and exits of containers'] : [])].map(
      (what) => `${what}: the record does not tell all of it`,
    ),
    beyond: beyondModel(versions),
  };
};
