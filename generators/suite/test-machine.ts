/** The model in the hands of a tester: it does what the case says when its cue has come, and nothing else comes from outside. */
import { type Cluster, cell } from '../../model/cluster.ts';
import { actors as faults } from '../../model/components/fault/index.ts';
import { actors as users } from '../../model/components/user/index.ts';
import type { Event } from '../../model/event.ts';
import { allContainers } from '../../model/kubernetes/spec.ts';
import type { Model } from '../../model/reducer.ts';
import { containerKey, instanceOf, probeKey, type Uid } from '../../model/scenario.ts';
import type { Machine } from '../explore/index.ts';
import type { Label, ProfileName, Program, Step, Stimulus } from './case.ts';
import { observationsOf } from './observe.ts';

/** What the tester remembers. Keys: `script`, `last`, `seen/<cue>`, `exit/<uid>/<container>`, `probe/<uid>/<container>/<kind>`. */
interface TesterCell {
  /** script: the next step. */
  readonly next?: number;
  /** seen: how often the cue was observed, no further than anybody counts. */
  readonly times?: number;
  /** exit: the code a running container was told to exit with. */
  readonly code?: number | null;
  /** probe: how it answers. */
  readonly succeeds?: boolean;
  /** last: the labels of the step that led here, as words; only written if asked for. */
  readonly labels?: readonly string[];
}

/** A cluster with a tester beside it. */
export interface TestedCluster extends Cluster {
  readonly tester: Readonly<Record<string, TesterCell>>;
}

/** A step of the script. */
export interface TesterEvent {
  readonly type: 'tester/stimulus';
  readonly step: number;
}

/** What a case is made of before anything is computed. */
export interface Script {
  readonly profile: ProfileName;
  readonly programs: Readonly<Record<string, Program>>;
  readonly stimuli: readonly Step[];
}

/** A program that heeds everything. */
export const plainProgram: Program = { onSigterm: 0, preStop: 'ends', postStart: 'ends' };

/** A label as one word. */
export const wordOf = (label: Label): string => JSON.stringify(label);

const cueOf = (step: Step): string => (step.when === null ? '' : wordOf(step.when.observation));
const mostTimes = (script: Script, cue: string): number =>
  Math.max(...script.stimuli.map((step) => (cueOf(step) === cue ? (step.when?.times ?? 0) : 0)));

const testerCell = (cluster: TestedCluster, key: string): TesterCell => cluster.tester[key] ?? {};
const withTester = (cluster: TestedCluster, key: string, value: TesterCell): TestedCluster => ({
  ...cluster,
  tester: { ...cluster.tester, [key]: value },
});

const initialTester = ({ stimuli }: Script): TestedCluster['tester'] => ({
  script: { next: 0 },
  last: { labels: [] },
  ...Object.fromEntries(
    stimuli.filter(({ when }) => when !== null).map((step) => [`seen/${cueOf(step)}`, { times: 0 }]),
  ),
  ...Object.fromEntries(
    stimuli.flatMap(({ do: stimulus }): readonly (readonly [string, TesterCell])[] => {
      if (stimulus.do === 'process exits')
        return [[`exit/${containerKey(stimulus.uid, stimulus.container)}`, { code: null }]];
      if (stimulus.do === 'probe answers')
        return [[`probe/${probeKey(stimulus.uid, stimulus.container, stimulus.probe)}`, { succeeds: true }]];
      return [];
    }),
  ),
});

const programOf = ({ programs }: Script, key: string): Program => programs[key] ?? plainProgram;

/** Is something of the pod waited for that never comes? Then, and only then, a grace period runs out. */
const isStuck = (cluster: Cluster, script: Script, uid: Uid): boolean =>
  allContainers(instanceOf(cluster.scenario, uid).spec).some(({ name }) => {
    const key = containerKey(uid, name);
    const { stage } = cell(cluster, 'kills', key);
    const { onSigterm, preStop } = programOf(script, key);
    return (stage === 'stopping' && onSigterm === 'ignore') || (stage === 'preStop' && preStop === 'hangs');
  });

