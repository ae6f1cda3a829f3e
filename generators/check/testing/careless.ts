/** Mistakes that cutting a whole into slices can make, each planted for the comparison of slices with the whole to see. */
import { cell } from '../../../model/cluster.ts';
import { admissionFailure } from '../../../model/components/kubelet/index.ts';
import type { Container, PodSpec } from '../../../model/kubernetes/spec.ts';
import { instanceOf, type Scenario } from '../../../model/scenario.ts';
import { type Slice, slicesOf, type Whole } from '../../../model/slices/index.ts';
import type { Mutation } from '../../mutants/mutation.ts';
import type { Cast } from './wholes.ts';

/** One mistake: where it shows, and how its slices differ from the right ones. */
export interface Carelessness {
  readonly mistake: string;
  readonly cast: Cast;
  /** Features among which it shows. */
  readonly pool: readonly string[];
  readonly cut: (whole: Whole) => readonly Slice[];
  /** The model in which it shows, if the model itself is not one. */
  readonly mutation?: Mutation;
}

type Change = (scenario: Scenario, whole: Whole) => Partial<Scenario>;

/** The right slices with this done to the scenarios of some. */
export const careless = (
  mistake: string,
  cast: Cast,
  pool: readonly string[],
  slices: readonly Slice['slice'][],
  change: Change,
): Carelessness => ({
  mistake,
  cast,
  pool,
  cut: (whole) =>
    slicesOf(whole).map((one) =>
      slices.includes(one.slice) ? { ...one, scenario: { ...one.scenario, ...change(one.scenario, whole) } } : one,
    ),
});

/** A change of the spec of every Pod. */
export const specs =
  (change: (spec: PodSpec) => Partial<PodSpec>): Change =>
  ({ instances }) => ({
    instances: Object.fromEntries(
      Object.entries(instances).map(([uid, pod]) => [uid, { ...pod, spec: { ...pod.spec, ...change(pod.spec) } }]),
    ),
  });

const containers = (change: (container: Container) => Container): Change =>
  specs((spec) => ({ initContainers: spec.initContainers.map(change), containers: spec.containers.map(change) }));

/** Containers without these fields. */
export const without = (...fields: readonly (keyof Container)[]): Change =>
  containers((container) => ({ ...container, ...Object.fromEntries(fields.map((field) => [field, undefined])) }));

const firstNode: Change = ({ nodes }) => ({ nodes: Object.fromEntries(Object.entries(nodes).slice(0, 1)) });

const services =
  (fields: Partial<Scenario['services'][string]>): Change =>
  (scenario) => ({
    services: Object.fromEntries(Object.entries(scenario.services).map(([name, one]) => [name, { ...one, ...fields }])),
  });

/**
 * A kubelet that counts, at admission, what still runs of a pod it was told is gone. Real ones do not (C78); but where nodes are taken for one
 * it is this that must show.
 */
const countsTheForgotten: Mutation = {
  id: 'counts-the-forgotten',
  mistake: 'The kubelet counts Pods that are gone from its config as long as their worker has not ended.',
  enabled: (_actor, cluster, events) =>
    events.filter((event) => {
      if (event.type !== 'kubelet/podAdmitted') return true;
      const beside = Object.entries(cluster.scenario.instances).filter(([uid]) => {
        const { state, node } = cell(cluster, 'workers', uid);
        return uid !== event.uid && node === event.node && (state === 'sync' || state === 'terminating');
      });
      const { spec } = instanceOf(cluster.scenario, event.uid);
      const node = cluster.scenario.nodes[event.node];
      const others = beside.map(([, pod]) => pod.spec);
      return node === undefined || admissionFailure(spec, others, { name: event.node, ...node }) === '';
    }),
};

const underThat = (one: Carelessness): Carelessness => ({ ...one, mutation: countsTheForgotten });

