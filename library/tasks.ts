/** From manifests that were read to slices: has the cluster put around each workload, and has it cut. */
import type { Manifest, Problem, Remark } from '../model/manifest/index.ts';
import { type Place, type Setting, surrounded, type Task, tasksOf } from '../model/workload/index.ts';
import type { FailLevel } from '../reports/check/answer.ts';
import type { PassedOver } from '../reports/check/inputNotes.ts';
import type { WorkloadReport } from '../reports/check/workloads.ts';
import { InputError, wordsOf } from './inputError.ts';
import type { Way } from './way.ts';
import { workloadReport } from './workloads.ts';

/** A manifest as text, under the name the user gave it. */
export interface Input {
  readonly file: string;
  readonly text: string;
  /** Found in a directory; nobody named it. */
  readonly listed: boolean;
  /** Came from standard input. */
  readonly piped?: true;
}

/** Everything the input holds. */
export interface Manifests {
  readonly inputs: readonly Input[];
  readonly manifest: Manifest;
  /** What could not be read at all. */
  readonly unread: readonly Problem[];
  /** Files of directories that hold no Kubernetes objects. */
  readonly passedOver: readonly PassedOver[];
}

/** Which violations fail a check, and whether open questions do. */
export interface UsualExit {
  readonly failOn?: FailLevel;
  readonly strict?: boolean;
}

/** What the input asks to be checked. */
export interface Tasks extends Omit<Manifests, 'unread'> {
  readonly tasks: readonly Task[];
  /** What the slices were cut from. */
  readonly places: readonly Place[];
  /** Workloads that time ran out for before they were cut. */
  readonly notBegun: readonly string[];
  /** What Kubernetes would refuse. Workloads it would refuse have no tasks; the others do. */
  readonly problems: readonly Problem[];
  /** What is worth a second look in the input, or was assumed of its surroundings. */
  readonly remarks: readonly Remark[];
  readonly paths: readonly string[];
  /** What a configuration says of the exit code, where nobody asks for another. */
  readonly usual?: UsualExit;
  /** What the workloads are, whether or not there was time to cut them. */
  readonly workloads: readonly WorkloadReport[];
}

/** What the input is about. */
export type Places = Omit<Tasks, 'tasks' | 'notBegun' | 'workloads'>;

/** The workloads of what was read, each in its surroundings. `paths`: as the user named the input. */
export const placesIn = async (
  { inputs, manifest, unread, passedOver }: Manifests,
  paths: readonly string[],
  setting: Setting,
  way?: Way,
): Promise<Places> => {
  const { workloads, problems: refused, remarks, placeOf } = surrounded(manifest, setting);
  const problems = [...unread, ...manifest.problems, ...refused];
  if (workloads.length === 0 && problems.length === 0) throw nothingToCheck(paths, manifest, passedOver);
  const places: Place[] = [];
  for (const workload of workloads) {
    await way?.goOn('every workload was set up');
    places.push(placeOf(workload));
  }
  const around = places.flatMap((place) => place.remarks);
  return { places, manifest, problems, inputs, paths, passedOver, remarks: [...remarks, ...around] };
};

/** The same, cut into slices. */
export const tasksIn = async ({ places, ...rest }: Places, way?: Way): Promise<Tasks> => {
  const [uncut, tasks, notBegun]: [Problem[], Task[], string[]] = [[], [], []];
  for (const place of places) {
    await way?.breathe();
    try {
      if (way?.late.aborted === true) notBegun.push(place.whole.name);
      else tasks.push(...tasksOf(place));
    } catch (error) {
      uncut.push(
        place.workload.origin.root.problem(`this is a bug in podproof: ${wordsOf(error)}`, 'please report it'),
      );
    }
  }
  return {
    ...rest,
    places,
    problems: [...rest.problems, ...uncut],
    tasks,
    notBegun,
    workloads: places.map(workloadReport),
  };
};

const nothingToCheck = (
  paths: readonly string[],
  { objects, skipped }: Manifest,
  passedOver: readonly PassedOver[],
): InputError => {
  const kinds = [...new Set([...objects.map(({ kind }) => kind), ...skipped.map(({ kind }) => kind)])].sort();
  const files = passedOver.slice(0, 3).map(({ file }) => file);
  const passed = files.length === 0 ? '' : ` (passed over ${files.join(', ')}${passedOver.length > 3 ? ', …' : ''})`;
  const found = kinds.length === 0 ? `no objects at all${passed}` : `only ${kinds.join(', ')}`;
  return new InputError(
    `${paths.join(', ')}: nothing to check, ${found}`,
    'point at a Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job or CronJob',
  );
};
