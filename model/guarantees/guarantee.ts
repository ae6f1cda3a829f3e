/** What a guarantee is: a promise in words, a way to judge steps or states, and what to say when it does not hold. */
import type { Cluster } from '../cluster.ts';
import type { Event } from '../event.ts';
import type { Scenario } from '../scenario.ts';
import type { Remedy } from './remedy.ts';

/** What one look at a step or state says about a promise: nothing to do with it, kept, or broken. */
export type Judgement = 'silent' | 'kept' | 'broken';

/** A promise about every reachable state, for one subject. */
export interface StatePromise {
  readonly kind: 'state';
  readonly subject: string;
  readonly judge: (cluster: Cluster) => Judgement;
}

/** A promise about every reachable step, for one subject; `concerns` looks at the event alone. */
export interface StepPromise {
  readonly kind: 'step';
  readonly subject: string;
  readonly concerns: (event: Event) => boolean;
  readonly judge: (before: Cluster, event: Event, after: Cluster) => Judgement;
}

/** A promise that under weak fairness every `from` is followed by a `to`, for one subject. */
export interface LeadsToPromise {
  readonly kind: 'leads-to';
  readonly subject: string;
  readonly from: (cluster: Cluster) => boolean;
  readonly to: (cluster: Cluster) => boolean;
}

/** A promise of any of the three kinds. */
export type GuaranteePromise = StatePromise | StepPromise | LeadsToPromise;

/**
 * Which cut of the input a guarantee is checked on: `pod` one pod's lifecycle in full detail; `readiness` its
 * readiness and conditions; `deadline` the life of a large pod with its activeDeadlineSeconds; `endpoints` one pod with its Services and
 * kube-proxies; `capacity` several pods competing for nodes; `identity` two incarnations under one name; `claims` one pod and its claims;
 * `timed-endpoints` and `timed-shutdown` the end of a running pod, with and without its Services, as fast and as slow as is assumed;
 * `timed-startup` the start of one container with its probes, likewise.
 */
export const sliceNames = [
  'pod',
  'readiness',
  'deadline',
  'endpoints',
  'capacity',
  'identity',
  'claims',
  'timed-endpoints',
  'timed-shutdown',
  'timed-startup',
] as const;
/**
 * Scenarios that no manifest is cut into yet: `rollout` a Deployment whose template changes, with its Pods in slots; `scale` one whose replicas change.
 */
export const workloadSliceNames = ['rollout', 'scale'] as const;
/** The name of a cut. */
export type SliceName = (typeof sliceNames)[number] | (typeof workloadSliceNames)[number];

/** True of a cut that `check` makes of manifests. */
export const isCutFromManifests = (name: SliceName): boolean => (sliceNames as readonly SliceName[]).includes(name);

/** How the literature of this project (its fact sheets) stands to a guarantee: its verdict before any search. */
export type Standing = 'always' | 'conditional' | 'violated';

/** A path below a pod's `spec`, for pointing at a line: `['containers', 0, 'lifecycle', 'preStop']`. */
export type SpecPath = readonly (string | number)[];

/** The last step of a counterexample. */
export interface StoryEnd {
  readonly event: Event;
  readonly after: Cluster;
}

/** What one counterexample shows: why it goes that way, and what to change about that. */
export interface Cause {
  readonly why: string;
  /** What the Pod waits for where the run gets stuck: a clause, as in "init container migrate is still running". */
  readonly waits: string;
  readonly advice: string;
  /** Who can do what the advice says. */
  readonly remedy: Remedy;
}

/** One guarantee, with everything there is to say about it. */
export interface Guarantee {
  /** Stable, kebab-case. */
  readonly id: string;
  /** One sentence that is the promise itself. */
  readonly sentence: string;
  /** What is wrong when it does not hold: a clause that can stand alone in a list, without a full stop. */
  readonly broken: string;
  /** Ids of the facts it rests on. */
  readonly facts: readonly string[];
  readonly standing: Standing;
  /** conditional: what must be assumed; violated: when it breaks. */
  readonly condition?: string;
  /** A textbook error this guarantee is the answer to, in words. */
  readonly textbook?: string;
  readonly slices: readonly SliceName[];
  /** Whether this scenario has what the promise speaks about. */
  readonly applies: (scenario: Scenario) => boolean;
  /** Why it breaks when it breaks: the mechanism, for someone who has never seen our code. */
  readonly why: string;
  /** What to change; or that no manifest can. */
  readonly advice: string;
  /** Why it broke in one counterexample, where that shows which of several causes it was. */
  readonly cause?: (scenario: Scenario, end: StoryEnd) => Cause | undefined;
  /** The field of the pod's spec to look at, where a counterexample has been found: as that ends. */
  readonly where?: (scenario: Scenario, end?: StoryEnd) => SpecPath;
  /** Who can make it hold in this scenario, and with which fields; of a counterexample, in the situation that it ends in. */
  readonly remedy: (scenario: Scenario, end?: StoryEnd) => Remedy;
  /** The id of a mutation of the model that breaks it. */
  readonly mutant: string;
  /** Ids of further mutations that break it. */
  readonly alsoBrokenBy?: readonly string[];
  /** One promise for each thing it speaks about. */
  readonly promises: (scenario: Scenario) => readonly GuaranteePromise[];
}

/** A cut of the input, as far as a guarantee looks at it. */
export interface AskedIn {
  readonly slice: SliceName;
  readonly scenario: Scenario;
}

/** Whether a guarantee is asked of this slice: it is checked on slices of that name, and the scenario has what it speaks about. */
export const isAskedIn = ({ slices, applies }: Guarantee, { slice, scenario }: AskedIn): boolean =>
  slices.includes(slice) && applies(scenario);

/** The mutations that break a guarantee, by id. */
export const mutantsOf = ({ mutant, alsoBrokenBy = [] }: Guarantee): readonly string[] => [mutant, ...alsoBrokenBy];
