/** The model in the hands of a tester: nothing comes from outside but what the tester does. */
import type { Event } from '../../model/event.ts';
import type { Model } from '../../model/reducer.ts';
import { containerKey } from '../../model/scenario.ts';
import type { Machine } from '../explore/index.ts';
import type { Label, Observation } from '../observe/label.ts';
import { observationsOf } from '../observe/observations.ts';
import { type Script, scriptTester } from './script-tester.ts';
import { forgotten, obeyed } from './stimuli.ts';
import { eventsOutside, ordered } from './stimulus-effect.ts';
import {
  isLabel,
  programIn,
  type TestedCluster,
  type Tester,
  type TesterEvent,
  type TesterLabel,
  testerCell,
  withTester,
} from './tested-cluster.ts';
import { comesByItself } from './uncontrollable.ts';

export type { Script } from './script-tester.ts';
export { plainProgram, type TestedCluster, type TesterEvent } from './tested-cluster.ts';

/** What a tested machine does beyond the model: `onLabels` is told the labels of every step. */
export type OnLabels = (cluster: TestedCluster, labels: readonly TesterLabel[]) => TestedCluster;

/** Writes the labels of each step beside the state it leads to. */
export const rememberLast: OnLabels = (cluster, labels) => withTester(cluster, 'last', { labels });

/** The labels of the step that led to a state, with the choice of programs, if they are written beside it. */
export const lastTesterLabels = (cluster: TestedCluster): readonly TesterLabel[] =>
  testerCell(cluster, 'last').labels ?? [];

/** What the step that led to a state showed or was told, if that is written beside it. */
export const lastLabels = (cluster: TestedCluster): readonly Label[] => lastTesterLabels(cluster).filter(isLabel);

/** The process of a container, which obeys. */
const program = (key: string) => ({
  name: 'process',
  fair: true,
  enabled: (cluster: TestedCluster): readonly Event[] => {
    const container = key.slice('exit/'.length);
    if (cluster.containers[container]?.state !== 'running') return [];
    const event = obeyed(container, testerCell(cluster, key));
    return event === undefined ? [] : [event];
  },
});

/** A hook that fails does so once. */
const mended = (cluster: TestedCluster, event: Event): TestedCluster => {
  if (event.type !== 'kubelet/postStartFailed') return cluster;
  const key = containerKey(event.uid, event.container);
  return withTester(cluster, `program/${key}`, { program: { ...programIn(cluster, key), postStart: 'ends' } });
};

/** The model under its own reducer, and what its programs forget. */
const applied = (model: Model, cluster: TestedCluster, event: Event): TestedCluster => {
  const after = model.reduce(cluster, event) as TestedCluster;
  const gone = forgotten(cluster, after, cluster.tester);
  return mended({ ...after, tester: { ...after.tester, ...gone } }, event);
};

/** The machine of a model in the hands of this tester, whose parts are its last components. */
export const machineWith = (
  model: Model,
  tester: Tester,
  onLabels: OnLabels,
  more: TestedCluster['tester'] = {},
): Machine<TestedCluster, Event | TesterEvent> => {
  const eventIn = eventsOutside(model.initial.scenario);
  const seenIn = (before: TestedCluster, event: Event, after: TestedCluster): readonly Observation[] =>
    observationsOf(tester.profile, before, event, after);
  return {
    initial: { ...model.initial, tester: { ...tester.cells, ...more } },
    fixed: ['scenario'],
    components: [
      ...model.components.map((actor) => ({
        ...actor,
        fair: true,
        enabled: (cluster: TestedCluster) => actor.enabled(cluster).filter((event) => comesByItself(cluster, event)),
      })),
      ...Object.keys(tester.cells)
        .filter((key) => key.startsWith('exit/'))
        .map(program),
      ...tester.parts.map((enabled) => ({ name: 'tester', fair: true, enabled })),
    ],
    reduce: (cluster, step) => {
      if (step.type !== 'tester/stimulus') {
        const after = applied(model, cluster, step);
        const seen = seenIn(cluster, step, after);
        return onLabels(tester.notes(after, seen), seen);
      }
      const [moved, stimulus, label] = tester.takes(cluster, step.step);
      if (stimulus === undefined) return onLabels(moved, [label]);
      const event = eventIn(moved, stimulus);
      if (event === undefined) return onLabels(ordered(moved, stimulus), [label]);
      const after = applied(model, moved, event);
      const seen = seenIn(cluster, event, after);
      return onLabels(tester.notes(after, seen), [label, ...seen]);
    },
  };
};

/** The machine of a script. */
export const testMachine = (
  model: Model,
  script: Script,
  onLabels: OnLabels,
  more: TestedCluster['tester'] = {},
): Machine<TestedCluster, Event | TesterEvent> => machineWith(model, scriptTester(script), onLabels, more);