const probeAllows = (cluster: TestedCluster, event: Event & { readonly type: `prober/${string}` }): boolean => {
  const { uid, container, probe } = event;
  const succeeds = testerCell(cluster, `probe/${probeKey(uid, container, probe)}`).succeeds ?? true;
  if (succeeds === (event.type === 'prober/probeSucceeded')) return true;
  return !succeeds ? false : cell(cluster, 'containers', containerKey(uid, container)).state !== 'running';
};

type EventOf<T extends Event['type']> = Extract<Event, { readonly type: T }>;
type Rule<E> = (event: E, cluster: TestedCluster, script: Script) => boolean;

/** What depends on programs and answers; everything else comes by itself, but for users and faults. */
const rules: { readonly [T in Event['type']]?: Rule<EventOf<T>> } = {
  'apiserver/stageRejected': () => false,
  'prober/probeSucceeded': (event, cluster) => probeAllows(cluster, event),
  'prober/probeFailed': (event, cluster) => probeAllows(cluster, event),
  'kubelet/postStartCompleted': ({ uid, container }, _cluster, script) =>
    programOf(script, containerKey(uid, container)).postStart === 'ends',
  'kubelet/postStartFailed': ({ uid, container }, _cluster, script) =>
    programOf(script, containerKey(uid, container)).postStart === 'fails',
  'kubelet/preStopCompleted': ({ uid, container }, _cluster, script) =>
    programOf(script, containerKey(uid, container)).preStop === 'ends',
  'kubelet/graceExpired': ({ uid }, cluster, script) => isStuck(cluster, script, uid),
  'process/exited': ({ uid, container, exitCode }, cluster, script) => {
    const key = containerKey(uid, container);
    const { signal } = cell(cluster, 'processes', key);
    return signal === 'SIGKILL' || (signal === 'SIGTERM' && programOf(script, key).onSigterm === exitCode);
  },
};

/** True of what happens by itself under these programs and answers. */
const comesByItself = (cluster: TestedCluster, script: Script, event: Event): boolean => {
  if (event.type.startsWith('user/') || event.type.startsWith('fault/')) return false;
  const rule = rules[event.type] as Rule<Event> | undefined;
  return rule === undefined || rule(event, cluster, script);
};

/** The model's event for a stimulus; undefined for those that only tell a script what to do. */
const eventOf = (stimulus: Stimulus): Event | undefined => {
  switch (stimulus.do) {
    case 'create':
      return { type: 'user/createRequested', uid: stimulus.uid };
    case 'delete':
      return { type: 'user/podDeleted', pod: stimulus.pod, grace: stimulus.grace };
    case 'force delete':
      return { type: 'user/podForceDeleted', pod: stimulus.pod };
    case 'remove scheduling gates':
      return { type: 'user/schedulingGatesRemoved', pod: stimulus.pod };
    case 'remove finalizers':
      return { type: 'user/finalizersRemoved', pod: stimulus.pod };
    case 'restart kubelet':
      return { type: 'fault/kubeletRestarted', node: stimulus.node };
    case 'sandbox dies':
      return { type: 'fault/sandboxDied', uid: stimulus.uid };
    case 'process exits':
    case 'probe answers':
      return undefined;
  }
};

const tell = (cluster: TestedCluster, stimulus: Stimulus): TestedCluster => {
  if (stimulus.do === 'probe answers') {
    const key = `probe/${probeKey(stimulus.uid, stimulus.container, stimulus.probe)}`;
    return withTester(cluster, key, { succeeds: stimulus.succeeds });
  }
  if (stimulus.do !== 'process exits') return cluster;
  const key = containerKey(stimulus.uid, stimulus.container);
  if (cell(cluster, 'containers', key).state !== 'running') return cluster;
  return withTester(cluster, `exit/${key}`, { code: stimulus.exitCode });
};

/** A process that is gone takes what it was told with it. */
const forgetOrders = (before: TestedCluster, after: TestedCluster): TestedCluster =>
  Object.keys(before.tester)
    .filter((key) => key.startsWith('exit/'))
    .reduce((now, key) => {
      const container = key.slice('exit/'.length);
      if (before.containers[container] === now.containers[container]) return now;
      return cell(now, 'containers', container).state === 'running' ? now : withTester(now, key, { code: null });
    }, after);

