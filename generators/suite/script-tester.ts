/** The tester of a case: it does what the case says when its cue has come. */
import type { ProfileName, Program, Step } from './case.ts';
import { initialOrders } from './stimuli.ts';
import { type TestedCluster, type Tester, type TesterEvent, testerCell, withTester, wordOf } from './tested.ts';

/** What a case is made of before anything is computed. */
export interface Script {
  readonly profile: ProfileName;
  readonly programs: Readonly<Record<string, Program>>;
  readonly stimuli: readonly Step[];
}

const cueOf = (step: Step): string => (step.when === null ? '' : wordOf(step.when.observation));

const mostTimes = (script: Script, cue: string): number =>
  Math.max(...script.stimuli.map((step) => (cueOf(step) === cue ? (step.when?.times ?? 0) : 0)));

const initialCells = ({ stimuli, programs }: Script): TestedCluster['tester'] => ({
  script: { next: 0 },
  last: { labels: [] },
  ...Object.fromEntries(
    stimuli.filter(({ when }) => when !== null).map((step) => [`seen/${cueOf(step)}`, { times: 0 }]),
  ),
  ...Object.fromEntries(Object.entries(programs).map(([key, program]) => [`program/${key}`, { program }])),
  ...initialOrders(stimuli.map((step) => step.do)),
});

/** The cluster after the tester has noted what it saw. */
const noted = (script: Script, cluster: TestedCluster, words: readonly string[]): TestedCluster =>
  words.reduce((now, word) => {
    const seen = now.tester[`seen/${word}`];
    if (seen === undefined) return now;
    const times = Math.min((seen.times ?? 0) + 1, mostTimes(script, word));
    return withTester(now, `seen/${word}`, { times });
  }, cluster);

/** The next step, once its cue has come. */
const due = (script: Script, cluster: TestedCluster): readonly TesterEvent[] => {
  const { next = 0 } = testerCell(cluster, 'script');
  const step = script.stimuli[next];
  if (step === undefined) return [];
  const { times = 0 } = step.when === null ? {} : testerCell(cluster, `seen/${cueOf(step)}`);
  return step.when === null || times >= step.when.times ? [{ type: 'tester/stimulus', step: next }] : [];
};

/** The tester that follows this script. */
export const scriptTester = (script: Script): Tester => ({
  profile: script.profile,
  cells: initialCells(script),
  parts: [(cluster) => due(script, cluster)],
  takes: (cluster, number) => {
    const stimulus = script.stimuli[number]?.do;
    if (stimulus === undefined) throw new Error(`the script has no step ${number}`);
    return [withTester(cluster, 'script', { next: number + 1 }), stimulus, wordOf(stimulus)];
  },
  notes: (cluster, words) => noted(script, cluster, words),
});
