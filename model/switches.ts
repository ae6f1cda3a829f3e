/**
 * Behaviour that differs between versions without a feature gate: bugs that some releases have and others do not, and rules that were
 * changed in passing. What a gate decides stands in `gateTable.ts`. A minor version means its newest patch release; where an earlier
 * patch differs, `patches` says so. Setting one answers "what if this were (not) so", in both directions.
 */
import { suggest } from './kubernetes/suggest.ts';
import { compareReleases, type KubernetesVersion, kubernetesVersions, readRelease } from './versions.ts';

/** Every switch somebody may name, in alphabetical order. */
export const switchNames = [
  'collapsedUpdateIsSplit',
  'createdCountsAsInitialized',
  'execProbesHangOnFirstSync',
  'execProbesSurviveTermination',
  'preBindVictimIsCancelled',
  'proxyPrefersLiveEndpoint',
  'sandboxConditionCachedEarly',
] as const;
/** The name of one switch. */
export type SwitchName = (typeof switchNames)[number];

/** The value of every switch. */
export type Switches = Readonly<Record<SwitchName, boolean>>;

/** The patch releases from one to another, both included. */
export interface PatchRange {
  readonly from: string;
  readonly to: string;
  readonly stage: 'on' | 'off';
}

/** One switch: where it is talked about in public, which versions do it, and what it means when on. */
export interface Switch {
  /** Where in the source the difference can be read, and where it is talked about: a citation, as of facts. */
  readonly source: string;
  /** The facts that tell of it. */
  readonly facts: readonly string[];
  readonly stages: Readonly<Record<KubernetesVersion, 'on' | 'off'>>;
  /** Patch releases that differ from what `stages` says of their minor version. */
  readonly patches?: readonly PatchRange[];
  /** What Kubernetes does when the switch is on, in one sentence. */
  readonly effect: string;
}

/** The table. */
export const switches: Readonly<Record<SwitchName, Switch>> = {
  collapsedUpdateIsSplit: {
    source: 'pkg/scheduler/eventhandlers.go updatePod, 1.35.8, 1.36.5, 1.37.2; kubernetes#141255',
    facts: ['C20a', 'V3'],
    stages: { '1.34': 'on', '1.35': 'off', '1.36': 'off', '1.37': 'off' },
    effect:
      'kube-scheduler takes an update that shows another pod of the same name as a delete and an add; when off, one that goes from a bound pod to an unbound one ends its process',
  },
  createdCountsAsInitialized: {
    source:
      'pkg/kubelet/kuberuntime/kuberuntime_container.go computeInitContainerActions, 1.34.11, 1.35.8, 1.36.5, 1.37.2; kubernetes#138514',
    facts: ['C98a', 'V1'],
    stages: { '1.34': 'on', '1.35': 'on', '1.36': 'on', '1.37': 'off' },
    effect:
      'a main container that was created and never started, in whichever sandbox, makes the kubelet take the pod for initialized; when off, only one of the newest sandbox does',
  },
  execProbesHangOnFirstSync: {
    source: 'pkg/kubelet/pod_workers.go startPodSync, 1.36.0, 1.36.1, 1.36.2, 1.36.5, 1.37.2; kubernetes#140881',
    facts: ['D64a', 'V2'],
    stages: { '1.34': 'off', '1.35': 'off', '1.36': 'off', '1.37': 'off' },
    patches: [{ from: '1.36.0', to: '1.36.2', stage: 'on' }],
    effect:
      'each sync of a pod has a context of its own and probe workers hang on that of the sync that made them: a deletion cancels exec probes only if it comes before the next sync',
  },
  execProbesSurviveTermination: {
    source:
      'pkg/kubelet/prober/prober_manager.go AddPod, 1.36.5, 1.37.2; pkg/kubelet/pod_workers.go startPodSync, 1.35.8, 1.36.2, 1.36.5, 1.37.2; kubernetes#140881',
    facts: ['D64a', 'V2'],
    stages: { '1.34': 'on', '1.35': 'off', '1.36': 'off', '1.37': 'on' },
    patches: [{ from: '1.36.0', to: '1.36.2', stage: 'on' }],
    effect:
      'exec probes go on while a pod terminates; when off, every one is cancelled and its result thrown away, so Ready stays as it was',
  },
  preBindVictimIsCancelled: {
    source: 'pkg/scheduler/framework/preemption/executor.go NewExecutor, 1.36.5, 1.37.2',
    facts: ['C45'],
    stages: { '1.34': 'off', '1.35': 'off', '1.36': 'on', '1.37': 'on' },
    effect:
      'a preemption victim that still waits in PreBind has its binding cycle cancelled and goes back to the queue; when off, it is deleted like any other',
  },
  proxyPrefersLiveEndpoint: {
    source: 'pkg/proxy/endpointslicecache.go addEndpoints, 1.34.11, 1.35.8, 1.36.5, 1.37.2',
    facts: ['D77'],
    stages: { '1.34': 'off', '1.35': 'off', '1.36': 'on', '1.37': 'on' },
    effect:
      'of two endpoints with one address kube-proxy keeps one that does not terminate; when off, the first it meets unless a later one is local',
  },
  sandboxConditionCachedEarly: {
    source: 'pkg/kubelet/kubelet.go OnPodSandboxReady, 1.36.0, 1.36.5, 1.37.2',
    facts: ['C127'],
    stages: { '1.34': 'off', '1.35': 'off', '1.36': 'on', '1.37': 'on' },
    effect: 'the kubelet reports PodReadyToStartContainers as soon as the sandbox is up, not with its next sync',
  },
};

/** Is a switch on in a release when nobody sets it? */
const stageIn = ({ stages, patches = [] }: Switch, version: KubernetesVersion, release: string): boolean => {
  const range = patches.find(
    ({ from, to }) => compareReleases(release, from) >= 0 && compareReleases(release, to) <= 0,
  );
  return (range?.stage ?? stages[version]) === 'on';
};

const valuesIn = (version: KubernetesVersion, release: string): Switches =>
  Object.fromEntries(switchNames.map((name) => [name, stageIn(switches[name], version, release)])) as Switches;

/** What each switch is in a version when nobody sets it: that is, in its newest patch release. */
export const defaultSwitches: Readonly<Record<KubernetesVersion, Switches>> = Object.fromEntries(
  kubernetesVersions.map((version) => [version, valuesIn(version, version)]),
) as Record<KubernetesVersion, Switches>;

/** The value of every switch in a version or patch release, after overrides. Throws if there is no such version. */
export const switchesOf = (version: string, overrides: Partial<Switches> = {}): Switches => {
  const known = readRelease(version);
  if (known === undefined) throw new Error(`unknown Kubernetes version '${version}'`);
  return { ...valuesIn(known.version, known.release), ...overrides };
};

/** What is wrong with values for the switches, read from somewhere: a sentence for each. */
export const switchErrors = (given: Readonly<Record<string, boolean>>): readonly string[] => [
  ...Object.keys(given).flatMap((name) => (switchNames.some((one) => one === name) ? [] : [unknownSwitch(name)])),
  ...switchNames.filter((name) => !Object.hasOwn(given, name)).map((name) => `switches does not say ${name}`),
];

const unknownSwitch = (name: string): string => {
  const meant = suggest(name, switchNames);
  return `unknown switch '${name}'${meant === undefined ? '' : `; did you mean ${meant}?`}`;
};
