/** The tester of a case: it does what the case says when its cue has come. */

import { labelKey, type Observation } from '../observe/label.ts';
import type { ProfileName, Program, Step } from '../suite/case.ts';
import { initialOrders } from './stimuli.ts';
import { type TestedCluster, type Tester, type TesterEvent, testerCell, withTester } from './tested-cluster.ts';

/** What a case is made of before anything is computed. */
export interface Script {
  readonly profile: ProfileName;
  readonly programs: Readonly<Record<string, Program>>;
  readonly stimuli: readonly Step[];
}

/** A step of a script with the cell in which its cue is counted; without a cell it has no cue. */
interface Cued {
  readonly step: Step;
  readonly counter: string | undefined;
}

const counterOf = (observation: Observation): string => `seen/${labelKey(observation)}`;

const cued = ({ stimuli }: Script): readonly Cued[] =>
  stimuli.map((step) => ({ step, counter: step.when === null ? undefined : counterOf(step.when.observation) }));

/** How often each cue is waited for at most: nobody counts further. */
const maxTimes = (steps: readonly Cued[]): ReadonlyMap<string, number> => {
  const max = new Map<string, number>();
  for (const { step, counter } of steps)
    if (counter !== undefined) max.set(counter, Math.max(max.get(counter) ?? 0, step.when?.times ?? 0));
  return max;
};

const initialCells = ({ stimuli, programs }: Script, counters: Iterable<string>): TestedCluster['tester'] => ({
  script: { next: 0 },
  last: { labels: [] },
  ...Object.fromEntries([...counters].map((counter) => [counter, { times: 0 }])),
  ...Object.fromEntries(Object.entries(programs).map(([key, program]) => [`program/${key}`, { program }])),
  ...initialOrders(stimuli.map((step) => step.do)),
});

/** The cluster after the tester has noted what it saw. */
const noted = (max: ReadonlyMap<string, number>, cluster: TestedCluster, seen: readonly Observation[]): TestedCluster =>
  seen.reduce((now, observation) => {
    const counter = counterOf(observation);
    const last = max.get(counter);
    if (last === undefined) return now;
    const { times = 0 } = testerCell(now, counter);
    return withTester(now, counter, { times: Math.min(times + 1, last) });
  }, cluster);

/** The next step, once its cue has come. */
const due = (steps: readonly Cued[], cluster: TestedCluster): readonly TesterEvent[] => {
  const { next = 0 } = testerCell(cluster, 'script');
  const { step, counter } = steps[next] ?? {};
  if (step === undefined) return [];
  const { times = 0 } = counter === undefined ? {} : testerCell(cluster, counter);
  return step.when === null || times >= step.when.times ? [{ type: 'tester/stimulus', step: next }] : [];
};

/** The tester that follows this script. */
export const scriptTester = (script: Script): Tester => {
  const steps = cued(script);
  const max = maxTimes(steps);
  return {
    profile: script.profile,
    cells: initialCells(script, max.keys()),
    parts: [(cluster) => due(steps, cluster)],
    takes: (cluster, number) => {
      const stimulus = script.stimuli[number]?.do;
      if (stimulus === undefined) throw new Error(`the script has no step ${number}`);
      return [withTester(cluster, 'script', { next: number + 1 }), stimulus, stimulus];
    },
    notes: (cluster, seen) => noted(max, cluster, seen),
  };
};
