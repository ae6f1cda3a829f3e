/** What the page remembers, as signals: which scenario, which run, how far along it; and everything that follows from that. */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Cluster } from '../../model/cluster.ts';
import { type Model, modelOf } from '../../model/reducer.ts';
import type { FindingReport } from '../check/findings.ts';
import type { GuaranteeReport, ScenarioReport } from '../check/report.ts';
import type { ApiObjects } from '../run/kubectl/objects.ts';
import { shownAlong } from '../run/kubectl/shown.ts';
import { scenarioFrom } from '../run/scenarioData.ts';
import { exhibitedIn, tellingIn } from './beginning.ts';
import { type Breach, breachesOf, watchedIn } from './breaches.ts';
import type { PageData, PageRun } from './data.ts';
import { type Entry, entriesOf } from './entries.ts';
import { exhibitedModel, exhibitedPromises } from './exhibited.ts';
import { fragmentOf, positionIn } from './fragment.ts';
import { type Frame, frameOf } from './frame.ts';
import { once } from './once.ts';
import {
  type Choice,
  choicesAt,
  clusterAt,
  type Run,
  scheduleOf,
  takenAt,
  traceOf,
  type Untimely,
  walked,
} from './run.ts';

/** A guarantee of the report with the runs there are of it. */
export interface Verdict {
  readonly found: GuaranteeReport;
  readonly runs: readonly PageRun[];
}

/** A scenario with its answers; its model is made when it is first looked at. */
export interface Scene {
  readonly report: ScenarioReport;
  readonly verdicts: readonly Verdict[];
  /** A side of an exhibit: its model has a change that no command but `museum` knows. */
  readonly exhibited: boolean;
  /** The command that shows a run of it again, asked for a guarantee if one is named; where the command line is known. */
  readonly replay: (guarantee: string, schedule: string) => string | undefined;
  readonly model: () => Model;
  readonly breaches: (run: Run) => readonly (readonly Breach[])[];
}

/** The memory of a page that has runs, and what one can do with it. */
export interface Store extends Frame {
  readonly scenes: readonly Scene[];
  /** Every answer, worst first. */
  readonly entries: readonly Entry[];
  readonly scene: ReadonlySignal<Scene>;
  readonly run: ReadonlySignal<Run>;
  /** How many steps of the run have been taken; the others are still ahead. */
  readonly at: ReadonlySignal<number>;
  readonly about: ReadonlySignal<Verdict | undefined>;
  /** The finding it belongs to. */
  readonly finding: ReadonlySignal<FindingReport | undefined>;
  readonly cluster: ReadonlySignal<Cluster>;
  readonly before: ReadonlySignal<Cluster>;
  readonly choices: ReadonlySignal<readonly (Choice | Untimely)[]>;
  readonly breaches: ReadonlySignal<readonly (readonly Breach[])[]>;
  /** What the API server shows, before the first step and after each. */
  readonly shown: ReadonlySignal<readonly ApiObjects[]>;
  /** The command that shows this run again, if the page knows it. */
  readonly replay: ReadonlySignal<string | undefined>;
  readonly take: (choice: Choice) => void;
  readonly goTo: (at: number) => void;
  /** Shows the counterexample of a scenario that is seen first; its beginning if there is none. */
  readonly openScenario: (name: string) => void;
  /** Shows the scenario before anything has happened. */
  readonly beginAnew: () => void;
  /** Shows a run from where it begins to be interesting. */
  readonly openRun: (scenario: string, run: PageRun) => void;
}

const scenesOf = ({ report, scenarios }: PageData): readonly Scene[] =>
  report.scenarios.flatMap((one, index) => {
    const page = scenarios[index];
    if (page === undefined) return [];
    const scenario = scenarioFrom(one.scenario);
    const { runs, exhibit, replay } = page;
    const watched = once(() =>
      exhibit === undefined ? watchedIn(scenario, one.slice) : exhibitedPromises(exhibit, scenario),
    );
    return [
      {
        report: one,
        exhibited: exhibit !== undefined,
        verdicts: one.guarantees.map((found) => ({
          found,
          runs: runs.filter(({ guarantee }) => guarantee === found.id),
        })),
        replay: (guarantee: string, schedule: string) => {
          if (replay === undefined) return undefined;
          const asked = exhibit === undefined && guarantee !== '' ? ` --guarantee ${guarantee}` : '';
          return `${replay}${asked} --schedule ${schedule}`;
        },
        model: once(() => (exhibit === undefined ? modelOf(scenario) : exhibitedModel(exhibit, scenario))),
        breaches: (run: Run) => breachesOf(run, watched()),
      },
    ];
  });

/** What is remembered; all else follows from it. */
interface Memory extends Pick<Frame, 'view' | 'difference' | 'visits' | 'openView'> {
  readonly scene: Signal<Scene>;
  readonly run: Signal<Run>;
  readonly at: Signal<number>;
  /** The guarantee the run is shown for, by its id. */
  readonly subject: Signal<string>;
}

