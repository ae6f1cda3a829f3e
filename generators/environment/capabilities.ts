/** What a profile cannot do, and therefore which situations and stimuli are skipped there, with the reason. */
import { allContainers, type PodSpec } from '../../model/kubernetes/spec.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { ProfileName, Step, Stimulus } from '../suite/case.ts';

type Lack = readonly [because: string, lacks: (scenario: Scenario, stimuli: readonly Stimulus[]) => boolean];

const somePod =
  (has: (spec: PodSpec) => boolean) =>
  ({ instances }: Scenario): boolean =>
    Object.values(instances).some(({ spec }) => has(spec));

const someStimulus =
  (...kinds: readonly Stimulus['do'][]) =>
  (_scenario: Scenario, stimuli: readonly Stimulus[]): boolean =>
    stimuli.some((stimulus) => kinds.includes(stimulus.do));

/** podman 4.3.1 `kube play` (pkg/domain/infra/abi/play.go, pkg/specgen/generate/kube): what it reads of a Pod, and what there is no server for. */
const podman: readonly Lack[] = [
  [
    'podman kube play has no preStop hooks',
    somePod((spec) => allContainers(spec).some(({ preStop }) => preStop !== undefined)),
  ],
  [
    'podman kube play has no postStart hooks',
    somePod((spec) => allContainers(spec).some(({ postStart }) => postStart !== undefined)),
  ],
  [
    'podman kube play has no startup or readiness probes',
    somePod((spec) =>
      allContainers(spec).some(({ startupProbe, readinessProbe }) => (startupProbe ?? readinessProbe) !== undefined),
    ),
  ],
  ['podman has no Services', ({ services }) => Object.keys(services).length > 0],
  [
    'podman has no scheduler',
    somePod(
      (spec) =>
        spec.schedulingGates.length > 0 ||
        Object.keys(spec.nodeSelector).length > 0 ||
        (spec.nodeName === '' && allContainers(spec).some(({ requests }) => Object.keys(requests).length > 0)),
    ),
  ],
  ['podman has no API server: no finalizers', somePod((spec) => spec.finalizers.length > 0)],
  ['podman has no kubelet to restart', someStimulus('restart kubelet')],
  ['podman has no nodes to cordon, taint or relabel', someStimulus('cordon', 'taint', 'relabel')],
  ['podman has no conditions: no readiness gates', somePod((spec) => spec.readinessGates.length > 0)],
  ['podman does not read activeDeadlineSeconds', somePod((spec) => spec.activeDeadlineSeconds !== undefined)],
  ['podman takes images it finds or fails at once: it never tries again', someStimulus('image answers')],
  [
    'podman makes the volumes it lacks, it has no claims, and no ConfigMaps to wait for',
    somePod((spec) => spec.volumes.length > 0 || allContainers(spec).some(({ environment }) => environment.length > 0)),
  ],
  ['where podman runs for tests, memory cannot be limited', someStimulus('process exceeds memory')],
];

/** A driver for a cluster acts through the API and `kubectl exec`, in a namespace of its own: it does not enter nodes, nor change them. */
const kubernetes: readonly Lack[] = [
  ['a driver that only talks to the API cannot restart a kubelet', someStimulus('restart kubelet')],
  ['a driver that only talks to the API cannot end a sandbox', someStimulus('sandbox dies')],
  [
    'a driver that only talks to the API cannot make a registry or a volume fail',
    someStimulus('image answers', 'volumes answer'),
  ],
  [
    'nodes belong to everybody: a driver does not cordon, taint or relabel them',
    someStimulus('cordon', 'taint', 'relabel'),
  ],
  [
    'nodes belong to everybody: they have the labels and taints they have',
    ({ nodes }) => Object.values(nodes).some(({ labels, taints }) => Object.keys(labels).length + taints.length > 0),
  ],
  ['a PriorityClass lies in no namespace', somePod(({ priority }) => priority !== 0)],
  ['a StorageClass lies in no namespace', ({ claims }) => Object.keys(claims).length > 0],
];

const lacks: Readonly<Record<ProfileName, readonly Lack[]>> = { model: [], kubernetes, podman };

/** Why this cannot be done on a target of that profile; undefined if it can. */
export const reasonToSkip = (profile: ProfileName, scenario: Scenario, steps: readonly Step[]): string | undefined => {
  const stimuli = steps.map((step) => step.do);
  return lacks[profile].find(([, lacking]) => lacking(scenario, stimuli))?.[0];
};
