/**
 * Behaviour that differs between versions without a feature gate: bugs that some releases have and others do not, and rules that were
 * changed in passing. What a gate decides stands in `gates.ts`. A minor version means its newest patch release; an earlier
 * patch may differ, and the switch says so where it was read. Setting one answers "what if this were (not) so", in both directions.
 */
import { type KubernetesVersion, kubernetesVersions } from './gates.ts';
import { suggest } from './kubernetes/suggest.ts';

/** Every switch somebody may name, in alphabetical order. */
export const switchNames = [
  'collapsedUpdateIsSplit',
  'createdCountsAsInitialized',
  'execProbesSurviveTermination',
  'preBindVictimIsCancelled',
  'proxyPrefersLiveEndpoint',
  'sandboxConditionCachedEarly',
] as const;
/** The name of one switch. */
export type SwitchName = (typeof switchNames)[number];

/** The value of every switch. */
export type Switches = Readonly<Record<SwitchName, boolean>>;

/** One switch: where it is talked about in public, which versions do it, and what it means when on. */
export interface Switch {
  /** An issue or pull request of kubernetes/kubernetes, or where in the source the difference can be read. */
  readonly source: string;
  readonly stages: Readonly<Record<KubernetesVersion, 'on' | 'off'>>;
  /** What Kubernetes does when the switch is on, in one sentence. */
  readonly effect: string;
}

/** The table. */
export const switches: Readonly<Record<SwitchName, Switch>> = {
  collapsedUpdateIsSplit: {
    source: 'https://github.com/kubernetes/kubernetes/pull/141255',
    stages: { '1.34': 'on', '1.35': 'off', '1.36': 'off' },
    effect:
      'kube-scheduler takes an update that shows another pod of the same name as a delete and an add; when off, one that goes from a bound pod to an unbound one ends its process',
  },
  createdCountsAsInitialized: {
    source: 'https://github.com/kubernetes/kubernetes/pull/138514',
    stages: { '1.34': 'on', '1.35': 'on', '1.36': 'on' },
    effect:
      'a main container that was created and never started, in whichever sandbox, makes the kubelet take the pod for initialized (1.37 asks the newest sandbox only)',
  },
  execProbesSurviveTermination: {
    source: 'https://github.com/kubernetes/kubernetes/issues/140881',
    stages: { '1.34': 'on', '1.35': 'off', '1.36': 'off' },
    effect:
      'exec probes go on while a pod terminates; when off, every one is cancelled and its result thrown away, so Ready stays as it was (1.36.1 and 1.36.2 have this only before the second sync of a pod)',
  },
  preBindVictimIsCancelled: {
    source: 'pkg/scheduler/framework/preemption/executor.go NewExecutor',
    stages: { '1.34': 'off', '1.35': 'off', '1.36': 'on' },
    effect:
      'a preemption victim that still waits in PreBind has its binding cycle cancelled and goes back to the queue; when off, it is deleted like any other',
  },
  proxyPrefersLiveEndpoint: {
    source: 'pkg/proxy/endpointslicecache.go addEndpoints',
    stages: { '1.34': 'off', '1.35': 'off', '1.36': 'on' },
    effect:
      'of two endpoints with one address kube-proxy keeps one that does not terminate; when off, the first it meets unless a later one is local',
  },
  sandboxConditionCachedEarly: {
    source: 'pkg/kubelet/kubelet.go OnPodSandboxReady',
    stages: { '1.34': 'off', '1.35': 'off', '1.36': 'on' },
    effect: 'the kubelet reports PodReadyToStartContainers as soon as the sandbox is up, not with its next sync',
  },
};

/** What each switch is in a version when nobody sets it. */
export const defaultSwitches: Readonly<Record<KubernetesVersion, Switches>> = Object.fromEntries(
  kubernetesVersions.map((version) => [
    version,
    Object.fromEntries(switchNames.map((name) => [name, switches[name].stages[version] === 'on'])),
  ]),
) as Record<KubernetesVersion, Switches>;

/** The value of every switch in a version, after overrides. Throws if there is no such version. */
export const switchesOf = (version: string, overrides: Partial<Switches> = {}): Switches => {
  const known = kubernetesVersions.find((one) => one === version);
  if (known === undefined) throw new Error(`unknown Kubernetes version '${version}'`);
  return { ...defaultSwitches[known], ...overrides };
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
