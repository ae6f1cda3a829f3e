/** What the tests of sync passes have in common. */
import type { Cluster, ContainerRecord, Sandbox } from '../cluster.ts';
import type { PodView, RestartGates } from '../components/kubelet/sync/pod.ts';
import { initialCluster } from '../initial.ts';
import type { PodSpec } from '../kubernetes/spec.ts';
import type { ProbeKind, Scenario } from '../scenario.ts';
import { play, runUntil, type Wanted } from './play.ts';
import { podSpec, scenario } from './scenario.ts';

export const uid = 'web#1';

/** The key of the container's cells. */
export const keyOf = (container: string): string => `${uid}/${container}`;

/** Container records by a short name. */
export const records = {
  none: { state: 'none', exitCode: 0, oomKilled: false, restarted: false },
  created: { state: 'created', exitCode: 0, oomKilled: false, restarted: false },
  running: { state: 'running', exitCode: 0, oomKilled: false, restarted: false },
  ok: { state: 'exited', exitCode: 0, oomKilled: false, restarted: false },
  failed: { state: 'exited', exitCode: 1, oomKilled: false, restarted: false },
  waitsAgain: { state: 'none', exitCode: 0, oomKilled: false, restarted: true },
} satisfies Record<string, ContainerRecord>;

/** A view of a pod in a ready sandbox; containers not named have never run. */
export const viewWith = (
  spec: Partial<PodSpec>,
  containers: Readonly<Record<string, keyof typeof records>> = {},
  more: {
    readonly gates?: Partial<RestartGates>;
    readonly sandbox?: Partial<Sandbox>;
    readonly probes?: Readonly<Record<string, 'Success' | 'Failure'>>;
  } = {},
): PodView => ({
  spec: podSpec(spec),
  gates: { containerRestartRules: false, restartAllContainers: false, ...more.gates },
  createdCountsAsInitialized: true,
  sandbox: { state: 'ready', podIP: '10.244.0.1', again: false, ...more.sandbox },
  record: (name) => records[containers[name] ?? 'none'],
  probeResult: (name: string, kind: ProbeKind) => more.probes?.[`${name}/${kind}`] ?? 'Unknown',
});

/** A scenario of one pod `web` with this spec. */
export const podScenario = (
  spec: Partial<PodSpec>,
  fields: NonNullable<Parameters<typeof scenario>[0]> = {},
): Scenario =>
  scenario({ instances: { [uid]: { name: 'web', spec: podSpec(spec) } }, probeThresholds: 'one', ...fields });

/** The pod at the moment its kubelet has admitted it. */
export const admittedPod = (spec: Partial<PodSpec>, fields: Parameters<typeof podScenario>[1] = {}): Cluster =>
  runUntil(initialCluster(podScenario(spec, fields)), (cluster) => cluster.workers[uid]?.state === 'sync', [
    'apiserver/stageRejected',
  ]);

/** The steps from admission to the first container about to be pulled. */
export const sandboxSteps: readonly Wanted[] = ['kubelet/syncStarted', 'cni/networkAdded', 'runtime/sandboxReady'];

/** The steps that start one container without a hook, from the pull on. */
export const startSteps = (container: string): readonly Wanted[] => [
  { type: 'kubelet/imagePulled', uid, container },
  { type: 'runtime/containerCreated', uid, container },
  { type: 'runtime/containerStarted', uid, container },
];

/** An admitted pod whose first containers, as named, have been started in the first pass. */
export const started = (cluster: Cluster, ...containers: readonly string[]): Cluster =>
  play(cluster, ...sandboxSteps, ...containers.flatMap(startSteps));
