/** From files to slices: reads manifests, puts the cluster around each workload, cuts it. */
import { allContainers } from '../../model/kubernetes/spec.ts';
import {
  type Companions,
  companionsOf,
  type Manifest,
  type Problem,
  podTemplates,
  type Remark,
  refusals,
  remarksOn,
  schedulerText,
  shortened,
  viewsOf,
  type Workload,
} from '../../model/manifest/index.ts';
import type { PodInstance } from '../../model/scenario.ts';
import { type Slice, slicesOf, type Whole } from '../../model/slices/index.ts';
import type { PassedOver } from '../../reports/check/inputNotes.ts';
import { Complaint, wordsOf } from '../complaint.ts';
import type { Going } from '../going.ts';
import type { Io } from '../io.ts';
import { assumptionsIn } from './assumptions.ts';
import { hookNotes, startNotes } from './hookNotes.ts';
import { ignoreProblems } from './ignores.ts';
import type { Input } from './input.ts';
import { readManifests } from './manifests.ts';
import { type Setup, versionOf } from './setup.ts';

/** One slice and where it comes from. */
export interface Task extends Slice {
  readonly workload: Workload;
  /** The workload by name, as `Deployment/web`. */
  readonly object: string;
  /** What is not looked at or taken for granted in every slice of this workload. */
  readonly notes: readonly string[];
}

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
}

/** A workload with everything around it, before it is cut into slices. */
export interface Place {
  readonly workload: Workload;
  readonly whole: Whole;
  readonly notes: readonly string[];
}

/** What the input is about. */
export interface Places extends Omit<Tasks, 'tasks' | 'notBegun'> {
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
  const assumptions = await assumptionsIn(setup);
  const count = nodeCount(setup.nodes);
  const nodeFiles = setup.nodes === undefined || count !== undefined ? [] : [setup.nodes];
  const read = await readManifests([...paths, ...nodeFiles], recursive, input, versionOf(setup), way);
  const { inputs, manifest, unread, passedOver } = read;
  const templates = podTemplates(manifest, count);
  const refused = refusals(manifest);
  const refusedObjects = new Set(refused.map(({ object }) => object));
  const workloads = templates.filter((one) => !refusedObjects.has(one.origin) && !isTooLarge(one));
  const problems = [
    ...unread,
    ...manifest.problems,
    ...refused.map(({ problem }) => problem),
    ...ignoreProblems(workloads),
    ...templates.filter(isTooLarge).map(tooLarge),
  ];
  if (workloads.length === 0 && problems.length === 0) throw nothingToCheck(paths, manifest, passedOver);
  const viewFrom = viewsOf(manifest);
  const places: Place[] = [];
  for (const workload of workloads) {
    await way?.goOn('every workload was set up');
    const seen = viewFrom(workload.origin.file);
    const objects = new Set(seen.objects);
    const others = workloads.filter(({ origin }) => objects.has(origin));
    const companions = companionsOf(seen, others, workload);
    const name = nameOf(workloads, workload);
    const untimed = wholeOf(name, seen, others, workload, companions, setup);
    const whole = assumptions === undefined ? untimed : { ...untimed, assumptions };
    places.push({
      workload,
      whole,
      notes: [
        ...notesOn(workload, companions),
        ...hookNotes(workload.spec, assumptions),
        ...startNotes(workload.spec, assumptions),
      ],
    });
  }
  return { places, manifest, problems, inputs, paths, passedOver, remarks: remarksOn(manifest, workloads) };
};

/** More containers than this in one pod take minutes before a search has even begun. */
const mostContainers = 250;

const isTooLarge = ({ spec }: Workload): boolean => allContainers(spec).length > mostContainers;

const tooLarge = ({ spec, origin, templatePath }: Workload): Problem =>
  origin.root
    .at(...(templatePath === '' ? [] : templatePath.split('.')), 'spec', 'containers')
    .problem(
      `this Pod has ${allContainers(spec).length} containers; at most ${mostContainers} are explored`,
      'leave out those that are alike',
    );

/** The same, cut into slices. */
export const readTasks = async (...input: Parameters<typeof readPlaces>): Promise<Tasks> => {
  const { places, ...rest } = await readPlaces(...input);
  const way = input[4];
  const [uncut, tasks, notBegun]: [Problem[], Task[], string[]] = [[], [], []];
  for (const { workload, whole, notes } of places) {
    await way?.breathe();
    try {
      if (way?.late.aborted === true) notBegun.push(whole.name);
      else tasks.push(...slicesOf(whole).map((slice) => ({ ...slice, workload, object: whole.name, notes })));
    } catch (error) {
      uncut.push(workload.origin.root.problem(`this is a bug in podproof: ${wordsOf(error)}`, 'please report it'));
    }
  }
  return { ...rest, problems: [...rest.problems, ...uncut], tasks, notBegun };
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

/** `Deployment/web`; with the namespace where the input has several, and with the file where another one has the same object. */
const nameOf = (workloads: readonly Workload[], { kind, name, namespace, origin }: Workload): string => {
  const hasSeveral = workloads.some((one) => one.namespace !== namespace);
  const called = hasSeveral ? `${namespace}/${kind}/${name}` : `${kind}/${name}`;
  const isOverlaid = workloads.some(
    (one) => one.origin !== origin && one.kind === kind && one.name === name && one.namespace === namespace,
  );
  return isOverlaid ? `${called} (${origin.file})` : called;
};

const notesOn = (workload: Workload, { assumed }: Companions): readonly string[] => [
  ...(workload.controllerNote === '' ? [] : [workload.controllerNote]),
  ...(assumed.length === 0 ? [] : [`not in the input, assumed to exist: ${assumed.map(shortened).join(', ')}`]),
  ...workload.nodes.assumed,
  ...[schedulerText(workload) ?? []].flat(),
];

const ordinaryScheduler = 'default-scheduler';

/** A pod as kube-scheduler's default profile takes it: of another scheduler nothing is known but that somebody relies on it. */
const scheduled = ({ name, spec }: PodInstance): PodInstance => ({
  name,
  spec: { ...spec, schedulerName: ordinaryScheduler },
});

const wholeOf = (
  name: string,
  manifest: Manifest,
  workloads: readonly Workload[],
  workload: Workload,
  companions: Companions,
  setup: Setup,
): Whole => {
  const { claims, configObjects } = companions;
  const pods = workload.pods.length > 0 ? workload.pods : [{ name: `${workload.name}-1`, spec: workload.spec }];
  return {
    name,
    pods: pods.map(scheduled),
    ...(workload.rollout === undefined ? {} : { rollout: workload.rollout.map(scheduled) }),
    surge: workload.surge,
    keepsNames: workload.kind === 'StatefulSet' || workload.kind === 'Pod',
    ...versionOf(setup),
    ...(setup.switch === undefined ? {} : { switches: setup.switch }),
    nodes: workload.nodes.nodes,
    nodesGiven: workload.nodes.given,
    servicesFor: (pods) => companionsOf(manifest, workloads, workload, pods).services,
    claims,
    ...(configObjects === undefined ? {} : { configObjects }),
    user: setup.user ?? {},
    faults: setup.faults ?? {},
  };
};
