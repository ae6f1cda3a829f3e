/** What is promised, and mostly not promised, between endpoint withdrawal and the end of the process. */
import { type Cluster, cell } from '../cluster.ts';
import { allContainers } from '../kubernetes/spec.ts';
import type { Scenario } from '../scenario.ts';
import {
  containerAtEnd,
  everywhere,
  isKill,
  isStopSignal,
  isStored,
  type Subject,
  somePod,
  step,
  stepOf,
  stopSignals,
  subjects,
} from './build.ts';
import type { Guarantee } from './guarantee.ts';
import { preStopAtEnd, probeAtEnd, unprovenAtEnd } from './places.ts';
import { byNobody, byProgram, onlyReadyAddresses, waitInPreStop } from './remedies.ts';
import { hasService, hasTraffic, leadsTo, reachable, servicesOf, withService, withTraffic } from './services.ts';

/** The keys of all entries of all slices. */
const entriesOf = ({ services }: Scenario): readonly string[] =>
  Object.entries(services).flatMap(([service, { pods }]) => pods.map((pod) => `${service}/${pod}`));

const sleepAdvice =
  'Add lifecycle.preStop.sleep longer than endpoints take to be withdrawn (podproof tune finds the number), and keep ' +
  'terminationGracePeriodSeconds larger than that.';

/** D80, P24. */
const notReadyBeforeSigterm: Guarantee = {
  id: 'endpoint-not-ready-before-sigterm',
  sentence: 'When a container of a terminating Pod gets its stop signal, the endpoint of the Pod is no longer ready.',
  broken: 'SIGTERM comes while the endpoint is still ready',
  facts: ['D71', 'D80', 'D81'],
  standing: 'violated',
  condition: 'whenever the EndpointSlice controller is slower than the kubelet',
  textbook: 'Endpoints are removed, then SIGTERM is sent.',
  slices: ['endpoints', 'timed-endpoints'],
  applies: hasService,
  why: 'The kubelet and the EndpointSlice controller both follow the deletion on their own; neither waits for the other.',
  advice: sleepAdvice,
  where: (scenario, end) => [...containerAtEnd(scenario, end), 'lifecycle', 'preStop'],
  remedy: waitInPreStop,
  mutant: 'prestop-not-awaited',
  promises: (scenario) =>
    withService(scenario).map((subject) =>
      stepOf(subject, stopSignals, (before, event) => {
        if (!isStopSignal(subject.spec, event)) return undefined;
        if (cell(before, 'workers', event.uid).state !== 'terminating') return undefined;
        return servicesOf(scenario, subject.name).every(
          (service) => !cell(before, 'endpoints', `${service}/${subject.name}`).ready,
        );
      }),
    ),
};

/** D77, D80, D81, P25. */
const removedBeforeSigkill: Guarantee = {
  id: 'endpoint-removed-before-sigkill',
  sentence: 'When a container of a terminating Pod gets SIGKILL, no node sends new connections to the Pod any more.',
  broken: 'SIGKILL comes while nodes still send connections',
  facts: ['D76', 'D77', 'D80', 'D81'],
  standing: 'violated',
  condition: 'when endpoint withdrawal takes longer than the grace period, or no other endpoint is ready',
  textbook: 'A terminating Pod gets no new traffic.',
  slices: ['endpoints', 'timed-endpoints'],
  applies: hasTraffic,
  why: 'Nothing in the kubelet waits for EndpointSlices or kube-proxies, and nothing there waits for the kubelet.',
  advice: sleepAdvice,
  where: () => ['terminationGracePeriodSeconds'],
  remedy: waitInPreStop,
  mutant: 'sigkill-without-sigterm',
  promises: (scenario) =>
    withTraffic(scenario).map((subject) =>
      stepOf(subject, ['runtime/sigkillSent', 'runtime/sandboxStopped'], (before, event) => {
        if (cell(before, 'workers', event.uid).state !== 'terminating') return undefined;
        if (!allContainers(subject.spec).some(({ name }) => isKill(before, event, name))) return undefined;
        return !reachable(before, subject);
      }),
    ),
};

