/** What is told of a Pod beside its versions: endpoints of Services, starts and exits of containers. */
import type { Collection, ContainerRecord, PodRecord, SliceRecord } from '../logs/collect.ts';
import type { EndpointSeen } from '../logs/fact.ts';
import { always, type Entry, type Numbered } from './entry.ts';
import { containerLabel, endpointLabel } from './labels.ts';

type EndpointState =
  | 'absent'
  | 'ready'
  | 'not ready'
  | 'terminating'
  | 'terminating but serving'
  | 'terminating but ready';

const stateOf = (seen: EndpointSeen | undefined): EndpointState => {
  if (seen === undefined) return 'absent';
  if (seen.terminating && seen.ready) return 'terminating but ready';
  if (seen.terminating) return seen.serving ? 'terminating but serving' : 'terminating';
  return seen.ready ? 'ready' : 'not ready';
};

/**
 * True of slices of a Service with publishNotReadyAddresses: `podToEndpoint` in staging/src/k8s.io/endpointslice/utils.go, 1.34–1.37, calls an
 * endpoint ready that serves and does not terminate, or any of such a Service. Where no endpoint tells the difference, there is none to see.
 */
export const publishesNotReady = (slices: readonly SliceRecord[]): boolean =>
  slices.some(({ version }) => version.endpoints.some((one) => one.ready && (!one.serving || one.terminating)));

/** What a watch of the slices of one Service tells of this Pod; undefined if it does not tell all of it. */
export const endpointEntries = (uid: string, slices: readonly (readonly SliceRecord[])[]) => {
  const own = slices.filter((records) =>
    records.some(({ version }) => version.endpoints.some((one) => one.uid === uid)),
  );
  const [records] = own;
  if (records === undefined || own.length > 1 || records.some(({ told }) => told === 'SEEN')) return undefined;
  let was: EndpointState = 'absent';
  const entries: Numbered[] = [];
  for (const [index, { version, told, file, line, at = always }] of records.entries()) {
    const is = stateOf(version.endpoints.find((one) => one.uid === uid));
    if ((told === 'DELETED' && was !== 'absent') || (told === 'ADDED' && index > 0)) return undefined;
    if (told !== 'DELETED' && is !== was) {
      const says = `endpoint of ${version.service}: ${is}`;
      entries.push({
        file,
        line,
        ...at,
        kind: 'step',
        key: endpointLabel(version.service, is),
        says,
        by: '',
        at: version.resourceVersion,
      });
    }
    if (told !== 'DELETED') was = is;
  }
  return entries;
};

/** Starts and exits of its containers, a source for each of them. */
export const containerEntries = (uid: string, { containers, owners }: Collection): readonly (readonly Entry[])[] => {
  const byContainer = new Map<string, ContainerRecord[]>();
  for (const [id, records] of containers) {
    const owner = owners.get(id);
    if (owner?.uid !== uid) continue;
    byContainer.set(owner.container, [...(byContainer.get(owner.container) ?? []), ...records]);
  }
  return [...byContainer].map(([container, records]) =>
    records
      .toSorted((a, b) => a.at.latest - b.at.latest)
      .map(({ file, line, exitCode, at }) => ({
        file,
        line,
        ...at,
        kind: 'step',
        key: containerLabel(container, exitCode),
        says: exitCode === null ? `container ${container} started` : `container ${container} exited with ${exitCode}`,
        by: '',
      })),
  );
};

/** Do starts and exits of its containers cover its life: as many starts as the status counts? */
export const coversLife = (sources: readonly (readonly Entry[])[], versions: readonly PodRecord[]): boolean => {
  const told = new Map(
    sources.map((list) => [
      list[0]?.key.split(' ')[1] ?? '',
      list.filter(({ key }) => key.startsWith('started ')).length,
    ]),
  );
  const last = versions.at(-1)?.version.containers ?? [];
  return last.every(
    ({ name, restarts, ids }) => (ids.length === 0 && restarts === 0) || (told.get(name) ?? 0) >= restarts + 1,
  );
};