/** The memory of a page about this data. */
export const storeOf = (data: PageData): Store => {
  const scenes = scenesOf(data);
  const [first] = scenes;
  if (first === undefined) throw new Error('the page has no scenario to show');
  const frame = frameOf(data);
  const memory: Memory = {
    ...frame,
    scene: signal(first),
    run: signal({ model: first.model(), steps: [] }),
    at: signal(0),
    subject: signal(''),
  };
  const { scene, run, at } = memory;
  const named = (name: string) => scenes.find(({ report }) => report.name === name);
  const entries = entriesOf(scenes, data.report.findings);
  const actions = actionsOf(memory, named, entries);
  const beginning = tellingIn(entries) ?? exhibitedIn(entries);
  if (beginning !== undefined) {
    actions.showRun(beginning.scene, beginning.run);
    frame.view.value = data.opens;
  }
  const findings = new Map(entries.map(({ verdict, finding }) => [verdict, finding]));
  const { showRun: _showRun, ...open } = actions;
  return { ...frame, scenes, entries, scene, run, at, ...conclusionsOf(memory, findings), ...open };
};

const conclusionsOf = (
  { view, difference, scene, run, at, subject }: Memory,
  findings: ReadonlyMap<Verdict, FindingReport | undefined>,
) => {
  const cluster = computed(() => clusterAt(run.value, at.value));
  const about = computed(() => scene.value.verdicts.find(({ found }) => found.id === subject.value));
  return {
    cluster,
    about,
    finding: computed(() => (about.value === undefined ? undefined : findings.get(about.value))),
    before: computed(() => clusterAt(run.value, Math.max(at.value - 1, 0))),
    choices: computed(() => choicesAt(run.value, at.value)),
    breaches: computed(() => scene.value.breaches(run.value)),
    shown: computed(() => shownAlong(traceOf(run.value))),
    replay: computed(() => scene.value.replay(subject.value, scheduleOf(run.value))),
    fragment: computed(() =>
      fragmentOf({
        view: view.value,
        scenario: scene.value.report.name,
        schedule: scheduleOf(run.value),
        at: at.value,
        about: subject.value,
        difference: difference.value,
      }),
    ),
  };
};

const actionsOf = (memory: Memory, named: (name: string) => Scene | undefined, entries: readonly Entry[]) => {
  const { view, visits, openView, scene, run, at, subject } = memory;
  const show = (to: Scene, next: Run, position: number, about: string): void =>
    batch(() => {
      scene.value = to;
      run.value = next;
      at.value = Math.min(Math.max(position, 0), next.steps.length);
      subject.value = about;
      view.value = 'explorer';
    });
  const showRun = (to: Scene, { guarantee, schedule }: PageRun): void => {
    const setting = to.report.guarantees.find(({ id }) => id === guarantee)?.setting?.steps ?? 0;
    show(to, walked(to.model(), schedule), setting, guarantee);
  };
  const showNothing = (to: Scene): void => show(to, { model: to.model(), steps: [] }, 0, '');
  const visit = (open: () => void): void =>
    batch(() => {
      visits.value += 1;
      open();
    });
  const openScenario = (name: string): void => {
    const to = named(name) ?? scene.value;
    const telling = tellingIn(entries.filter((entry) => entry.scene === to));
    visit(() => (telling === undefined ? showNothing(to) : showRun(to, telling.run)));
  };
  const openRun = (scenario: string, wanted: PageRun): void =>
    visit(() => showRun(named(scenario) ?? scene.value, wanted));
  const openFragment = (fragment: string): string => {
    const position = positionIn(fragment);
    if (position === undefined) return '';
    if (position.view !== 'explorer') return openView(position);
    const to = named(position.scenario);
    if (to === undefined) return `This page has no scenario '${position.scenario}'.`;
    const { walk, problem } = followed(to.model(), position.schedule);
    show(to, walk, position.at, position.about);
    return problem;
  };
  return {
    showRun,
    openScenario,
    beginAnew: () => visit(() => showNothing(scene.value)),
    openRun,
    openFragment,
    take: (choice: Choice) => show(scene.value, takenAt(run.value, at.value, choice), at.value + 1, subject.value),
    goTo: (position: number) => show(scene.value, run.value, position, subject.value),
  };
};

const followed = (model: Model, schedule: string): { readonly walk: Run; readonly problem: string } => {
  const nothing = { model, steps: [] };
  try {
    const walk = walked(model, schedule);
    const [wanted, got] = [schedule === '-' ? 0 : schedule.split('.').length, walk.steps.length];
    const problem = got === wanted ? '' : `The run of this link cannot be followed beyond step ${got} of ${wanted}.`;
    return { walk, problem };
  } catch {
    return { walk: nothing, problem: 'The run of this link is not a schedule.' };
  }
};
