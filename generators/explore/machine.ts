/**
 * The contract between a model and the explorer: what a machine is, what may be asked of it, what is answered.
 * Nothing here knows Kubernetes; a traffic light is as good a machine as a cluster.
 */

import type { Renaming } from './symmetry/renaming.ts';

/** One entry of a state: a plain, frozen, JSON-like object. A cell is always an object, never null or a primitive. */
export type Cell = object;

/**
 * A state is a two-level record: group → key → cell. Which groups and keys exist is settled by the initial state; events
 * only replace cells. (Groups named in `Machine.fixed` are exempt: any value, never changed.)
 */
export type State = object;

/** One actor of a machine: somebody who makes events happen. */
export interface Component<S, E> {
  /** The name shown in a trace, one lane per distinct `lane` (default: the name itself). */
  readonly name: string;
  /** Weak fairness: a component that stays able to act for ever will act. Default false. */
  readonly fair?: boolean;
  /** The events this component may cause next. Pure; depends on nothing but the state. */
  readonly enabled: (state: S) => readonly E[];
}

/**
 * How long an event waits from the moment it became possible: it happens no earlier than `earliest` and no later than
 * `latest`, unless something makes it impossible first. Whole milliseconds.
 */
export interface Timing {
  readonly earliest: number;
  /** `Infinity` if it may be put off for ever. */
  readonly latest: number;
  /** `earliest` itself is too early. Default false. */
  readonly earliestOpen?: boolean;
  /** `latest` itself is too late. Default false. */
  readonly latestOpen?: boolean;
}

/**
 * Of a promise that is made of several things by name: which one this is about. Under a symmetry it becomes the promise of the same kind
 * and family about what the symmetry makes of the subject. Absent: it speaks of no name, or of all alike, so that it stays what it is.
 */
export interface About {
  readonly family: string;
  readonly subject: string;
}

/** A pure transition system: ordinary immutable code, `reduce` returns spreads of its argument. */
export interface Machine<S, E> {
  readonly initial: S;
  readonly components: readonly Component<S, E>[];
  readonly reduce: (state: S, event: E) => S;
  /** Groups of the state that no event ever changes (configuration). They may hold anything. */
  readonly fixed?: readonly string[];
  /**
   * Time. Asked of each event in the state in which it becomes possible; `undefined` is any delay at all, from 0 to
   * for ever. An event that was possible before a step, is after it, and is not the one that happened, keeps waiting as it was.
   */
  readonly timing?: (state: S, event: E) => Timing | undefined;
  /** Which events this step, taken in this state, makes wait anew although they stay possible. Default: none. */
  readonly renews?: (state: S, event: E) => readonly E[];
  /**
   * Permutations of names under which the machine stays what it is: a group, without the one that renames nothing. A search looks at one
   * state for all that are renamings of one another. See `symmetry/renaming.ts` for what they demand of the machine.
   */
  readonly symmetries?: readonly Renaming<E>[];
}

/** What one look at a step or state says about a promise: nothing to do with it, kept, or broken. */
export type Judgement = 'silent' | 'kept' | 'broken';

/** A promise about every reachable state. */
export interface StateProperty<S> {
  readonly id: string;
  readonly about?: About;
  readonly kind: 'state';
  readonly judge: (state: S) => Judgement;
}

/** A promise about every reachable step. `concerns` filters by event alone, so that other steps cost nothing. */
export interface StepProperty<S, E> {
  readonly id: string;
  readonly about?: About;
  readonly kind: 'step';
  readonly concerns: (event: E) => boolean;
  readonly judge: (before: S, event: E, after: S) => Judgement;
}

/**
 * A promise that something eventually happens: from every reachable state where `from` holds, every weakly fair run
 * comes to a state where `to` holds (at once counts). "eventually P" is `from: () => true` with `initially: true`.
 */
export interface LeadsToProperty<S> {
  readonly id: string;
  readonly about?: About;
  readonly kind: 'leads-to';
  /** Ask `from` of the initial state only. Default false. */
  readonly initially?: boolean;
  readonly from: (state: S) => boolean;
  readonly to: (state: S) => boolean;
}

