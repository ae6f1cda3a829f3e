import type { PodSpec } from '../kubernetes/spec.ts';
import type { PodInstance } from '../scenario.ts';
import { daemonPods } from './daemon.ts';
import { classFor, type PriorityClass, priorityClassOf } from './defaults/priority.ts';
import { withDefaultTolerations } from './defaults/scheduling.ts';
import { podSpecOf } from './defaults.ts';
import { type NodesAround, nodesAround } from './nodes.ts';
import type { ManifestObject } from './objects.ts';
import { identityKey, viewsOf } from './overlays.ts';
import { locate, type Manifest } from './parse.ts';
import type { Position, Problem } from './problem.ts';
import { rolloutOf, surgeOf } from './rollout.ts';
import type { Kind } from './schema/index.ts';
import { templateOf } from './template.ts';

/** Kinds that make pods. */
export type WorkloadKind =
  | 'Pod'
  | 'Deployment'
  | 'StatefulSet'
  | 'DaemonSet'
  | 'ReplicaSet'
  | 'ReplicationController'
  | 'Job'
  | 'CronJob';

/** One pod template, and the pods it stands for. */
export interface Workload {
  readonly kind: WorkloadKind;
  readonly name: string;
  readonly namespace: string;
  /** How many pods there are to be at the same time. */
  readonly replicas: number;
  /** The spec of the first pod (of the template, if there are to be none). */
  readonly spec: PodSpec;
  /** The first few pods, with the names they are called by here; StatefulSet and DaemonSet pods differ from each other. */
  readonly pods: readonly PodInstance[];
  /** The Pod that is there and the one that is to take its place, where a rollout has both at once and replicas are never beside each other. */
  readonly rollout?: readonly PodInstance[];
  /** How many new Pods a rollout starts before an old one may go. */
  readonly surge: number;
  /** The object the template stands in, for `locate`. */
  readonly origin: ManifestObject;
  /** Path of the template in that object: prefix it to `spec.containers[0]…`; empty for a Pod. */
  readonly templatePath: string;
  /** What the kind's controller would do that is not part of the model; empty for a Pod. */
  readonly controllerNote: string;
  /** The nodes of the input, or those that are assumed for such Pods. */
  readonly nodes: NodesAround;
}

/** No scenario needs more pods of one template than this. */
export const mostPods = 3;

/** Every workload of a manifest, in the order of the file; objects with problems are left out. `nodeCount`: so many nodes, whatever the input has. */
export function podTemplates(manifest: Manifest, nodeCount?: number): readonly Workload[] {
  const viewFrom = viewsOf(manifest);
  return manifest.objects.flatMap((origin) => {
    const template = templateOf(origin.kind, origin.root);
    if (template === undefined || !origin.valid || !isWorkload(origin.kind)) return [];
    const { namespace, name, kind } = origin;
    const seen = viewFrom(origin.file);
    const priorityClasses = priorityClassesOf(seen);
    const accountMounts = (account: string) => tokenMountedBy(seen, namespace, account);
    const setting = { namespace, featureGates: manifest.featureGates, priorityClasses, accountMounts };
    const spec = podSpecOf(template, setting);
    const nodes = nodesAround(seen, spec, nodeCount);
    const pods = podsOf(nodes, origin, spec);
    const shared = { kind, name, namespace, origin, templatePath: template.path, controllerNote: notes[kind], nodes };
    const first = pods[0]?.spec ?? { ...spec, tolerations: withDefaultTolerations(spec.tolerations) };
    const replicas = replicasOf(origin, pods.length);
    const rollout = rolloutOf(origin, pods, replicas, (labels) => podSpecOf(template, { ...setting, labels }));
    const rolling = { surge: surgeOf(origin, replicas), ...(rollout === undefined ? {} : { rollout }) };
    return [{ ...shared, ...rolling, replicas, spec: first, pods }];
  });
}

/** What a ServiceAccount of the input says of its token; undefined if there is none of that name, or it says nothing. */
const tokenMountedBy = ({ objects }: Manifest, namespace: string, account: string): boolean | undefined => {
  const found = objects.find(
    (object) => object.kind === 'ServiceAccount' && object.namespace === namespace && object.name === account,
  );
  const written = found?.root.at('automountServiceAccountToken');
  return written?.exists === true ? written.isTrue : undefined;
};

const isWorkload = (kind: Kind): kind is WorkloadKind => Object.hasOwn(notes, kind);

const notes: Readonly<Record<WorkloadKind, string>> = {
  Pod: '',
  Deployment:
    'the Deployment and ReplicaSet controllers (replacement, rollout, scaling) are not modelled; pods are created by the user of the scenario',
  StatefulSet:
    'the StatefulSet controller (ordered creation, claims from templates, recreation under the same name) is not modelled',
  DaemonSet:
    'the DaemonSet controller is not modelled; its tolerations and node affinity are added as it would add them',
  ReplicaSet: 'the ReplicaSet controller (replacement, scaling) is not modelled',
  ReplicationController: 'the ReplicationController controller (replacement, scaling) is not modelled',
  Job: 'the Job controller (retries, completions) is not modelled, and its tracking finalizer is left out',
  CronJob: 'the CronJob and Job controllers are not modelled, and the tracking finalizer is left out',
};

