/** Transcriptions: who is sent traffic, and until when. */
import type { Cluster, Endpoint } from '../../../../model/cluster.ts';
import { nodeAddress } from '../../../../model/components/cni/addresses.ts';
import { also, always, type Facts, remembering, type Step, type Transcription } from './transcription.ts';
import {
  at,
  isDeleted,
  isTerminating,
  killed,
  objectOf,
  type Pod,
  pods,
  someMainRuns,
  stopSignalled,
} from './words.ts';

/** The endpoints of a Pod's name, one for each Service. */
const endpointsOf = (cluster: Cluster, name: string): readonly Endpoint[] =>
  Object.entries(cluster.endpoints)
    .filter(([key]) => key.endsWith(`/${name}`))
    .map(([, endpoint]) => endpoint);

const isReadyEndpoint = (cluster: Cluster, name: string): boolean =>
  endpointsOf(cluster, name).some(({ listed, ready }) => listed && ready);

/** Every address a Pod of the pod network has or had, as long as no other sandbox has got it since. */
export const addresses = (known: Facts, { after }: Step): Facts =>
  pods(after).reduce((facts, { uid }) => {
    const { podIP } = at(after.sandboxes, uid);
    if (podIP === '') return facts;
    const others = Array.from(facts).filter((fact) => !fact.endsWith(` at ${podIP}`));
    return also(new Set(others), `${uid} at ${podIP}`);
  }, known);

/** Whether some node may send a new connection to this address for a Service that selects Pods of this name. */
const isTarget = (cluster: Cluster, name: string, address: string): boolean =>
  Object.entries(cluster.proxies).some(
    ([key, { targets }]) =>
      Object.entries(cluster.scenario.services).some(
        ([service, { pods: selected, unproxied }]) =>
          unproxied === undefined && key.endsWith(`/${service}`) && selected.includes(name),
      ) && targets.includes(address),
  );

const addressesOf = (cluster: Cluster, known: Facts, pod: Pod): readonly string[] => {
  const { uid, spec } = pod;
  if (!spec.hostNetwork)
    return [...known].filter((fact) => fact.startsWith(`${uid} at `)).map((fact) => fact.slice(`${uid} at `.length));
  const { node } = at(cluster.workers, uid);
  return node === '' ? [] : [nodeAddress(cluster.scenario, node)];
};

/** Whether some node may send new connections to this Pod. */
export const reachable = (cluster: Cluster, known: Facts, pod: Pod): boolean =>
  addressesOf(cluster, known, pod).some((address) => address !== '' && isTarget(cluster, pod.name, address));

/** What the sentences about endpoints say. */
export const endpoints = {
  'endpoint-not-ready-before-sigterm': always((step) => {
    const stop = stopSignalled(step);
    return stop !== undefined && isTerminating(step.before, stop.pod) && isReadyEndpoint(step.before, stop.pod.name);
  }),
  'endpoint-removed-before-sigkill': remembering(addresses, (step, known) =>
    killed(step).some(({ pod }) => isTerminating(step.before, pod) && reachable(step.before, known, pod)),
  ),
  'traffic-only-to-running': remembering(addresses, (step, known) => {
    const now = addresses(known, step);
    return pods(step.after).some((pod) => reachable(step.after, now, pod) && !someMainRuns(step.after, pod));
  }),
  'no-traffic-to-a-reused-address': remembering(addresses, (step, known) => {
    const { before, event } = step;
    if (event.type !== 'cni/networkAdded') return false;
    return pods(before).some(
      ({ uid, name }) =>
        uid !== event.uid && known.has(`${uid} at ${event.podIP}`) && isTarget(before, name, event.podIP),
    );
  }),
  'unready-before-sigterm': always((step) => {
    const stop = stopSignalled(step);
    return (
      stop !== undefined &&
      at(step.before.workers, stop.pod.uid).cause === 'deleted' &&
      isDeleted(step.before, stop.pod) &&
      at(step.before.statuses, stop.pod.name).ready
    );
  }),
  'deleted-pod-leaves-the-ready-endpoints': {
    kind: 'eventually',
    subjects: (cluster) =>
      pods(cluster).flatMap(({ uid, name }) =>
        Object.keys(cluster.endpoints)
          .filter((key) => key.endsWith(`/${name}`))
          .map((key) => `${uid} ${key}`),
      ),
    from: (cluster, subject) => {
      const [uid = '', key = ''] = subject.split(' ');
      const pod = pods(cluster).find((one) => one.uid === uid);
      const { listed, ready } = at(cluster.endpoints, key);
      return pod !== undefined && isDeleted(cluster, pod) && listed && ready;
    },
    to: (cluster, subject) => {
      const { listed, ready } = at(cluster.endpoints, subject.split(' ')[1] ?? '');
      return !(listed && ready);
    },
  },
  'terminating-endpoint-is-not-ready': always(({ after }) =>
    Object.values(after.endpoints).some(({ listed, ready, terminating }) => listed && ready && terminating),
  ),
  'endpoint-ready-only-after-readiness': always(({ before, after }) =>
    pods(before).some(
      (pod) =>
        objectOf(before, pod) !== undefined &&
        !at(before.statuses, pod.name).ready &&
        Object.keys(before.endpoints)
          .filter((key) => key.endsWith(`/${pod.name}`))
          .some((key) => {
            const [was, is] = [at(before.endpoints, key), at(after.endpoints, key)];
            return !(was.listed && was.ready) && is.listed && is.ready;
          }),
    ),
  ),
} satisfies Readonly<Record<string, Transcription>>;
