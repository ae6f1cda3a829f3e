/** From files to slices: reads manifests, has the cluster put around each workload, and has it cut. */
import type { Manifest, Problem, Remark } from '../../model/manifest/index.ts';
import { type Place, type Setting, surrounded, type Task, tasksOf } from '../../model/workload/index.ts';
import type { PassedOver } from '../../reports/check/inputNotes.ts';
import type { WorkloadReport } from '../../reports/check/workloads.ts';
import { Complaint, wordsOf } from '../complaint.ts';
import type { Going } from '../going.ts';
import type { Io } from '../io.ts';
import { assumedByOptions } from './assumptions.ts';
import type { Input } from './input.ts';
import { readManifests } from './manifests.ts';
import { type Setup, versionOf } from './setup.ts';
import { workloadReport } from './workloads.ts';

/** What the input asks to be checked. */
export interface Tasks {
  readonly tasks: readonly Task[];
  /** Workloads that time ran out for before they were cut. */
  readonly notBegun: readonly string[];
  readonly manifest: Manifest;
  /** What Kubernetes would refuse. Workloads it would refuse have no tasks; the others do. */
  readonly problems: readonly Problem[];
  readonly inputs: readonly Input[];
  /** Files of directories that hold no Kubernetes objects. */
  readonly passedOver: readonly PassedOver[];
  /** What is worth a second look in the input, or was assumed of its surroundings. */
  readonly remarks: readonly Remark[];
  readonly paths: readonly string[];
  /** What the workloads are, whether or not there was time to cut them. */
  readonly workloads: readonly WorkloadReport[];
}

/** What the input is about. */
export interface Places extends Omit<Tasks, 'tasks' | 'notBegun' | 'workloads'> {
  readonly places: readonly Place[];
}

const mostNodes = 5;

/** The input of a check: which paths, and the nodes' own file if there is one. */
export const readPlaces = async (
  paths: readonly string[],
  recursive: boolean,
  setup: Setup,
  input: Io['input'],
  way?: Going,
): Promise<Places> => {
  const said = await assumedByOptions(setup);
  const count = nodeCount(setup.nodes);
  const nodeFiles = setup.nodes === undefined || count !== undefined ? [] : [setup.nodes];
  const version = versionOf(setup);
  const read = await readManifests([...paths, ...nodeFiles], recursive, input, version, way);
  const { inputs, manifest, unread, passedOver } = read;
  const setting: Setting = {
    ...version,
    ...(count === undefined ? {} : { nodeCount: count }),
    ...(setup.switch === undefined ? {} : { switches: setup.switch }),
    ...(said === undefined ? {} : { said }),
    user: setup.user ?? {},
    faults: setup.faults ?? {},
  };
  const { workloads, problems: refused, remarks, placeOf } = surrounded(manifest, setting);
  const problems = [...unread, ...manifest.problems, ...refused];
  if (workloads.length === 0 && problems.length === 0) throw nothingToCheck(paths, manifest, passedOver);
  const places: Place[] = [];
  for (const workload of workloads) {
    await way?.goOn('every workload was set up');
    places.push(placeOf(workload));
  }
  return { places, manifest, problems, inputs, paths, passedOver, remarks };
};

/** The same, cut into slices. */
export const readTasks = async (...input: Parameters<typeof readPlaces>): Promise<Tasks> => {
  const { places, ...rest } = await readPlaces(...input);
  const way = input[4];
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
  return { ...rest, problems: [...rest.problems, ...uncut], tasks, notBegun, workloads: places.map(workloadReport) };
};

const nodeCount = (nodes: string | undefined): number | undefined => {
  if (nodes === undefined || !/^\d+$/.test(nodes)) return undefined;
  const count = Number(nodes);
  if (count >= 1 && count <= mostNodes) return count;
  throw new Complaint(
    `--nodes ${nodes}: from 1 to ${mostNodes} nodes are possible`,
    'more equal nodes show nothing new',
  );
};

const nothingToCheck = (
  paths: readonly string[],
  { objects, skipped }: Manifest,
  passedOver: readonly PassedOver[],
): Complaint => {
  const kinds = [...new Set([...objects.map(({ kind }) => kind), ...skipped.map(({ kind }) => kind)])].sort();
  const files = passedOver.slice(0, 3).map(({ file }) => file);
  const passed = files.length === 0 ? '' : ` (passed over ${files.join(', ')}${passedOver.length > 3 ? ', …' : ''})`;
  const found = kinds.length === 0 ? `no objects at all${passed}` : `only ${kinds.join(', ')}`;
  return new Complaint(
    `${paths.join(', ')}: nothing to check, ${found}`,
    'point at a Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job or CronJob',
  );
};
