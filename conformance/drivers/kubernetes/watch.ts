/** From the watches of a namespace to observations: what changed in the stored Pods and in the EndpointSlices. */
import type { Observation } from '../../../generators/suite/case.ts';
import type { Phase } from '../../../model/cluster.ts';
import type { WatchEvent } from './follow.ts';
import { caseLabel } from './manifest.ts';

/** A stored Pod, as far as it is looked at. */
export interface StoredPod {
  readonly metadata: {
    readonly resourceVersion?: string;
    readonly name: string;
    readonly uid: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly deletionGracePeriodSeconds?: number;
  };
  readonly spec: { readonly nodeName?: string };
  readonly status: {
    readonly phase?: Phase;
    readonly podIP?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

interface Shown {
  readonly node: string;
  readonly grace: number | undefined;
  readonly phase: Phase;
  readonly ready: boolean;
}

/** What a Pod shows by being stored: one that names its node itself is not scheduled. */
const fresh = (node: string): Shown => ({ node, grace: undefined, phase: 'Pending', ready: false });

const shownBy = ({ metadata, spec, status }: StoredPod): Shown => ({
  node: spec.nodeName ?? '',
  grace: metadata.deletionGracePeriodSeconds,
  phase: status.phase ?? 'Pending',
  ready: status.conditions?.some((one) => one.type === 'Ready' && one.status === 'True') ?? false,
});

const changes = (uid: string, was: Shown, is: Shown): readonly Observation[] => [
  ...(is.node === was.node ? [] : [{ see: 'pod scheduled', uid, node: is.node } as const]),
  ...(is.grace === was.grace || is.grace === undefined ? [] : [{ see: 'pod deleting', uid, grace: is.grace } as const]),
  ...(is.phase === was.phase ? [] : [{ see: 'pod phase', uid, phase: is.phase } as const]),
  ...(is.ready === was.ready ? [] : [{ see: 'pod ready', uid, ready: is.ready } as const]),
];

/** Follows the Pods of one case. */
export class PodSight {
  readonly #uidOf: (pod: StoredPod) => string | undefined;
  readonly #nodes: ReadonlyMap<string, string>;
  readonly #shown = new Map<string, Shown>();

  /** `uidOf` says which incarnation of the case a Pod is, `nodes` what the case calls a node. */
  constructor(uidOf: (pod: StoredPod) => string | undefined, nodes: ReadonlyMap<string, string>) {
    this.#uidOf = uidOf;
    this.#nodes = nodes;
  }

  /** What this event shows. */
  event({ type, object }: WatchEvent<StoredPod>): readonly Observation[] {
    const uid = this.#uidOf(object);
    if (uid === undefined) return [];
    const id = object.metadata.uid;
    const known = this.#shown.get(id);
    if (type === 'DELETED') {
      this.#shown.delete(id);
      return known === undefined ? [] : [{ see: 'pod removed', uid }];
    }
    const read = shownBy(object);
    const is = { ...read, node: this.#nodes.get(read.node) ?? read.node };
    this.#shown.set(id, is);
    const stored: readonly Observation[] = known === undefined ? [{ see: 'pod stored', uid }] : [];
    return [...stored, ...changes(uid, known ?? fresh(is.node), is)];
  }
}

/** An EndpointSlice, as far as it is looked at. */
export interface StoredSlice {
  readonly metadata: {
    readonly resourceVersion?: string;
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly endpoints?: readonly StoredEndpoint[] | null;
}

interface StoredEndpoint {
  readonly conditions?: { readonly ready?: boolean; readonly serving?: boolean; readonly terminating?: boolean };
  readonly targetRef?: { readonly name?: string };
}

type EndpointState = Extract<Observation, { readonly see: 'endpoint' }>['state'];

const stateOf = ({ conditions = {} }: StoredEndpoint): EndpointState => {
  const { ready = true, serving = ready, terminating = false } = conditions;
  if (terminating && ready) return 'terminating but ready';
  if (terminating) return serving ? 'terminating but serving' : 'terminating';
  return ready ? 'ready' : 'not ready';
};

/** Follows the EndpointSlices of one case: the controller gives a slice the labels of its Service (endpointslice/utils.go, 1.35). */
export class SliceSight {
  readonly #number: string;
  readonly #shown = new Map<string, ReadonlyMap<string, EndpointState>>();

  /** `number`: of the case. Slices of other cases, and of what the driver itself needs, show nothing. */
  constructor(number: number) {
    this.#number = String(number);
  }

  /** What this event shows. */
  event({ type, object }: WatchEvent<StoredSlice>): readonly Observation[] {
    const service = object.metadata.labels?.['kubernetes.io/service-name'];
    if (service === undefined || object.metadata.labels?.[caseLabel] !== this.#number) return [];
    const was = this.#shown.get(object.metadata.name) ?? new Map<string, EndpointState>();
    const endpoints = type === 'DELETED' ? [] : (object.endpoints ?? []);
    const is = new Map(endpoints.map((endpoint) => [endpoint.targetRef?.name ?? '', stateOf(endpoint)]));
    this.#shown.set(object.metadata.name, is);
    return [...new Set([...was.keys(), ...is.keys()])].flatMap((pod) => {
      const state = is.get(pod) ?? 'absent';
      return state === (was.get(pod) ?? 'absent') ? [] : [{ see: 'endpoint', service, pod, state } as const];
    });
  }
}
