/** What an exhibit is: a bug that people had, as a scenario, a promise, two sides of one switch, and the run that was reported. */
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { GuaranteePromise } from '../../model/guarantees/guarantee.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Mutation } from '../mutants/mutation.ts';

/** An event of which only some fields are said. */
export type EventPattern = {
  readonly [T in Event['type']]: { readonly type: T } & Partial<Extract<Event, { readonly type: T }>>;
}[Event['type']];

/** One step of the reported run. Between two of them anything may happen. */
export interface Moment {
  /** The step in the words of the report. */
  readonly says: string;
  readonly event: EventPattern;
  /** What else is true of this step, where the event alone does not tell. */
  readonly when?: (before: Cluster, after: Cluster) => boolean;
}

/** A promise that is no guarantee of the product. */
export interface BarePromise {
  readonly sentence: string;
  /** One for each thing it speaks about. */
  readonly promises: (scenario: Scenario) => readonly GuaranteePromise[];
}

/** What is asked: a guarantee by its id, or a promise of the exhibit's own. */
export type Asked = { readonly guarantee: string } | BarePromise;

/** One side of the switch: how it differs from the exhibit's scenario, and from the model. */
export interface Side {
  /** What happens on this side, in one sentence. */
  readonly says: string;
  /** Fields of the scenario that are otherwise: gates, assumptions, a field of a Pod. */
  readonly scenario?: Partial<Scenario>;
  /** Changes of the model, made one after the other. Without any it is the model as it is. */
  readonly mutations?: readonly Mutation[];
}

/** A third side, for what the two do not show: that one half of a cure is not enough, or that no cure helps without a bound. */
export interface FurtherSide extends Side {
  readonly expected: 'holds' | 'violated';
}

/** How the order of events is known: the report spells it out; it gives cause and effect; it gives symptoms only. */
export type Grade = 'A' | 'B' | 'C';

/** One bug of the museum. */
export interface Exhibit {
  /** `<project>-<number>` of the first public thread in `links`. Stable. */
  readonly id: string;
  readonly title: string;
  /** Public threads as `<owner>/<repository>#<number>`, the report first. */
  readonly links: readonly string[];
  /** Where it was seen, where it was fixed. */
  readonly versions: string;
  readonly grade: Grade;
  /** What happened to whom and why, for somebody who has never heard of it. */
  readonly story: string;
  readonly scenario: Scenario;
  readonly asked: Asked;
  /** The name of the difference between both sides. */
  readonly switch: string;
  /** With the bug. Expected: violated. */
  readonly off: Side;
  /** Without it, all else equal. Expected: holds. */
  readonly on: Side;
  readonly further?: readonly FurtherSide[];
  /** The reported run, step by step, as a subsequence of events. */
  readonly run: readonly Moment[];
}

/** A public bug that is no exhibit yet, and what it waits for. */
export interface Missing {
  readonly id: string;
  readonly title: string;
  readonly links: readonly string[];
  /** What the model lacks. */
  readonly needs: string;
}
