/** Looking at an exhibit: both verdicts by whole searches, and a run that breaks the promise the way it was reported. */
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { GuaranteePromise } from '../../model/guarantees/guarantee.ts';
import type { Model } from '../../model/reducer.ts';
import {
  type Ending,
  encodeSchedule,
  explore,
  type Finding,
  type Property,
  type Statistics,
  scheduleOf,
  type Trace,
} from '../explore/index.ts';
import type { Exhibit, Side } from './exhibit.ts';
import { followedBy, onceFollowed, positionsOf, withoutMonitor } from './follow.ts';
import { modelOn, promisesOf, scenarioOn } from './sides.ts';

/** The answer on one side. */
export interface SideVerdict {
  readonly verdict: 'holds' | 'violated' | 'undecided';
  /** How often the situation of the promise came up; `holds` with 0 would say nothing. */
  readonly reached: number;
  readonly ending: Ending;
  readonly statistics: Statistics;
  /** A shortest run that breaks it: whose promise, and the schedule. */
  readonly broken?: BrokenRun;
  /** A shortest run to a situation in which it is kept. */
  readonly witness?: Trace<Cluster, Event>;
}

/** A run that breaks the promise. */
export interface BrokenRun {
  /** Whose promise it is, as `web/app`. */
  readonly subject: string;
  readonly trace: Trace<Cluster, Event>;
  readonly schedule: string;
}

/** The reported run, found in the model. */
export interface ReportedRun extends BrokenRun {
  /** At which step of it, counted from 1, each step of the report happens. */
  readonly positions: readonly number[];
}

const propertyOf = ({ subject: _subject, ...promise }: GuaranteePromise, index: number): Property<Cluster, Event> => ({
  ...promise,
  id: String(index),
});

const rank = { violated: 0, undecided: 1, holds: 2 } as const;
const lengthOf = ({ trace }: Finding<Cluster, Event>): number => trace?.steps.length ?? 0;

/** Of several findings the one that counts: the worst verdict, then the shortest run. */
const worst = (findings: readonly Finding<Cluster, Event>[]): Finding<Cluster, Event> | undefined =>
  [...findings].sort((a, b) => rank[a.verdict] - rank[b.verdict] || lengthOf(a) - lengthOf(b))[0];

const brokenRun = (
  model: Model,
  promises: readonly GuaranteePromise[],
  { id, trace }: Finding<Cluster, Event>,
): BrokenRun | undefined =>
  trace === undefined
    ? undefined
    : {
        subject: promises[Number(id)]?.subject ?? '',
        trace,
        schedule: encodeSchedule(scheduleOf(model, trace)),
      };

/** Searches one side whole. */
export const verdictOn = (exhibit: Exhibit, side: Side): SideVerdict => {
  const model = modelOn(exhibit, side);
  const promises = promisesOf(exhibit.asked, scenarioOn(exhibit, side));
  const { ending, statistics, findings } = explore<Cluster, Event>(model, promises.map(propertyOf));
  const found = worst(findings);
  const broken = found === undefined ? undefined : brokenRun(model, promises, found);
  const witness = findings.map((finding) => finding.witness).find((trace) => trace !== undefined);
  return {
    verdict: found?.verdict ?? 'holds',
    reached: findings.reduce((sum, { reached }) => sum + reached, 0),
    ending,
    statistics,
    ...(broken === undefined ? {} : { broken }),
    ...(witness === undefined ? {} : { witness }),
  };
};

/** A shortest run with the bug that breaks the promise after all steps of the report; undefined if there is none. */
export const reportedRun = (exhibit: Exhibit): ReportedRun | undefined => {
  const { run: report, off, asked } = exhibit;
  const model = modelOn(exhibit, off);
  const promises = promisesOf(asked, scenarioOn(exhibit, off));
  const properties = promises.map((promise, index) => onceFollowed(String(index), promise, report));
  const { findings } = explore(followedBy(model, report), properties, { stopWhenDecided: properties.length === 1 });
  const alone = findings.map(({ trace, ...finding }): Finding<Cluster, Event> => {
    const { witness: _witness, ...rest } = finding;
    return trace === undefined ? rest : { ...rest, trace: withoutMonitor(trace) };
  });
  const found = worst(alone);
  const broken = found === undefined ? undefined : brokenRun(model, promises, found);
  return broken === undefined ? undefined : { ...broken, positions: positionsOf(report, broken.trace) };
};