const program = (key: string) => ({
  name: 'process',
  fair: true,
  enabled: (cluster: TestedCluster): readonly Event[] => {
    const { code } = testerCell(cluster, `exit/${key}`);
    if (code === null || code === undefined) return [];
    if (cell(cluster, 'containers', key).state !== 'running') return [];
    const [uid = '', container = ''] = key.split('/');
    return [{ type: 'process/exited', uid, container, exitCode: code }];
  },
});

const tester = (script: Script) => ({
  name: 'tester',
  fair: true,
  enabled: (cluster: TestedCluster): readonly TesterEvent[] => {
    const { next = 0 } = testerCell(cluster, 'script');
    const step = script.stimuli[next];
    if (step === undefined) return [];
    const { times = 0 } = step.when === null ? {} : testerCell(cluster, `seen/${cueOf(step)}`);
    return step.when === null || times >= step.when.times ? [{ type: 'tester/stimulus', step: next }] : [];
  },
});

/** The cluster after the tester has noted what it saw. */
const noted = (script: Script, cluster: TestedCluster, words: readonly string[]): TestedCluster =>
  words.reduce((now, word) => {
    const seen = now.tester[`seen/${word}`];
    if (seen === undefined) return now;
    const times = Math.min((seen.times ?? 0) + 1, mostTimes(script, word));
    return withTester(now, `seen/${word}`, { times });
  }, cluster);

/** What a tested machine does beyond the model: `onLabels` is told the labels of every step. */
export type OnLabels = (cluster: TestedCluster, labels: readonly string[]) => TestedCluster;

/** Writes the labels of each step beside the state it leads to. */
export const rememberLast: OnLabels = (cluster, labels) => withTester(cluster, 'last', { labels });

/** The machine of a script. The tester is its last component. */
export const testMachine = (
  model: Model,
  script: Script,
  onLabels: OnLabels,
  more: TestedCluster['tester'] = {},
): Machine<TestedCluster, Event | TesterEvent> => {
  const outside = [...users(model.initial.scenario), ...faults(model.initial.scenario)];
  const applied = (cluster: TestedCluster, event: Event): TestedCluster =>
    forgetOrders(cluster, model.reduce(cluster, event) as TestedCluster);
  const stimulated = (cluster: TestedCluster, step: number): readonly [Event | undefined, TestedCluster] => {
    const stimulus = script.stimuli[step]?.do;
    const moved = withTester(cluster, 'script', { next: step + 1 });
    if (stimulus === undefined) return [undefined, moved];
    const event = eventOf(stimulus);
    if (event === undefined) return [undefined, tell(moved, stimulus)];
    const word = JSON.stringify(event);
    const possible = outside.some((actor) => actor.enabled(cluster).some((one) => JSON.stringify(one) === word));
    return possible ? [event, applied(moved, event)] : [undefined, moved];
  };
  const seen = (before: TestedCluster, event: Event | undefined, after: TestedCluster): readonly string[] =>
    event === undefined ? [] : observationsOf(script.profile, before, event, after).map(wordOf);
  return {
    initial: { ...model.initial, tester: { ...initialTester(script), ...more } },
    fixed: ['scenario'],
    components: [
      ...model.components.map((actor) => ({
        ...actor,
        fair: true,
        enabled: (cluster: TestedCluster) =>
          actor.enabled(cluster).filter((event) => comesByItself(cluster, script, event)),
      })),
      ...Object.keys(initialTester(script))
        .filter((key) => key.startsWith('exit/'))
        .map((key) => program(key.slice('exit/'.length))),
      tester(script),
    ],
    reduce: (cluster, event) => {
      if (event.type === 'tester/stimulus') {
        const stimulus = script.stimuli[event.step]?.do;
        const [inner, after] = stimulated(cluster, event.step);
        const words = seen(cluster, inner, after);
        return onLabels(noted(script, after, words), stimulus === undefined ? words : [wordOf(stimulus), ...words]);
      }
      const after = applied(cluster, event);
      const words = seen(cluster, event, after);
      return onLabels(noted(script, after, words), words);
    },
  };
};
