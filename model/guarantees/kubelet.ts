/** What a kubelet promises about which pods it takes and when it probes them. */
import { type Cluster, cell } from '../cluster.ts';
import { insufficientResources } from '../kubernetes/requests.ts';
import { allContainers } from '../kubernetes/spec.ts';
import { probeKey, type Uid } from '../scenario.ts';
import { anyScenario, containerPath, running, type Subject, somePod, step, stepOf, subjects } from './build.ts';
import type { Guarantee } from './guarantee.ts';
import { requestsPath } from './places.ts';
import { byNobody, byPeople, graceAboveZero } from './remedies.ts';

/** C71, property 9. */
const onlyOwnPods: Guarantee = {
  id: 'kubelet-starts-only-its-own-pods',
  sentence: 'A kubelet admits a Pod, and starts containers of it, only if it has seen it bound to its own node.',
  broken: 'a kubelet runs a Pod of another node',
  facts: ['C70', 'C71'],
  standing: 'always',
  slices: ['pod', 'deadline', 'identity'],
  applies: anyScenario,
  why: 'The API source of a kubelet watches Pods with its own node name.',
  advice: 'Nothing to change: no manifest can break this.',
  remedy: byNobody,
  mutant: 'kubelet-ignores-node-name',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['runtime/containerStarted', 'kubelet/podAdmitted'], (before, event) => {
        const view = cell(before, 'kubeletPods', event.uid).state !== 'unseen';
        const pod = cell(before, 'pods', subject.name);
        const node = event.type === 'kubelet/podAdmitted' ? event.node : cell(before, 'workers', event.uid).node;
        return view && (pod.uid !== event.uid || pod.nodeName === node);
      }),
    ),
};

/** C75, property 10. */
const admissionBeforeSetup: Guarantee = {
  id: 'kubelet-admission-before-setup',
  sentence: 'Before the kubelet has admitted a Pod it mounts, creates and starts nothing of it.',
  broken: 'the kubelet sets up a Pod that it has not admitted',
  facts: ['C75', 'C76'],
  standing: 'always',
  slices: ['pod', 'deadline'],
  applies: anyScenario,
  why: 'A pod worker exists only after admission, and everything else is done by the worker.',
  advice: 'Nothing to change: no manifest can break this.',
  remedy: byNobody,
  mutant: 'setup-before-admission',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(
        subject,
        ['kubelet/volumesMounted', 'cni/networkAdded', 'runtime/containerCreated'],
        (before, { uid }) => cell(before, 'workers', uid).state === 'sync',
      ),
    ),
};

/** The kubelet holds the pod for turned away: Failed, and of no container does it know a status. */
const isTurnedAway = (cluster: Cluster, uid: Uid): boolean => {
  const { known, phase, containers } = cell(cluster, 'cachedStatuses', uid);
  return known && phase === 'Failed' && Object.keys(containers).length === 0;
};

/** C82, property 11. */
const rejectedNeverStarts: Guarantee = {
  id: 'rejected-pod-never-starts',
  sentence:
    'The kubelet does not forget that it has turned a Pod away (OutOfcpu, NodeAffinity, …) before the API shows it as Failed, and never gives it a container.',
  broken: 'a restarted kubelet forgets that it has turned a Pod away',
  facts: ['C79', 'C80', 'C82', 'C84'],
  standing: 'conditional',
  condition: 'the Failed status has reached the API server before the kubelet restarts',
  slices: ['capacity'],
  applies: anyScenario,
  why: 'The rejection lives in the kubelet’s memory until its status is written; a kubelet that restarts first judges the Pod again.',
  advice: 'Nothing in the manifest changes this.',
  where: requestsPath,
  remedy: byNobody,
  mutant: 'rejected-pod-starts',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      step(
        subject.label,
        ['kubelet/podRejected', 'runtime/containerCreated', 'fault/kubeletRestarted'],
        (before, event, after) => {
          if (event.type === 'kubelet/podRejected') return cell(after, 'workers', subject.uid).state !== 'sync';
          if (!isTurnedAway(before, subject.uid)) return undefined;
          const { node } = cell(before, 'workers', subject.uid);
          if (event.type === 'runtime/containerCreated') return false;
          if (event.node !== node || cell(before, 'pods', subject.name).uid !== subject.uid) return undefined;
          return cell(before, 'statuses', subject.name).phase === 'Failed';
        },
        (event) => event.type === 'fault/kubeletRestarted' || event.uid === subject.uid,
      ),
    ),
};

const isOver = (cluster: Cluster, name: string): boolean =>
  ['Succeeded', 'Failed'].includes(cell(cluster, 'statuses', name).phase);

/** What the API shows bound to the node beside this pod. */
const boundBeside = (cluster: Cluster, { uid }: Subject, node: string): readonly Subject[] =>
  subjects(cluster.scenario).filter((other) => {
    const pod = cell(cluster, 'pods', other.name);
    return other.uid !== uid && pod.uid === other.uid && pod.nodeName === node;
  });