/** The PriorityClasses a manifest brings along. */
export const priorityClassesOf = ({ objects }: Manifest): readonly PriorityClass[] =>
  objects.filter(({ kind }) => kind === 'PriorityClass').map(({ name, root }) => priorityClassOf(name, root));

function replicasOf({ kind, root }: ManifestObject, eligibleNodes: number): number {
  if (kind === 'Pod') return 1;
  if (kind === 'DaemonSet') return eligibleNodes;
  if (kind !== 'Job' && kind !== 'CronJob') return root.at('spec', 'replicas').whole ?? 1;
  const job = kind === 'CronJob' ? root.at('spec', 'jobTemplate', 'spec') : root.at('spec');
  return Math.min(job.at('parallelism').whole ?? 1, job.at('completions').whole ?? Number.MAX_SAFE_INTEGER);
}

function podsOf({ nodes }: NodesAround, origin: ManifestObject, spec: PodSpec): readonly PodInstance[] {
  if (origin.kind === 'DaemonSet') return daemonPods(nodes, origin.name, spec);
  const withTolerations = { ...spec, tolerations: withDefaultTolerations(spec.tolerations) };
  const count = Math.min(replicasOf(origin, 0), mostPods);
  return Array.from({ length: count }, (_, index) => {
    if (origin.kind === 'StatefulSet') return statefulPod(origin, withTolerations, index);
    return { name: origin.kind === 'Pod' ? origin.name : `${origin.name}-${index + 1}`, spec: withTolerations };
  });
}

/** Identity of a StatefulSet pod: its name, two labels, and a claim of its own for each template (`stateful_set_utils.go`). */
function statefulPod({ name, root }: ManifestObject, spec: PodSpec, index: number): PodInstance {
  const ordinal = (root.at('spec', 'ordinals', 'start').whole ?? 0) + index;
  const podName = `${name}-${ordinal}`;
  const templates = claimTemplateNames(root);
  const claimed = templates.map((volume) => ({
    kind: 'persistentVolumeClaim' as const,
    name: volume,
    claim: `${volume}-${podName}`,
  }));
  const labels = {
    ...spec.labels,
    'statefulset.kubernetes.io/pod-name': podName,
    'apps.kubernetes.io/pod-index': String(ordinal),
  };
  const volumes = [...spec.volumes.filter((volume) => !templates.includes(volume.name)), ...claimed];
  return { name: podName, spec: { ...spec, labels, volumes } };
}

const claimTemplateNames = (root: ManifestObject['root']): readonly string[] =>
  root.at('spec', 'volumeClaimTemplates').items.flatMap((claim) => claim.at('metadata', 'name').text ?? []);

/** Why admission would refuse an object, because of another object of the input. */
export interface Refusal {
  readonly object: ManifestObject;
  readonly problem: Problem;
}

/**
 * What admission would refuse because of other objects of the input: a written priority that is not the class's, and an
 * object that its file has defined already. A class the input lacks is no problem: classes belong to the cluster, and the file
 * of a workload hardly ever holds one. The same name in two files is none either: overlays are made so.
 */
export function refusals(manifest: Manifest): readonly Refusal[] {
  const viewFrom = viewsOf(manifest);
  const seen = new Map<string, ManifestObject>();
  return manifest.objects.flatMap((object) => {
    const key = `${object.file}\n${identityKey(object)}`;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, object);
    const twice = first === undefined || object.name === '' ? [] : [definedTwice(object, first)];
    const template = templateOf(object.kind, object.root);
    const classes = template === undefined ? [] : priorityClassesOf(viewFrom(object.file));
    const priority = template === undefined ? [] : priorityProblems(template.at('spec'), classes);
    return [...twice, ...priority].map((problem) => ({ object, problem }));
  });
}

function definedTwice({ kind, name, root }: ManifestObject, first: ManifestObject): Problem {
  const { file, line } = first.root.position;
  const message = `${kind} ${name} is already defined at ${file}:${line}`;
  return root.at('metadata', 'name').problem(message, 'remove one of the two, or give it another name or namespace');
}

function priorityProblems(spec: ManifestObject['root'], classes: readonly PriorityClass[]): readonly Problem[] {
  const named = spec.at('priorityClassName');
  const found = classFor(spec, classes);
  if (found === undefined && named.text) return [];
  const written = spec.at('priority');
  const value = found?.value ?? 0;
  if (written.whole === undefined || written.whole === value) return [];
  return [
    written.problem(`priority ${written.whole} differs from ${value}, the value of its class`, 'remove priority'),
  ];
}

/** The way from the top of a workload to its pod template; of a Pod there is none to go. */
export const templateSteps = ({ templatePath }: Pick<Workload, 'templatePath'>): readonly string[] =>
  templatePath === '' ? [] : templatePath.split('.');

/** Where a field of the pod stands, the path as in a Pod: `spec.containers[web].livenessProbe`. */
export const locateInPod = ({ origin, templatePath }: Workload, path: string): Position =>
  locate(origin, templatePath === '' ? path : `${templatePath}.${path}`);