/** D80, D81: no connection to a process that is gone. */
const trafficOnlyToRunning: Guarantee = {
  id: 'traffic-only-to-running',
  sentence: 'As long as a node may send new connections to a Pod, one of its main containers runs.',
  broken: 'connections go to a Pod that no longer runs',
  facts: ['C130', 'D63', 'D80', 'D81'],
  standing: 'violated',
  condition: 'after every crash, and during deletion whenever withdrawal is slower than the kubelet',
  slices: ['endpoints', 'timed-endpoints'],
  applies: hasTraffic,
  why: 'From container to kube-proxy there are four asynchronous hops; until the last has happened connections still arrive.',
  advice: `${sleepAdvice} Clients must retry in any case: a crash is never announced.`,
  where: preStopAtEnd,
  remedy: waitInPreStop,
  mutant: 'prestop-not-awaited',
  promises: (scenario) =>
    withTraffic(scenario).map((subject) =>
      everywhere(subject.label, (cluster) => {
        if (!reachable(cluster, subject)) return undefined;
        return subject.spec.containers.some(
          ({ name }) => cell(cluster, 'containers', `${subject.uid}/${name}`).state === 'running',
        );
      }),
    ),
};

/** D63, P27. */
const noReusedAddress: Guarantee = {
  id: 'no-traffic-to-a-reused-address',
  sentence:
    'A released Pod address is given to another Pod only when no node sends its old Service’s connections there.',
  broken: 'connections reach another Pod that got the address',
  facts: ['D50', 'D63'],
  standing: 'violated',
  condition: 'when an address is reused before the slices and proxies have followed',
  slices: ['identity'],
  applies: (scenario) => hasTraffic(scenario) && somePod(({ hostNetwork }) => !hostNetwork)(scenario),
  why: 'CNI DEL frees the address inside StopPodSandbox, before the terminal phase can drop the endpoint.',
  advice: 'Nothing in the manifest changes this; a large Pod CIDR makes early reuse rare.',
  where: () => [],
  remedy: byNobody,
  mutant: 'address-released-early',
  promises: (scenario) =>
    withTraffic(scenario).map((subject) =>
      step(
        subject.label,
        ['cni/networkAdded'],
        (before, { podIP }) => {
          // Of a Pod that was never stored no address was released.
          if (cell(before, 'requests', subject.uid).stage !== 'stored') return undefined;
          return !leadsTo(before, subject, podIP);
        },
        ({ uid }) => uid !== subject.uid,
      ),
    ),
};

/** D65, P33. */
const unreadyBeforeSigterm: Guarantee = {
  id: 'unready-before-sigterm',
  sentence:
    'When a Pod is stopped for its deletion, the API shows Ready=False before a container of it gets its stop signal.',
  broken: 'Ready stays True when a deleted Pod gets SIGTERM',
  facts: ['D57', 'D65'],
  standing: 'violated',
  condition: 'always, unless a readiness probe happened to fail: deletion does not touch Ready',
  textbook: 'Terminating Pods become NotReady.',
  slices: ['readiness', 'endpoints'],
  applies: () => true,
  why: 'The terminating step writes status only before and after it has killed everything.',
  advice: 'Let the app fail its readiness probe when it begins to drain, if something must see it in Ready.',
  where: probeAtEnd,
  remedy: byProgram,
  mutant: 'ready-without-probe',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, stopSignals, (before, event) => {
        if (!isStopSignal(subject.spec, event)) return undefined;
        if (cell(before, 'workers', event.uid).cause !== 'deleted' || !isStored(before, subject)) return undefined;
        return !cell(before, 'statuses', subject.name).ready;
      }),
    ),
};