/** C78, D59, D60. It has something to say of whoever is turned away, and of whoever is taken beside a pod that is over. */
const finishedTakesNoRoom: Guarantee = {
  id: 'finished-pods-take-no-room',
  sentence:
    'A kubelet turns a Pod away for lack of room only if Pods that the API shows on its node, neither Succeeded nor Failed, leave it none.',
  broken: 'a Pod is turned away for room that a removed Pod still uses',
  facts: ['C78', 'C79', 'D59', 'D60'],
  standing: 'conditional',
  condition: 'no object is removed while its containers run: no --force, no terminationGracePeriodSeconds 0',
  slices: ['capacity'],
  applies: (scenario) => Object.keys(scenario.instances).length > 1,
  why:
    'The scheduler gives the room of a Pod away when its phase is terminal or its object gone, the kubelet when everything of it has stopped. ' +
    'The kubelet writes the terminal phase after that; an object removed by force says nothing.',
  advice: 'Do not use --force, and do not set terminationGracePeriodSeconds: 0.',
  where: () => ['terminationGracePeriodSeconds'],
  remedy: graceAboveZero,
  mutant: 'terminal-phase-too-early',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['kubelet/podAdmitted', 'kubelet/podRejected'], (before, event) => {
        const others = boundBeside(before, subject, event.node);
        if (event.type === 'kubelet/podAdmitted')
          return others.some(({ name }) => isOver(before, name)) ? true : undefined;
        if (!event.reason.startsWith('OutOf')) return undefined;
        const alive = others.filter(({ name }) => !isOver(before, name)).map(({ spec }) => spec);
        return insufficientResources(subject.spec, alive, scenario.nodes[event.node]?.allocatable ?? {}).length > 0;
      }),
    ),
};

/** C81. */
const runningPodStays: Guarantee = {
  id: 'running-pod-is-not-rejected',
  sentence: 'A Pod whose containers run is never turned away by the admission of its kubelet.',
  broken: 'a running Pod is turned away after its kubelet restarts',
  facts: ['C81'],
  standing: 'violated',
  condition: 'when the kubelet restarts after the node’s labels or taints changed',
  textbook: 'IgnoredDuringExecution means running Pods are safe from label changes.',
  slices: ['pod', 'deadline'],
  applies: (scenario) =>
    scenario.faults['kubelet-restart'] !== 0 && (scenario.user.relabel !== 0 || scenario.user.taint !== 0),
  why: 'After a restart every Pod comes in as new and passes admission once more, running or not.',
  advice: 'Relabel or taint a node only after draining it.',
  where: (scenario) => [
    Object.values(scenario.instances)[0]?.spec.nodeAffinity === undefined ? 'nodeSelector' : 'affinity',
  ],
  remedy: byPeople,
  mutant: 'running-pod-counted-twice',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['kubelet/podRejected', 'kubelet/podAdmitted'], (before, event) => {
        if (running(before, subject).length === 0) return undefined;
        return event.type === 'kubelet/podAdmitted';
      }),
    ),
};

/** C131, C133, property 22. */
const probesAfterStart: Guarantee = {
  id: 'probes-only-after-started',
  sentence:
    'A kubelet probes liveness and readiness of a container only once it knows that its startup probe has succeeded.',
  broken: 'probes run before the startup probe has succeeded',
  facts: ['C131', 'C133', 'C139'],
  standing: 'conditional',
  condition: 'Kubernetes 1.35 or later, or a kubelet that does not restart',
  slices: ['pod', 'deadline', 'readiness'],
  applies: somePod((spec) =>
    allContainers(spec).some(
      (one) => one.startupProbe !== undefined && (one.livenessProbe ?? one.readinessProbe) !== undefined,
    ),
  ),
  why: 'The probe worker reads `started` from the cached status; up to 1.34 the first status after a kubelet restart shows every running container as started.',
  advice: 'Nothing in the manifest changes this; from 1.35 on the kubelet keeps what it knew.',
  where: (scenario) => [...containerPath(scenario, ({ startupProbe }) => startupProbe !== undefined), 'startupProbe'],
  remedy: byNobody,
  mutant: 'probe-before-started',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['prober/probeSucceeded', 'prober/probeFailed'], (before, { uid, container, probe }) => {
        const own = allContainers(subject.spec).find(({ name }) => name === container);
        if (probe === 'startup' || own?.startupProbe === undefined) return undefined;
        // Termination stops the startup probe and drops its result; that it succeeded still shows in the status.
        return cell(before, 'workers', uid).state === 'terminating'
          ? cell(before, 'cachedStatuses', uid).containers[container]?.started === true
          : cell(before, 'probes', probeKey(uid, container, 'startup')).result === 'Success';
      }),
    ),
};

/** The guarantees about which pods a kubelet takes and when it probes them. */
export const kubeletGuarantees: readonly Guarantee[] = [
  onlyOwnPods,
  admissionBeforeSetup,
  rejectedNeverStarts,
  finishedTakesNoRoom,
  runningPodStays,
  probesAfterStart,
];
