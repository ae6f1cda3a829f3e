/** Puts together what recordings tell of each Pod. Of every version only what is looked at is kept, and of every Pod one object, so that memory grows with Pods and changes, not with bytes. */
import type { Fact, Place, PodVersion, SliceVersion, Told, Within } from './fact.ts';

/** A version with where it stands, and who wrote it and when, if that is known. */
export interface Telling<V> extends Place {
  readonly told: Told;
  readonly version: V;
  readonly by: string;
  readonly at?: Within;
}

/** A version of a Pod; its object is kept only with the first. */
export type PodRecord = Telling<Omit<PodVersion, 'object'>>;
/** A version of an EndpointSlice. */
export type SliceRecord = Telling<SliceVersion>;

/** A start or an exit of a container. */
export interface ContainerRecord extends Place {
  readonly id: string;
  readonly exitCode: number | null;
  readonly at: Within;
}

/** Everything that is told of one Pod. */
export interface PodRecords {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  readonly object: unknown;
  readonly versions: PodRecord[];
}

/** Whose a container is. */
export interface ContainerOwner {
  readonly uid: string;
  readonly container: string;
}

/** Collects facts in whatever order they come. */
export class Collection {
  readonly pods = new Map<string, PodRecords>();
  /** By namespace and name. */
  readonly slices = new Map<string, SliceRecord[]>();
  /** The slices that a Pod is or was in, by its UID. */
  readonly slicesOf = new Map<string, Set<string>>();
  readonly containers = new Map<string, ContainerRecord[]>();
  readonly owners = new Map<string, ContainerOwner>();

  /** Takes one fact. */
  take(fact: Fact, place: Place): void {
    switch (fact.fact) {
      case 'pod':
        this.#pod(fact, place);
        break;
      case 'slice': {
        const { told, version, at } = fact;
        const record = { ...place, told, version, by: '', ...(at === undefined ? {} : { at }) };
        const key = `${version.namespace}/${version.name}`;
        append(this.slices, key, record);
        for (const { uid } of version.endpoints) this.slicesOf.set(uid, (this.slicesOf.get(uid) ?? new Set()).add(key));
        break;
      }
      case 'container':
        this.owners.set(fact.id, { uid: fact.uid, container: fact.container });
        break;
      case 'started':
        append(this.containers, fact.id, { ...place, id: fact.id, exitCode: null, at: fact.at });
        break;
      case 'exited':
        append(this.containers, fact.id, { ...place, id: fact.id, exitCode: fact.exitCode, at: fact.at });
        break;
    }
  }

  #pod({ told, version, by, at }: Extract<Fact, { fact: 'pod' }>, place: Place): void {
    const { object, ...rest } = version;
    const { uid, namespace, name } = version;
    const known = this.pods.get(uid) ?? { uid, namespace, name, object, versions: [] };
    this.pods.set(uid, known);
    known.versions.push({ ...place, told, version: rest, by, ...(at === undefined ? {} : { at }) });
    for (const { name: container, ids } of version.containers)
      for (const id of ids) this.owners.set(id, { uid, container });
  }
}

const append = <V>(map: Map<string, V[]>, key: string, value: V): void => {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
};