/** D71, P23. */
const endpointLeavesReady: Guarantee = {
  id: 'deleted-pod-leaves-the-ready-endpoints',
  sentence: 'A deleted Pod eventually is no longer a ready endpoint.',
  broken: 'a deleted Pod stays a ready endpoint',
  facts: ['D71', 'D72', 'D73'],
  standing: 'conditional',
  condition: 'the Pod’s node is alive, or the Service does not set publishNotReadyAddresses',
  slices: ['endpoints'],
  applies: (scenario) => hasService(scenario) && scenario.user.delete !== 0,
  why: 'With publishNotReadyAddresses an endpoint stays ready while it terminates, on a dead node for ever.',
  advice: 'Unset publishNotReadyAddresses, or let consumers look at serving and terminating.',
  where: () => ['terminationGracePeriodSeconds'],
  remedy: onlyReadyAddresses,
  mutant: 'endpoint-controller-asleep',
  promises: (scenario) =>
    withService(scenario).flatMap((subject) =>
      servicesOf(scenario, subject.name).map((service) => ({
        kind: 'leads-to' as const,
        subject: `${service}/${subject.label}`,
        from: (cluster: Cluster) => cell(cluster, 'pods', subject.name).deletionGracePeriodSeconds !== null,
        to: (cluster: Cluster) => !cell(cluster, 'endpoints', `${service}/${subject.name}`).ready,
      })),
    ),
};

/** D71, D74. */
const terminatingNotReady: Guarantee = {
  id: 'terminating-endpoint-is-not-ready',
  sentence: 'An EndpointSlice never shows an endpoint as ready and terminating at once.',
  broken: 'an endpoint is shown ready while its Pod terminates',
  facts: ['D71', 'D73'],
  standing: 'conditional',
  condition: 'the Service does not set publishNotReadyAddresses',
  textbook: 'The endpoint is removed when termination starts.',
  slices: ['endpoints'],
  applies: hasService,
  why: 'The field ready is computed as serving and not terminating, unless publishNotReadyAddresses is set.',
  advice: 'Unset publishNotReadyAddresses.',
  where: () => [],
  remedy: onlyReadyAddresses,
  mutant: 'terminating-endpoint-ready',
  promises: (scenario) =>
    entriesOf(scenario).map((entry) =>
      everywhere(entry, (cluster) => {
        const { terminating, ready } = cell(cluster, 'endpoints', entry);
        return terminating ? !ready : undefined;
      }),
    ),
};

/** Whether some container of the spec is probed for readiness. */
const probed = ({ spec }: Subject): boolean =>
  allContainers(spec).some(({ readinessProbe }) => readinessProbe !== undefined);

/** C129, C130, C132. */
const readyEndpointHasPassed: Guarantee = {
  id: 'endpoint-ready-only-after-readiness',
  sentence: 'An endpoint becomes ready only when the API shows the Pod Ready.',
  broken: 'an endpoint is ready before its Pod is',
  facts: ['C129', 'C132', 'D71', 'D73'],
  standing: 'conditional',
  condition: 'the Service does not set publishNotReadyAddresses',
  slices: ['endpoints'],
  applies: (scenario) => hasService(scenario) && subjects(scenario).some(probed),
  why: 'The controller copies the Ready condition; publishNotReadyAddresses overrides it.',
  advice: 'Unset publishNotReadyAddresses.',
  where: unprovenAtEnd,
  remedy: onlyReadyAddresses,
  mutant: 'endpoint-ready-too-early',
  promises: (scenario) =>
    Object.entries(scenario.services).flatMap(([service, { pods }]) =>
      pods.map((name) =>
        step(
          `${service}/${name}`,
          ['endpointslice/sliceWritten'],
          (before, _event, after) => {
            const was = cell(before, 'endpoints', `${service}/${name}`);
            const is = cell(after, 'endpoints', `${service}/${name}`);
            return !was.ready && is.ready ? cell(before, 'statuses', name).ready : undefined;
          },
          (event) => event.service === service,
        ),
      ),
    ),
};

/** The guarantees about endpoints and traffic. */
export const endpointGuarantees: readonly Guarantee[] = [
  notReadyBeforeSigterm,
  removedBeforeSigkill,
  trafficOnlyToRunning,
  noReusedAddress,
  unreadyBeforeSigterm,
  endpointLeavesReady,
  terminatingNotReady,
  readyEndpointHasPassed,
];
