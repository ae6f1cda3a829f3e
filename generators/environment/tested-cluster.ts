/** A cluster in the hands of a tester: what the tester and its programs remember stands beside it, as cells of their own. */
import type { Cluster } from '../../model/cluster.ts';
import type { Label, Observation, Stimulus } from '../observe/label.ts';
import type { ProfileName, Program } from '../suite/case.ts';
import type { Order } from './stimuli.ts';

/** Programs by container, for one whole run. */
export type Programs = Readonly<Record<string, Program>>;

/** The choice of programs, with which the most general tester begins, as a label. */
export interface Choice {
  readonly programs: Programs;
}

/** What a step under a tester can be labelled with. */
export type TesterLabel = Label | Choice;

/** True of what is seen or done, false of the choice before it. */
export const isLabel = (label: TesterLabel): label is Label => !('programs' in label);

/** What a tester remembers. Keys: `script`, `last`, `seen/<cue>`, `program/<uid>/<container>`, and those of the orders it gave. */
export interface TesterCell extends Order {
  /** script: the next step. */
  readonly next?: number;
  /** seen: how often the cue was observed, no further than anybody counts. */
  readonly times?: number;
  /** program: what runs in the container. */
  readonly program?: Program;
  /** last: the labels of the step that led here; only written if asked for. */
  readonly labels?: readonly TesterLabel[];
}

/** A cluster with a tester beside it. */
export interface TestedCluster extends Cluster {
  readonly tester: Readonly<Record<string, TesterCell>>;
}

/** The tester does what stands under this number on its list. */
export interface TesterEvent {
  readonly type: 'tester/stimulus';
  readonly step: number;
}

/** A program that heeds everything. */
export const plainProgram: Program = { onSigterm: 0, preStop: 'ends', postStart: 'ends' };

/** One cell of the tester; an empty one if there is none. */
export const testerCell = (cluster: TestedCluster, key: string): TesterCell => cluster.tester[key] ?? {};

/** The cluster with one cell of the tester replaced. */
export const withTester = (cluster: TestedCluster, key: string, value: TesterCell): TestedCluster => ({
  ...cluster,
  tester: { ...cluster.tester, [key]: value },
});

/** The program in a container. */
export const programIn = (cluster: TestedCluster, key: string): Program =>
  testerCell(cluster, `program/${key}`).program ?? plainProgram;

/** Who stands beside the model. */
export interface Tester {
  readonly profile: ProfileName;
  /** What it remembers at first. */
  readonly cells: TestedCluster['tester'];
  /** What it may do, in parts that look at little each. */
  readonly parts: readonly ((cluster: TestedCluster) => readonly TesterEvent[])[];
  /** Itself after deciding on a step, what it then does to the target (nothing when it only chooses), and the label of the step. */
  readonly takes: (
    cluster: TestedCluster,
    step: number,
  ) => readonly [moved: TestedCluster, stimulus: Stimulus | undefined, label: TesterLabel];
  /** Itself after these observations. */
  readonly notes: (cluster: TestedCluster, seen: readonly Observation[]) => TestedCluster;
}
