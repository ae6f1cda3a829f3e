import { waysToEnable } from '../gates.ts';
import type { Cursor } from './cursor.ts';
import type { Problem } from './problem.ts';
import { type Kind, structs } from './schema/index.ts';
import type { FieldType } from './schema/types.ts';
import { gateOf } from './schema/versions.ts';
import { templateOf } from './template.ts';
import { claim, metadata, surroundings } from './validate/cluster.ts';
import { containers } from './validate/containers.ts';
import { evictionResponders } from './validate/responders.ts';
import { labels, required } from './validate/rules.ts';
import { scheduling } from './validate/scheduling.ts';
import { texts } from './validate/texts.ts';
import { volumeNames, volumes } from './validate/volumes.ts';
import { workload } from './validate/workloads.ts';

type Gates = Readonly<Record<string, boolean>>;

/** What the API server's validation would refuse in an object whose fields are well formed. */
export function validationProblems(kind: Kind, root: Cursor, featureGates: Gates): readonly Problem[] {
  const template = templateOf(kind, root);
  const found = [
    ...metadata(kind, root, featureGates),
    ...workload(kind, root, featureGates),
    ...surroundings(kind, root),
    ...texts(root, kind),
  ];
  if (template === undefined) return found;
  const claims = root.at('spec', 'volumeClaimTemplates');
  return [
    ...found,
    ...claims.items.flatMap((one) => [...claim(one.at('spec'))]),
    ...pod(template, kind === 'Pod', claims, featureGates),
  ];
}

function* pod(template: Cursor, isPod: boolean, claims: Cursor, featureGates: Gates): Generator<Problem> {
  const spec = template.at('spec');
  if (!spec.exists) {
    yield* required(spec, 'add the spec of the pod');
    return;
  }
  if (!isPod) yield* labels(template.at('metadata', 'labels'));
  yield* volumes(spec);
  yield* containers({ spec, volumes: volumeNames(spec, claims), featureGates });
  yield* scheduling(spec, isPod, featureGates);
  yield* lifetime(spec);
  if (isPod && !template.at('metadata', 'uid').exists) yield* notYetThere(spec);
  yield* hostNetwork(spec);
  if (featureGates.EvictionRequestAPI) yield* evictionResponders(spec);
}

function* lifetime(spec: Cursor): Generator<Problem> {
  const deadline = spec.at('activeDeadlineSeconds');
  if (deadline.whole !== undefined && (deadline.whole < 1 || deadline.whole > 2 ** 31 - 1)) {
    yield deadline.problem(`${deadline.whole} must be between 1 and ${2 ** 31 - 1}`, 'write at least 1, or remove it');
  }
}

/** A Pod that was read from a cluster may have what none can be created with. */
function* notYetThere(spec: Cursor): Generator<Problem> {
  const ephemeral = spec.at('ephemeralContainers');
  if (ephemeral.items.length > 0) {
    yield ephemeral.problem('cannot be set on create', 'remove it; kubectl debug adds them to a running pod');
  }
}

function* hostNetwork(spec: Cursor): Generator<Problem> {
  if (!spec.at('hostNetwork').isTrue) return;
  for (const port of spec.at('containers').items.flatMap((container) => container.at('ports').items)) {
    const { whole } = port.at('hostPort');
    if (!whole || whole === port.at('containerPort').whole) continue;
    yield port.at('hostPort').problem('must match containerPort when hostNetwork is true', 'remove hostPort');
  }
}

/**
 * Fields that a cluster with these gates drops or changes without a word (`dropDisabledFields`, `pkg/api/pod/util.go`; a
 * negative grace period is stored, but every delete takes it for 1, `pkg/registry/core/pod/strategy.go`, 1.36).
 */
export function silentlyDropped(kind: Kind, root: Cursor, featureGates: Gates): readonly Problem[] {
  const spec = templateOf(kind, root)?.at('spec');
  const gated = [...gatedIn(root, kind, featureGates)];
  return spec === undefined ? gated : [...dropped(spec, featureGates), ...gated];
}

/** Fields that need a gate which is off, wherever they stand in the object. */
function* gatedIn(cursor: Cursor, struct: string, gates: Gates): Generator<Problem> {
  const fields = structs.get(struct)?.fields;
  if (fields === undefined) return;
  for (const key of cursor.keys) {
    const [field, type, gate] = [cursor.at(key), fields.get(key), gateOf(struct, key)];
    if (gate !== undefined && gates[gate] !== true) yield* droppedField(field, gate);
    else if (type !== undefined) yield* gatedBelow(field, type, gates);
  }
}

function* gatedBelow(cursor: Cursor, type: FieldType, gates: Gates): Generator<Problem> {
  if (type.kind === 'named') yield* gatedIn(cursor, type.name, gates);
  else if (type.kind === 'list') for (const item of cursor.items) yield* gatedBelow(item, type.of, gates);
}

function* dropped(spec: Cursor, gates: Gates): Generator<Problem> {
  const mains = spec.at('containers').items;
  const inits = spec.at('initContainers').items;
  for (const container of [...mains, ...inits]) {
    const policy = container.at('restartPolicy');
    const isSidecar = inits.includes(container) && policy.text === 'Always';
    if (!gates.ContainerRestartRules) {
      if (!isSidecar) yield* droppedField(policy, 'ContainerRestartRules');
      yield* droppedField(container.at('restartPolicyRules'), 'ContainerRestartRules');
    }
    if (!gates.ContainerStopSignals)
      yield* droppedField(container.at('lifecycle', 'stopSignal'), 'ContainerStopSignals');
  }
  const grace = spec.at('terminationGracePeriodSeconds');
  if ((grace.whole ?? 0) < 0) yield grace.problem('is negative and taken for 1', 'write 0 or more; 0 kills at once');
  if (!gates.PodLevelResources) yield* droppedField(spec.at('resources'), 'PodLevelResources');
}

function* droppedField(cursor: Cursor, gate: string): Generator<Problem> {
  if (!cursor.exists) return;
  yield cursor.problem(`is dropped while the feature gate ${gate} is off`, `remove it, or ${waysToEnable(gate)}`);
}
