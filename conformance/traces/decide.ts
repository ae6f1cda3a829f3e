/** Decides a history: is there a run of the model that shows all of it, and if not, where does it leave the model? */
import { type Mutation, mutations } from '../../generators/mutants/index.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Entry, History } from './entry.ts';
import { type Beside, Followed, type FollowedStep, TooLarge } from './followed.ts';
import { Order } from './order.ts';
import { type Found, type Passed, Search, TooMany } from './search.ts';
import { type Liberty, liberties, settingOf } from './setting.ts';

/** How far to go. */
export interface Bounds {
  readonly maxStates: number;
  /** Places of the product of model and record. */
  readonly maxPlaces: number;
  /** Clocks of two sources may be so far apart, in milliseconds. */
  readonly skew: number;
  /** Of so many impossible histories it is tried which mistake would explain them: each takes as long as all the mistakes there are. */
  readonly asked: number;
  /** A release of Kubernetes. */
  readonly version: string;
}

/** What keeps the model from the first entry that nothing explains. early: other steps come first · never: no run comes to it from there · unknown: too far to see. */
export interface Rule {
  readonly kind: 'early' | 'never' | 'unknown';
  /** The shortest way there, the step that shows it last. */
  readonly way: readonly FollowedStep[];
}

/** The verdict on a history. */
export type Decision =
  | { readonly verdict: 'explained'; readonly liberty: Liberty; readonly run: readonly Passed[] }
  | (Departure & { readonly verdict: 'impossible' })
  /** `departure`: where it leaves the model with less liberty than there is. */
  | { readonly verdict: 'undecided'; readonly because: string; readonly departure?: Departure };

/** Where a history leaves the model. */
export interface Departure {
  /** Entries that the longest explained part has. */
  readonly explained: number;
  readonly first: Entry;
  readonly legal: readonly string[];
  readonly rule: Rule;
  readonly run: readonly Passed[];
}

const besideOf = ({ runtime, foreign, sources }: History): Beside => {
  const entries = sources.flat();
  const codes = entries.flatMap(({ key }) => (/^exited .* \d+$/.test(key) ? [Number(key.split(' ').at(-1))] : []));
  const graces = entries.flatMap(({ shown }) => (typeof shown?.grace === 'number' ? [shown.grace] : []));
  const ascending = (numbers: readonly number[]) => [...new Set(numbers)].sort((a, b) => a - b);
  return {
    runtime,
    exitCodes: ascending(runtime ? codes : [0, 1]),
    graces: ascending(graces),
    foreign: [...new Map(foreign.map((one) => [JSON.stringify(one), one])).values()],
    unschedulable: entries.some(({ shown }) => shown?.podScheduled === 'Unschedulable'),
  };
};

/** A rule is looked for among so many states. */
const mostAhead = 20_000;

/** The shortest way from any of these states to a step that shows the label. */
const ruleFor = (machine: Followed, from: readonly number[], label: string): Rule => {
  const came = new Map<number, readonly [FollowedStep, number] | undefined>(from.map((state) => [state, undefined]));
  const back = (state: number): readonly FollowedStep[] => {
    const link = came.get(state);
    return link === undefined ? [] : [...back(link[1]), link[0]];
  };
  for (const state of came.keys()) {
    if (came.size > mostAhead) return { kind: 'unknown', way: [] };
    for (const step of machine.steps(state)) {
      if (machine.labels(step.to).includes(label)) return { kind: 'early', way: [...back(state), step] };
      if (!came.has(step.to)) came.set(step.to, [step, state]);
    }
  }
  return { kind: 'never', way: [] };
};

/** So many models are kept for Pods that are alike. */
const mostKept = 16;

/** Decides histories; Pods that are alike share what is known of their model. */
export class Decider {
  readonly #bounds: Bounds;
  readonly #machines = new Map<string, Followed>();

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  /** The verdict on this history. */
  decide(history: History): Decision {
    if (history.beyond !== '') return { verdict: 'undecided', because: history.beyond };
    const setting = settingOf(history, this.#bounds.version);
    if (!setting.ok) return { verdict: 'undecided', because: setting.why };
    let last: Decision = { verdict: 'undecided', because: '' };
    for (const liberty of liberties) {
      const next = this.#tried(history, setting.scenarioFor(liberty), liberty);
      if (next.verdict === 'undecided') return last.verdict === 'impossible' ? { ...next, departure: last } : next;
      if (next.verdict === 'explained') return next;
      // Where it is the same record that nothing explains, the rule is plainer with fewer faults.
      const same: boolean = last.verdict === 'impossible' && next.verdict === 'impossible' && last.first === next.first;
      last = same ? last : next;
    }
    return last;
  }

  /** Mistakes of implementers with which the model would show all of it: ids of mutations. */
  asIf(history: History): readonly string[] {
    const setting = settingOf(history, this.#bounds.version);
    if (!setting.ok) return [];
    const scenario = setting.scenarioFor('usual');
    return mutations.filter((mistake) => this.#fits(history, scenario, mistake)).map(({ id }) => id);
  }

  #fits(history: History, scenario: Scenario, mistake: Mutation): boolean {
    try {
      const machine = new Followed(scenario, besideOf(history), this.#bounds.maxStates, [mistake]);
      return this.#search(machine, history).explained;
    } catch (error) {
      if (error instanceof TooLarge || error instanceof TooMany) return false;
      throw error;
    }
  }

  #search(machine: Followed, { sources }: History): Found {
    return new Search(machine, new Order(sources, this.#bounds.skew), this.#bounds.maxPlaces).run();
  }

  #tried(history: History, scenario: Scenario, liberty: Liberty): Decision {
    const beside = besideOf(history);
    const { maxStates } = this.#bounds;
    const key = JSON.stringify([scenario, beside]);
    const machine = this.#machines.get(key) ?? new Followed(scenario, beside, maxStates);
    this.#machines.delete(key);
    this.#machines.set(key, machine);
    const [oldest = key] = this.#machines.keys();
    if (this.#machines.size > mostKept) this.#machines.delete(oldest);
    try {
      const found = this.#search(machine, history);
      if (found.explained) return { verdict: 'explained', liberty, run: found.run };
      return this.#impossible(machine, found);
    } catch (error) {
      if (error instanceof TooMany) return { verdict: 'undecided', because: error.message };
      if (error instanceof TooLarge)
        return { verdict: 'undecided', because: `its model has more than ${maxStates} states` };
      throw error;
    }
  }

  #impossible(machine: Followed, { legal, run, states, missing }: Found): Decision {
    const [first] = missing;
    if (first === undefined) throw new Error('a record that is not explained lacks nothing');
    const rule = first.kind === 'step' ? ruleFor(machine, states, first.key) : ({ kind: 'never', way: [] } as const);
    return { verdict: 'impossible', explained: run.filter((one) => 'entry' in one).length, first, legal, rule, run };
  }
}