/** The mistakes. */
export const carelessness: readonly Carelessness[] = [
  underThat(
    careless(
      'equal nodes are one, though there may be two incarnations',
      'again',
      ['a host port', 'more than half a node', 'an equal node', 'a force delete'],
      ['identity'],
      firstNode,
    ),
  ),
  careless(
    'nodes are one, though two Pods compete for them',
    'two',
    ['more than half a node', 'an equal node', 'a large node', 'anti-affinity by zone'],
    ['capacity'],
    firstNode,
  ),
  underThat(
    careless(
      'host ports are left out',
      'again',
      ['a host port', 'a force delete', 'a delete', 'no grace'],
      ['identity'],
      containers((one) => ({ ...one, ports: [] })),
    ),
  ),
  careless(
    'host ports are left out between Pods',
    'two',
    ['a host port', 'an equal node', 'a delete'],
    ['capacity'],
    containers((one) => ({ ...one, ports: [] })),
  ),
  careless(
    'requests are left out',
    'two',
    ['more than half a node', 'more than a node', 'a second container'],
    ['capacity'],
    containers((one) => ({ ...one, requests: {} })),
  ),
  careless(
    'anti-affinity is left out',
    'two',
    ['anti-affinity by host', 'anti-affinity by zone', 'an equal node'],
    ['capacity'],
    specs(() => ({ podAntiAffinity: [] })),
  ),
  careless(
    'tolerations are left out',
    'two',
    ['a toleration', 'more than half a node', 'a tainted node', 'a node selected'],
    ['capacity'],
    specs(() => ({ tolerations: [] })),
  ),
  careless(
    'scheduling gates are left out',
    'two',
    ['a scheduling gate', 'a delete'],
    ['capacity'],
    specs(() => ({ schedulingGates: [] })),
  ),
  careless(
    'scheduling gates are left out of one Pod',
    'once',
    ['a scheduling gate', 'a delete'],
    ['pod'],
    specs(() => ({ schedulingGates: [] })),
  ),
  careless(
    'finalizers are left out',
    'again',
    ['a finalizer nobody removes', 'a force delete'],
    ['identity'],
    specs(() => ({ finalizers: [] })),
  ),
  careless(
    'a grace period of 0 is forgotten',
    'again',
    ['no grace', 'a delete'],
    ['identity'],
    specs(() => ({ terminationGracePeriodSeconds: 30 })),
  ),
  careless(
    'a liveness probe is stripped',
    'once',
    ['a liveness probe', 'fault probe-failure'],
    ['readiness'],
    without('livenessProbe'),
  ),
  careless(
    'a startup probe is stripped',
    'once',
    ['a startup probe', 'fault probe-failure', 'a delete'],
    ['pod', 'readiness'],
    without('startupProbe'),
  ),
  careless(
    'a readiness probe is stripped',
    'once',
    ['a readiness probe', 'a Service', 'a delete'],
    ['readiness', 'endpoints'],
    without('readinessProbe'),
  ),
  careless(
    'hooks are stripped',
    'once',
    ['a preStop hook', 'a postStart hook', 'a delete'],
    ['pod'],
    without('preStop', 'postStart'),
  ),
  careless(
    'restart rules are stripped',
    'once',
    ['a restart rule', 'fault container-crash'],
    ['pod'],
    containers((one) => ({ ...one, restartPolicyRules: [] })),
  ),
  careless(
    'sidecars are stripped',
    'once',
    ['a sidecar', 'a delete'],
    ['pod'],
    specs(({ initContainers }) => ({
      initContainers: initContainers.filter(({ restartPolicy }) => restartPolicy !== 'Always'),
    })),
  ),
  careless(
    'init containers are stripped',
    'once',
    ['an init container', 'a Service of unready ones'],
    ['pod', 'endpoints'],
    specs(() => ({ initContainers: [] })),
  ),
  careless(
    'all containers but the first are stripped',
    'once',
    ['a second container', 'a delete'],
    ['pod', 'endpoints'],
    specs((spec) => ({
      containers: spec.containers.slice(0, 1),
    })),
  ),
  careless(
    'the deadline is cut off',
    'once',
    ['a deadline', 'a Service'],
    ['pod', 'readiness', 'endpoints'],
    ({ instances }) => ({
      instances: Object.fromEntries(
        Object.entries(instances).map(
          ([
            uid,
            {
              name,
              spec: { activeDeadlineSeconds: _cut, ...spec },
            },
          ]) => [uid, { name, spec }],
        ),
      ),
    }),
  ),
  careless(
    'volumes are stripped',
    'once',
    ['an emptyDir', 'a bound claim', 'a delete'],
    ['pod', 'claims'],
    specs(() => ({ volumes: [] })),
  ),
  careless(
    'what does not exist is taken to exist',
    'once',
    ['a missing ConfigMap', 'a delete'],
    ['pod', 'readiness', 'endpoints', 'claims'],
    ({ configObjects: _known, ...rest }) => ({ ...rest, configObjects: ['ConfigMap/settings'] }),
  ),
  careless(
    'readiness gates are left out',
    'once',
    ['a readiness gate nobody sets', 'a Service', 'a delete'],
    ['readiness', 'endpoints'],
    specs(() => ({ readinessGates: [] })),
  ),
  careless(
    'unready addresses are not published',
    'once',
    ['a Service of unready ones', 'a delete'],
    ['endpoints'],
    services({ publishNotReadyAddresses: false }),
  ),
  careless(
    'conditions are not reported',
    'once',
    ['a readiness probe', 'a Service', 'a delete'],
    ['readiness', 'endpoints'],
    () => ({ reportedStatus: 'phase' }),
  ),
  careless('deletes are forgotten', 'once', ['a delete'], ['pod', 'readiness', 'endpoints', 'claims'], ({ user }) => ({
    user: { ...user, delete: 0 },
  })),
  careless('views never lag', 'once', ['watches that lag', 'a shorter delete'], ['pod', 'endpoints'], ({ faults }) => ({
    faults: { ...faults, 'watch-lag': 0 },
  })),
];
