import type { Cursor } from '../cursor.ts';
import type { Problem } from '../problem.ts';
import { hooks, stopSignal } from './hooks.ts';
import { probes } from './probes.ts';
import { resources } from './resources.ts';
import { restarts } from './restarts.ts';
import { distinct, dnsLabel, port, required } from './rules.ts';
import { mounts } from './volumes.ts';

/** What containers are checked against. */
export interface ContainerRules {
  readonly spec: Cursor;
  readonly volumes: ReadonlySet<string>;
  readonly featureGates: Readonly<Record<string, boolean>>;
}

/** All containers of a pod (`validateContainers`, `validateInitContainers`, 1.36). */
export function* containers(rules: ContainerRules): Generator<Problem> {
  const mains = rules.spec.at('containers');
  const inits = rules.spec.at('initContainers').items;
  if (mains.items.length === 0) yield mains.problem('at least one container is required', 'add a container');
  yield* distinct([...mains.items, ...inits], 'name');
  for (const container of mains.items) {
    yield* common(container, rules);
    yield* lifecycle(container, rules);
    yield* restarts(container, false, rules.featureGates);
  }
  yield* hostPorts(mains.items);
  for (const container of inits) {
    yield* common(container, rules);
    yield* container.at('restartPolicy').text === 'Always' ? lifecycle(container, rules) : plainInit(container);
    yield* restarts(container, true, rules.featureGates);
    yield* hostPorts([container]);
  }
}

function* common(container: Cursor, rules: ContainerRules): Generator<Problem> {
  yield* required(container.at('name'), 'give this container a name');
  yield* dnsLabel(container.at('name'));
  yield* required(container.at('image'), 'name the image to run');
  yield* distinct(container.at('ports').items, 'name');
  for (const one of container.at('ports').items) {
    yield* required(one.at('containerPort'), 'write the port the process listens on');
    yield* port(one.at('containerPort'));
    if (one.at('hostPort').whole !== 0) yield* port(one.at('hostPort'));
  }
  for (const variable of container.at('env').items) {
    yield* required(variable.at('name'), 'name this environment variable');
    if (variable.at('value').text && variable.at('valueFrom').exists) {
      yield variable.at('valueFrom').problem('may not be specified when value is not empty', 'keep one of the two');
    }
  }
  yield* mounts(container, rules.volumes);
  yield* resources(container.at('resources'));
}

function* lifecycle(container: Cursor, { spec, featureGates }: ContainerRules): Generator<Problem> {
  yield* probes(container);
  yield* hooks(container, spec);
  if (featureGates.ContainerStopSignals) yield* stopSignal(container, spec);
}

function* plainInit(container: Cursor): Generator<Problem> {
  for (const field of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe']) {
    const cursor = container.at(field);
    if (!cursor.exists) continue;
    yield cursor.problem(
      'may not be set for init containers without restartPolicy Always',
      'remove it, or add restartPolicy: Always to make this container a sidecar',
    );
  }
}

function* hostPorts(list: readonly Cursor[]): Generator<Problem> {
  const seen = new Set<string>();
  for (const one of list.flatMap((container) => container.at('ports').items)) {
    const { whole } = one.at('hostPort');
    if (!whole) continue;
    const key = `${one.at('protocol').text || 'TCP'}/${one.at('hostIP').text ?? ''}/${whole}`;
    if (seen.has(key)) yield one.at('hostPort').problem(`host port ${whole} is used twice`, 'choose another port');
    seen.add(key);
  }
}
