/** Small words for writing guarantees: who they speak about, on which events, kept or broken. */
import { type Cluster, cell } from '../cluster.ts';
import type { Event } from '../event.ts';
import { allContainers, type Container, containerOf, type PodSpec } from '../kubernetes/spec.ts';
import { containerKey, instanceOf, type PodName, type Scenario, type Uid, uidsOf } from '../scenario.ts';
import type { Judgement, SpecPath, StatePromise, StepPromise, StoryEnd } from './guarantee.ts';

/** One incarnation a guarantee speaks about. */
export interface Subject {
  readonly uid: Uid;
  readonly name: PodName;
  readonly spec: PodSpec;
  /** How it is spoken of: by its name, or by its UID if there may be several of that name. */
  readonly label: string;
}

/** Every incarnation of the scenario. */
export const subjects = (scenario: Scenario): readonly Subject[] =>
  Object.entries(scenario.instances).map(([uid, { name, spec }]) => ({
    uid,
    name,
    spec,
    label: uidsOf(scenario, name).length > 1 ? uid : name,
  }));

const judged = (kept: boolean | undefined): Judgement => {
  if (kept === undefined) return 'silent';
  return kept ? 'kept' : 'broken';
};

type EventOf<T extends Event['type']> = Extract<Event, { readonly type: T }>;

/** A promise about steps of the given types (and, with `only`, of those events alone). undefined = has nothing to say. */
export const step = <T extends Event['type']>(
  subject: string,
  types: readonly T[],
  kept: (before: Cluster, event: EventOf<T>, after: Cluster) => boolean | undefined,
  only: (event: EventOf<T>) => boolean = () => true,
): StepPromise => ({
  kind: 'step',
  subject,
  concerns: (event) => (types as readonly string[]).includes(event.type) && only(event as EventOf<T>),
  judge: (before, event, after) => judged(kept(before, event as EventOf<T>, after)),
});

/** A promise about steps of the given types of one incarnation. */
export const stepOf = <T extends Extract<Event, { readonly uid: Uid }>['type']>(
  { uid, label }: Subject,
  types: readonly T[],
  kept: (before: Cluster, event: EventOf<T>, after: Cluster) => boolean | undefined,
): StepPromise => step(label, types, kept, (event) => (event as { readonly uid: Uid }).uid === uid);

/** A promise about every state. undefined = has nothing to say of it. */
export const everywhere = (subject: string, kept: (cluster: Cluster) => boolean | undefined): StatePromise => ({
  kind: 'state',
  subject,
  judge: (cluster) => judged(kept(cluster)),
});

/** The runtime's record of a container. */
export const recordOf = (cluster: Cluster, uid: Uid, container: string) =>
  cell(cluster, 'containers', containerKey(uid, container));

/** True while the container's process is alive. */
export const isRunning = (cluster: Cluster, uid: Uid, container: Container): boolean =>
  recordOf(cluster, uid, container.name).state === 'running';

/** The containers of an incarnation whose processes are alive. */
export const running = (cluster: Cluster, { uid, spec }: Subject): readonly Container[] =>
  allContainers(spec).filter((container) => isRunning(cluster, uid, container));

type StopEvent = EventOf<'runtime/sigtermSent' | 'runtime/sigkillSent'>;

/** The events by which a container can get its stop signal. */
export const stopSignals = ['runtime/sigtermSent', 'runtime/sigkillSent'] as const;

/** Whether this signal is the container's stop signal: SIGTERM or what its image says, or SIGKILL where its spec wants just that (D44). */
export const isStopSignal = (spec: PodSpec, event: StopEvent): boolean =>
  event.type === 'runtime/sigtermSent' || containerOf(spec, event.container).stopSignal === 'SIGKILL';

/** Whether the kubelet kills a container by this event: with SIGKILL, or because StopPodSandbox finds it running (D50). */
export const isKill = (
  before: Cluster,
  event: EventOf<'runtime/sigkillSent' | 'runtime/sandboxStopped'>,
  container: string,
): boolean =>
  event.type === 'runtime/sigkillSent'
    ? event.container === container
    : recordOf(before, event.uid, container).state === 'running';

/** True while the object of this incarnation is stored. */
export const isStored = (cluster: Cluster, { uid, name }: Subject): boolean => cell(cluster, 'pods', name).uid === uid;

/** Applies to scenarios with a pod for which the test holds. */
export const somePod =
  (test: (spec: PodSpec) => boolean) =>
  (scenario: Scenario): boolean =>
    Object.values(scenario.instances).some(({ spec }) => test(spec));

/** Applies everywhere. */
export const anyScenario = (): boolean => true;

/** The index of the first pod container list entry that fits, as a path below spec. */
export const containerPath = (
  scenario: Scenario,
  test: (container: Container) => boolean,
): readonly (string | number)[] => {
  const spec = Object.values(scenario.instances)[0]?.spec;
  const main = spec?.containers.findIndex(test) ?? -1;
  if (main >= 0) return ['containers', main];
  const init = spec?.initContainers.findIndex(test) ?? -1;
  return init >= 0 ? ['initContainers', init] : ['containers'];
};

/** The container that the last step of a counterexample is about, as a path below spec; the first main container if it is about none. */
export const containerAtEnd = (scenario: Scenario, end: StoryEnd | undefined): SpecPath => {
  const event = end?.event;
  const named = event !== undefined && 'container' in event ? event.container : undefined;
  return containerPath(scenario, ({ name }) => named === undefined || name === named);
};

/** The spec behind a UID. */
export const specOf = (cluster: Cluster, uid: Uid): PodSpec => instanceOf(cluster.scenario, uid).spec;
