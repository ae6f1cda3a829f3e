/** What records tell, whoever wrote them: the words that all sources have in common. */

/** Where a record stands. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** No earlier, no later; milliseconds since 1970. */
export interface Within {
  readonly earliest: number;
  readonly latest: number;
}

/** A condition of a Pod. */
export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
}

/** What the status says of one container. */
export interface ContainerSeen {
  readonly name: string;
  /** IDs it has or had at the runtime, without the runtime's name. */
  readonly ids: readonly string[];
  readonly restarts: number;
}

/** A version of a stored Pod, as far as it is looked at. */
export interface PodVersion {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  /** 0 where nobody wrote it down. */
  readonly resourceVersion: number;
  readonly node: string;
  readonly gated: boolean;
  readonly grace: number | null;
  readonly phase: string;
  readonly reason: string;
  readonly conditions: readonly Condition[];
  readonly hasAddress: boolean;
  readonly containers: readonly ContainerSeen[];
  /** `<manager> <subresource> <time>` of every entry of metadata.managedFields, by which the writer of a version can be told. */
  readonly managers: readonly string[];
  /** Images by container; they change only if somebody updates the Pod. */
  readonly images: string;
  /** Labels, sorted: while they stay the same, the same Services select it. */
  readonly labels: string;
  readonly owner: string;
  /** The object itself, of which the scenario is made. */
  readonly object: unknown;
}

/** An endpoint of a slice that belongs to a Pod. */
export interface EndpointSeen {
  readonly pod: string;
  readonly uid: string;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
}

/** A version of an EndpointSlice. */
export interface SliceVersion {
  readonly namespace: string;
  readonly name: string;
  readonly service: string;
  readonly resourceVersion: number;
  readonly endpoints: readonly EndpointSeen[];
}

/** How a version came to be told: by a watch, which says what kind of change it is, or as it was at some time. */
export type Told = 'ADDED' | 'MODIFIED' | 'DELETED' | 'SEEN';

/** One thing a record tells. */
export type Fact =
  | {
      readonly fact: 'pod';
      readonly told: Told;
      readonly version: PodVersion;
      readonly by: string;
      readonly at?: Within;
    }
  | { readonly fact: 'slice'; readonly told: Told; readonly version: SliceVersion; readonly at?: Within }
  /** Whose container has this ID at the runtime. */
  | { readonly fact: 'container'; readonly id: string; readonly uid: string; readonly container: string }
  | { readonly fact: 'started'; readonly id: string; readonly at: Within }
  | { readonly fact: 'exited'; readonly id: string; readonly exitCode: number; readonly at: Within };

/** One kind of record: what it is called, and what a record of it tells (nothing, if it proves nothing); undefined if it is not of this kind. */
export interface Source {
  readonly name: string;
  readonly read: (record: unknown) => readonly Fact[] | undefined;
}
