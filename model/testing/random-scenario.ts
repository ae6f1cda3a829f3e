/** Small scenarios of every kind for fast-check: few objects, much variety. */
import fc from 'fast-check';
import { kubernetesVersions, resolveGates } from '../gates.ts';
import type { ClaimSpec, Container, LifecycleHandler, PodSpec, Probe, ServiceSpec } from '../kubernetes/spec.ts';
import { faultKinds, type PodInstance, type Scenario, userActions } from '../scenario.ts';
import { container, nodeSpec, podSpec, probe, scenario } from './scenario.ts';

const sometimes = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined, freq: 2 });

/** The record without the fields that are undefined: optional fields are absent, as after reading YAML. */
const present = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

const hook: fc.Arbitrary<LifecycleHandler> = fc.constantFrom({ handler: 'exec' }, { handler: 'sleep', seconds: 5 });

const someProbe: fc.Arbitrary<Probe> = fc
  .record({
    failureThreshold: fc.integer({ min: 1, max: 2 }),
    terminationGracePeriodSeconds: sometimes(fc.constant(5)),
  })
  .map((fields) => probe(present(fields)));

const someContainer = (name: string, fields: Partial<Container> = {}): fc.Arbitrary<Container> =>
  fc
    .record({
      startupProbe: sometimes(someProbe),
      livenessProbe: sometimes(someProbe),
      readinessProbe: sometimes(someProbe),
      postStart: sometimes(hook),
      preStop: sometimes(hook),
      imagePullPolicy: fc.constantFrom('Always' as const, 'IfNotPresent' as const),
      environment: fc.constantFrom([], [{ kind: 'ConfigMap' as const, name: 'missing', optional: false }]),
      volumeMounts: fc.constantFrom([], ['data']),
    })
    .map((drawn) => container(name, { ...present(drawn), ...fields }));

const plainInit = fc.constant(container('init'));
const sidecar = someContainer('proxy', { restartPolicy: 'Always' });

const spec: fc.Arbitrary<PodSpec> = fc
  .record({
    initContainers: fc.oneof(fc.constant([]), fc.tuple(plainInit), fc.tuple(sidecar), fc.tuple(plainInit, sidecar)),
    containers: fc.oneof(fc.tuple(someContainer('app')), fc.tuple(someContainer('app'), fc.constant(container('log')))),
    volumes: fc.constantFrom(
      [{ kind: 'emptyDir' as const, name: 'data' }],
      [{ kind: 'persistentVolumeClaim' as const, name: 'data', claim: 'data' }],
      [{ kind: 'configMap' as const, name: 'data', object: 'settings', optional: false }],
    ),
    restartPolicy: fc.constantFrom('Always' as const, 'OnFailure' as const, 'Never' as const),
    terminationGracePeriodSeconds: fc.constantFrom(0, 30),
    activeDeadlineSeconds: sometimes(fc.constant(60)),
    nodeName: fc.constantFrom('', '', '', 'n1'),
    finalizers: fc.constantFrom([], [], ['example.com/hold']),
    schedulingGates: fc.constantFrom([], [], ['example.com/wait']),
    readinessGates: fc.constantFrom([], [], ['example.com/online']),
    hostNetwork: fc.constantFrom(false, false, true),
    priority: fc.constantFrom(0, 0, 1000),
  })
  .map((drawn) => podSpec({ ...present(drawn), ...(drawn.nodeName === '' ? {} : { schedulingGates: [] }) }));

const instances: fc.Arbitrary<Scenario['instances']> = fc
  .tuple(spec, spec, fc.constantFrom('alone', 'alone', 'recreated', 'other'))
  .map(([first, second, more]): Readonly<Record<string, PodInstance>> => {
    const web = { 'web#1': { name: 'web', spec: first } };
    if (more === 'recreated') return { ...web, 'web#2': { name: 'web', spec: second } };
    return more === 'other' ? { ...web, 'db#1': { name: 'db', spec: second } } : web;
  });

const service: fc.Arbitrary<ServiceSpec> = fc.record({
  pods: fc.constant(['web']),
  publishNotReadyAddresses: fc.boolean(),
  internalTrafficPolicy: fc.constantFrom('Cluster' as const, 'Local' as const),
  otherReadyEndpoints: fc.constantFrom(0, 1),
});

const claim: fc.Arbitrary<ClaimSpec> = fc.record({
  accessModes: fc.constantFrom(['ReadWriteOnce'], ['ReadWriteMany']),
  volumeBindingMode: fc.constantFrom('Immediate' as const, 'WaitForFirstConsumer' as const),
  reclaimPolicy: fc.constantFrom('Delete' as const, 'Retain' as const),
  bound: fc.boolean(),
});

const budgets = <K extends string>(kinds: readonly K[]): fc.Arbitrary<Readonly<Record<K, number>>> =>
  fc
    .tuple(...kinds.map(() => fc.constantFrom(0, 1, 1, 2)))
    .map((left) => Object.fromEntries(kinds.map((kind, index) => [kind, left[index] ?? 0])) as Record<K, number>);

const gatesOf = (version: string): Readonly<Record<string, boolean>> => {
  const resolved = resolveGates(version);
  return resolved.ok ? resolved.featureGates : {};
};

/** One or two pods (also two incarnations of one name), one or two nodes, a Service, a claim, everything allowed to happen a few times. */
export const randomScenario: fc.Arbitrary<Scenario> = fc
  .record({
    kubernetesVersion: fc.constantFrom(...kubernetesVersions),
    instances,
    nodes: fc.constantFrom({ n1: nodeSpec() }, { n1: nodeSpec(), n2: nodeSpec() }),
    service,
    claim,
    user: budgets(userActions),
    faults: budgets(faultKinds),
    lag: fc.constantFrom(-1, -1, 0),
    probeThresholds: fc.constantFrom('exact' as const, 'one' as const),
    serving: fc.boolean(),
    configObjects: sometimes(fc.constantFrom([], ['ConfigMap/settings', 'ConfigMap/missing'])),
  })
  .map(({ service: web, claim: data, lag, configObjects, ...drawn }) =>
    scenario({
      ...drawn,
      ...(configObjects === undefined ? {} : { configObjects }),
      featureGates: gatesOf(drawn.kubernetesVersion),
      services: { web },
      claims: { data },
      user: { ...drawn.user, create: 2 },
      faults: { ...drawn.faults, 'watch-lag': lag },
    }),
  );
