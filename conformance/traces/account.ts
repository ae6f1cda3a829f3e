/** Decides every history of a collection, and says in words what there is to say of it. */
import type { Collection } from '../logs/collect.ts';
import type { Place } from '../logs/fact.ts';
import { type Breach, breachesIn } from './breach.ts';
import { type Bounds, Decider, type Decision, type Departure, type Rule } from './decide.ts';
import type { Entry, History } from './entry.ts';
import { historyOf } from './history.ts';
import { isOfEndpoint } from './labels.ts';
import type { Passed } from './search.ts';
import { eventWords, labelWords, lastShown } from './words.ts';

/** Whether a run of the model shows all of a history. */
export type HistoryVerdict = 'explained' | 'impossible' | 'undecided';

/** One line of a timeline: a record, or a step of the model that nobody saw. */
export interface Row {
  readonly kind: 'record' | 'step';
  /** Who tells of it, or who does it. */
  readonly by: string;
  readonly says: string;
  /** RFC 3339; null where nobody knows. */
  readonly earliest: string | null;
  readonly latest: string | null;
  readonly at: Place | null;
}

/** What there is to say of the history of one Pod. */
export interface Account {
  readonly subject: string;
  readonly uid: string;
  readonly owner: string;
  readonly verdict: HistoryVerdict;
  /** How many entries there are, and how many of them the longest explained part has. */
  readonly entries: number;
  readonly explained: number;
  /** Where the first record stands that nothing explains, and what it says; null and empty if there is none. */
  readonly at: Place | null;
  readonly says: string;
  /** The rule that forbids it. */
  readonly rule: string;
  /** What could have come instead. */
  readonly legal: readonly string[];
  /** Mistakes of implementers that would explain it, by the ids of `podproof mutants`. */
  readonly asIf: readonly string[];
  /** Why it is undecided. */
  readonly because: string;
  /** Faults of the model were needed to explain it: restarts, hooks that fail, volumes that cannot be mounted. */
  readonly withFaults: boolean;
  /** Writers that are no part of the model and changed the status. */
  readonly environment: readonly string[];
  /** What of it was not looked at. */
  readonly unchecked: readonly string[];
  readonly timeline: readonly Row[];
}

const timeText = (time: number): string | null => (Number.isFinite(time) ? new Date(time).toISOString() : null);

const rowOf = (passed: Passed): Row => {
  if ('entry' in passed) return recordRow(passed.entry);
  const { by, event } = passed.step;
  return { kind: 'step', by, says: eventWords(event), earliest: null, latest: null, at: null };
};

const recordRow = ({ file, line, earliest, latest, says, by }: Entry): Row => ({
  kind: 'record',
  by,
  says,
  earliest: timeText(earliest),
  latest: timeText(latest),
  at: { file, line },
});

const ruleWords = ({ kind, way }: Rule): string => {
  const last = way.at(-1);
  if (kind === 'unknown') return 'no run of the model shows it here; whether one does later is too far to see';
  if (last === undefined) return 'from there no run of the model comes to it';
  const before = way.slice(0, -1).map(({ event }) => eventWords(event));
  const first = before.length === 0 ? '' : `, after ${before.join(', ')}`;
  return `it comes with ${eventWords(last.event)} of ${last.by}${first}; until then the model does not show it`;
};

/** Services themselves are not read. */
const selectorsStay = '. Whom the Service selects is taken to stay as it was';

const nothing = {
  at: null,
  says: '',
  rule: '',
  legal: [],
  asIf: [],
  because: '',
  withFaults: false,
  timeline: [],
} as const;

const ofBreach = ({ file, line, says, rule }: Breach) =>
  ({ ...nothing, verdict: 'impossible', explained: 0, at: { file, line }, says, rule }) as const;

const ofDeparture = ({ first, legal, rule, run, explained }: Departure) => {
  const before = lastShown(run.flatMap((one) => ('entry' in one ? [one.entry] : [])));
  return {
    ...nothing,
    explained,
    at: { file: first.file, line: first.line },
    says: first.says,
    rule: `${ruleWords(rule)}${isOfEndpoint(first.key) ? selectorsStay : ''}`,
    legal: [...new Set(legal.map((label) => labelWords(label, before)))],
    timeline: [...run.map(rowOf), recordRow(first)],
  };
};

const ofDecision = (decision: Decision, history: History, asIf: () => readonly string[]) => {
  const entries = history.sources.flat().length;
  switch (decision.verdict) {
    case 'explained': {
      const { liberty, run } = decision;
      return {
        ...nothing,
        verdict: 'explained',
        explained: entries,
        withFaults: liberty !== 'usual',
        timeline: run.map(rowOf),
      } as const;
    }
    case 'impossible':
      return { ...ofDeparture(decision), verdict: 'impossible', asIf: asIf() } as const;
    case 'undecided': {
      const { because, departure } = decision;
      if (departure === undefined) return { ...nothing, verdict: 'undecided', explained: 0, because } as const;
      return {
        ...ofDeparture(departure),
        verdict: 'undecided',
        because: `with fewer faults it is impossible, with all of them ${because}`,
      } as const;
    }
  }
};

const accountOf = (history: History, breach: Breach | undefined, decider: Decider, askMistakes: boolean): Account => {
  const entries = history.sources.flat();
  const asIf = (): readonly string[] => (askMistakes ? decider.asIf(history) : []);
  const found = breach === undefined ? ofDecision(decider.decide(history), history, asIf) : ofBreach(breach);
  const { namespace, name, uid, owner, unchecked } = history;
  const writers = entries.flatMap(({ by, says, foreign }) => (foreign === true ? [`${by}: ${says}`] : []));
  return {
    subject: `${namespace}/${name}`,
    uid,
    owner,
    entries: entries.length,
    ...found,
    environment: [...new Set(writers)],
    unchecked,
  };
};

/** Accounts of all Pods, in the order in which they appear. */
export function* accountsOf(collection: Collection, bounds: Bounds): Iterable<Account> {
  const breaches = breachesIn(collection);
  const decider = new Decider(bounds);
  let asked = 0;
  for (const records of collection.pods.values()) {
    const account = accountOf(historyOf(records, collection), breaches.get(records.uid), decider, asked < bounds.asked);
    if (account.verdict === 'impossible') asked += 1;
    yield account;
  }
}
