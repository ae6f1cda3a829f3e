/** What a check of one scenario answers, as plain data. Words are made of it on the floor above. */
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { Guarantee } from '../../model/guarantees/guarantee.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Ending, Limit, Statistics, Trace } from '../explore/machine.ts';

/** A run that is not told: how long it is, and its schedule as a short string. */
export interface ShortestRun {
  readonly steps: number;
  readonly schedule: string;
}

/** The answer to one guarantee in one scenario: the worst answer over its subjects. */
export interface GuaranteeResult {
  readonly guarantee: Guarantee;
  readonly verdict: 'holds' | 'violated' | 'undecided';
  /** How often its situation came up; 0 = it never did, so `holds` is empty talk. */
  readonly reached: number;
  /** The subject of the violation, e.g. `web/app`. */
  readonly subject?: string;
  /** A schedule that breaks it: a shortest one, or, if there is `shortest`, one on which the Pod runs before it is deleted. */
  readonly trace?: Trace<Cluster, Event>;
  /** A shortest schedule that breaks it, where another one is told. */
  readonly shortest?: ShortestRun;
  /** A shortest schedule to a situation where it is kept. */
  readonly witness?: Trace<Cluster, Event>;
  /** The trace as a short string that `podproof replay` takes. */
  readonly schedule?: string;
  /** Of an undecided one: what came before the answer. */
  readonly limit?: Limit | 'failed';
}

/** The answer to one scenario. */
export interface ScenarioResult {
  readonly scenario: Scenario;
  /** What the slice behind this scenario left out, one sentence each. */
  readonly leftOut: readonly string[];
  /** Why the search ended. `failed`: podproof made a mistake, `failure` says which; the answers of other scenarios stand. */
  readonly ending: Ending | 'failed';
  readonly failure?: string;
  readonly statistics: Statistics;
  readonly seconds: number;
  readonly results: readonly GuaranteeResult[];
}
