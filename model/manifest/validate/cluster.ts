import type { Cursor } from '../cursor.ts';
import { type Problem, shortened } from '../problem.ts';
import type { Kind } from '../schema/index.ts';
import {
  distinct,
  dnsLabel,
  dnsSubdomain,
  isDnsLabel,
  isDnsSubdomain,
  labels,
  port,
  qualifiedName,
  required,
  serviceLabel,
} from './rules.ts';
import { nodeSelector } from './scheduling.ts';

const longestCronJob = 52;
const highestUserPriority = 1_000_000_000;

/** Names, namespaces and labels, which every object has. */
export function* metadata(
  kind: Kind,
  root: Cursor,
  featureGates: Readonly<Record<string, boolean>>,
): Generator<Problem> {
  const cursor = root.at('metadata');
  const isLabel = kind === 'StatefulSet' || (kind === 'Service' && featureGates.RelaxedServiceNameValidation === true);
  if (isLabel) yield* dnsLabel(cursor.at('name'));
  else yield* kind === 'Service' ? serviceLabel(cursor.at('name')) : dnsSubdomain(cursor.at('name'));
  yield* madeName(kind, cursor.at('generateName'));
  if (kind === 'CronJob' && (cursor.at('name').text ?? '').length > longestCronJob) {
    yield cursor
      .at('name')
      .problem(`is longer than ${longestCronJob} characters`, 'its Jobs need eleven more for theirs');
  }
  yield* dnsLabel(cursor.at('namespace'));
  yield* labels(cursor.at('labels'));
  for (const finalizer of cursor.at('finalizers').items) yield* qualifiedName(finalizer);
}

/** The beginning of a name; the server adds five letters and digits to it. A CronJob leaves room for the names of its Jobs. */
function* madeName(kind: Kind, prefix: Cursor): Generator<Problem> {
  const { text } = prefix;
  if (text === undefined || text === '') return;
  const whole = `${text.slice(0, 58)}aaaaa`;
  const isValid = kind === 'Service' || kind === 'StatefulSet' ? isDnsLabel(whole) : isDnsSubdomain(whole);
  if (!isValid) {
    yield prefix.problem(
      `"${shortened(text)}" is not the beginning of a valid name`,
      'use lower-case letters, digits and dashes',
    );
  }
}

/** Rules of the objects around pods. */
export function* surroundings(kind: Kind, root: Cursor): Generator<Problem> {
  const rules = rulesOf[kind];
  if (rules !== undefined) yield* rules(root);
}

const rulesOf: Readonly<Partial<Record<Kind, (root: Cursor) => Generator<Problem>>>> = {
  Service: (root) => service(root.at('spec')),
  Node: (root) => taints(root.at('spec', 'taints')),
  PriorityClass: priorityClass,
  PersistentVolumeClaim: (root) => claim(root.at('spec')),
  PersistentVolume: volume,
  StorageClass: (root) => required(root.at('provisioner'), 'name the provisioner'),
};

function* taints(cursor: Cursor): Generator<Problem> {
  for (const taint of cursor.items) {
    yield* required(taint.at('key'), 'name this taint');
    yield* required(taint.at('effect'), 'write NoSchedule, PreferNoSchedule or NoExecute');
  }
}

function* volume(root: Cursor): Generator<Problem> {
  const affinity = root.at('spec', 'nodeAffinity', 'required');
  if (affinity.exists) yield* nodeSelector(affinity);
}

function* service(spec: Cursor): Generator<Problem> {
  yield* labels(spec.at('selector'));
  const ports = spec.at('ports');
  const needsPorts = spec.at('type').text !== 'ExternalName' && spec.at('clusterIP').text !== 'None';
  if (needsPorts && ports.items.length === 0) yield ports.problem('at least one port is required', 'add a port');
  yield* distinct(ports.items, 'name');
  for (const one of ports.items) {
    yield* required(one.at('port'), 'write the port of the Service');
    yield* port(one.at('port'));
    yield* port(one.at('targetPort'));
    if (ports.items.length > 1) yield* required(one.at('name'), 'name each port when there are several');
  }
}

function* priorityClass(root: Cursor): Generator<Problem> {
  const name = root.at('metadata', 'name');
  const isSystem = name.text === 'system-cluster-critical' || name.text === 'system-node-critical';
  if (name.text?.startsWith('system-') && !isSystem) {
    yield name.problem('names that begin with system- are reserved', 'choose another name');
  }
  const value = root.at('value');
  if (!isSystem && (value.whole ?? 0) > highestUserPriority) {
    yield value.problem(`must be at most ${highestUserPriority}`, 'choose a lower value');
  }
}

/** A claim by itself or as a template of a StatefulSet. */
export function* claim(spec: Cursor): Generator<Problem> {
  const modes = spec.at('accessModes');
  if (modes.items.length === 0) yield modes.problem('at least one access mode is required', 'write [ReadWriteOnce]');
  if (modes.items.length > 1 && modes.items.some((mode) => mode.text === 'ReadWriteOncePod')) {
    yield modes.problem('ReadWriteOncePod may not be combined with other access modes', 'keep one of them');
  }
  yield* required(spec.at('resources', 'requests', 'storage'), 'write how much storage to ask for, such as 1Gi');
}