/** A promise of any kind. */
export type Property<S, E> = StateProperty<S> | StepProperty<S, E> | LeadsToProperty<S>;

/** The moments at which a step of a timed run can happen, in milliseconds from the start of the run. */
export interface Moments {
  readonly earliest: number;
  /** `Infinity` if the run can wait there for ever. */
  readonly latest: number;
  /** `earliest` itself is too early, everything after it is not. */
  readonly earliestOpen?: boolean;
  readonly latestOpen?: boolean;
}

/** One step of a trace: who did what, and the state after it. */
export interface TraceStep<S, E> {
  readonly by: string;
  readonly event: E;
  readonly state: S;
  /** Of a machine with `timing`: when this step can happen in this run. */
  readonly at?: Moments;
}

/** A run from the initial state. With `loopsTo` it is a lasso: after the last step it goes on at step `loopsTo` (0 = initial). */
export interface Trace<S, E> {
  readonly initial: S;
  readonly steps: readonly TraceStep<S, E>[];
  readonly loopsTo?: number;
}

/**
 * `holds`: proved on all reachable states. `violated`: `trace` is a shortest one. `undecided`: the search was cut short before an
 * answer. `reached` counts how often the promise had something to say (kept or broken; states where `from` held): 0 means vacuous.
 */
export interface Finding<S, E> {
  readonly id: string;
  readonly verdict: 'holds' | 'violated' | 'undecided';
  readonly reached: number;
  readonly trace?: Trace<S, E>;
  /** A shortest run to the first situation the promise speaks about and keeps. */
  readonly witness?: Trace<S, E>;
  /** Of an undecided one: what came before the answer. The search for states may have been complete by then. */
  readonly limit?: Limit;
}

/** Why a search ended. `decided`: `stopWhenDecided` was set and every safety property had been violated. */
export type Ending = 'complete' | 'max-states' | 'max-memory' | 'interrupted' | 'decided';

/** What keeps a promise undecided. `long-delay`: the only run that was found may need a delay longer than can be told apart. */
export type Limit = Exclude<Ending, 'complete'> | 'long-delay';

/** What a machine with `timing` cost beyond an untimed one. */
export interface TimedStatistics {
  /** Different states, not counting time. */
  readonly untimedStates: number;
  /** Different domains of waiting times. */
  readonly zones: number;
  /** How many steps a domain took, and how many of them had to be computed: the others were remembered. */
  readonly zoneSteps: number;
  readonly zoneStepsComputed: number;
  /** Calls of `timing`. */
  readonly timingCalls: number;
  /** Classes passed over because a class found before includes them. 0 without `inclusion`. */
  readonly included: number;
}

/** What a search up to renaming stands for: the numbers of the whole graph. */
export interface SymmetryStatistics {
  /** How many renamings there are, the one that renames nothing included. */
  readonly order: number;
  readonly states: number;
  readonly transitions: number;
  readonly deadlocks: number;
}

/** What a search has counted, and what it cost. With `symmetry`, states, transitions and deadlocks are counted up to renaming. */
export interface Statistics {
  /** Of a machine with `timing`, state classes: a state with the domain of what its events have yet to wait. */
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  /** Calls of `reduce` (and of `enabled`): the memo's misses. */
  readonly reduceCalls: number;
  readonly enabledCalls: number;
  readonly judgeCalls: number;
  /** Bytes held per state: row, hash table slot, parent link, as allocated. */
  readonly bytesPerState: number;
  readonly deadlocks: number;
  /** How many transitions each event type (the event's `type` field) had. */
  readonly eventCounts: Readonly<Record<string, number>>;
  /** Only of a machine with `timing`. */
  readonly timed?: TimedStatistics;
  /** Only of a search that made use of symmetries. */
  readonly symmetry?: SymmetryStatistics;
}

/** What a search answers. */
export interface Exploration<S, E> {
  readonly ending: Ending;
  readonly statistics: Statistics;
  readonly findings: readonly Finding<S, E>[];
}
