/** Scenarios that between them show every edge of every chart: the situations of the suites, with more that goes wrong. */
import type { Scenario } from '../../model/scenario.ts';
import { situations } from '../suite/situations.ts';

const named = (name: string): Scenario => {
  const found = situations.find((situation) => situation.name === name);
  if (found === undefined) throw new Error(`no situation ${name}`);
  return found;
};

const worse = (name: string, faults: Partial<Scenario['faults']>, user: Partial<Scenario['user']> = {}): Scenario => {
  const scenario = named(name);
  return {
    ...scenario,
    name: `${name}, ${Object.keys({ ...faults, ...user }).join(', ')}`,
    faults: { ...scenario.faults, ...faults },
    user: { ...scenario.user, ...user },
  };
};

const reportingAll = (scenario: Scenario): Scenario => ({
  ...scenario,
  name: `${scenario.name}, all of the status`,
  reportedStatus: 'all',
});

/** Situations that leave conditions out, for the sake of size; they are small enough with them. */
const withConditions = [
  'one container',
  'two init containers',
  'scheduling gates',
  'a finalizer',
  'a sandbox that dies',
  'a Pod placed where it does not fit',
  'a Pod that does not fit',
  'a Pod that makes room for another',
] as const;

const publishingNotReady = (scenario: Scenario): Scenario => ({
  ...scenario,
  name: `${scenario.name}, publishNotReadyAddresses`,
  services: Object.fromEntries(
    Object.entries(scenario.services).map(([name, one]) => [name, { ...one, publishNotReadyAddresses: true }]),
  ),
});

const withoutItsConfigMap = (scenario: Scenario): Scenario => ({
  ...scenario,
  name: 'a ConfigMap that is missing',
  configObjects: [],
  faults: { ...scenario.faults, 'kubelet-restart': 1 },
  instances: Object.fromEntries(
    Object.entries(scenario.instances).map(([uid, { name, spec }]) => {
      const environment = [{ kind: 'ConfigMap', name: 'settings', optional: false }] as const;
      return [uid, { name, spec: { ...spec, containers: spec.containers.map((one) => ({ ...one, environment })) } }];
    }),
  ),
});

const placedByHand = (scenario: Scenario): Scenario => ({
  ...scenario,
  name: `${scenario.name}, placed by hand`,
  instances: Object.fromEntries(
    Object.entries(scenario.instances).map(([uid, { name, spec }]) => [
      uid,
      { name, spec: { ...spec, nodeName: Object.keys(scenario.nodes)[0] ?? '' } },
    ]),
  ),
});

/** Small enough to be searched whole in a few seconds, all of them together. */
export const chartScenarios: readonly Scenario[] = [
  ...situations.filter(({ name }) => name !== 'the same name again'),
  worse('one container', { oom: 1, 'image-pull-failure': 1, 'kubelet-restart': 1 }, { 'delete-shorter': 1 }),
  worse('one container', { 'watch-lag': -1, 'kubelet-restart': 1 }),
  worse('restart policy Never', { oom: 1, 'sandbox-failure': 1, 'kubelet-restart': 1 }, { 'force-delete': 1 }),
  reportingAll(worse('a finalizer', { 'kubelet-restart': 1, 'container-crash': 1 }, { 'force-delete': 1 })),
  worse('a Service', { 'kubelet-restart': 1, 'watch-lag': -1 }, { 'force-delete': 1 }),
  worse('startup and readiness probes', { 'container-crash': 1, 'sandbox-failure': 1 }, { 'force-delete': 1 }),
  worse('an init container, restart policy Never', { 'sandbox-failure': 1 }, { 'force-delete': 1 }),
  worse('one container', { 'container-crash': 2, 'kubelet-restart': 1 }),
  worse('two init containers', { 'container-crash': 2, 'image-pull-failure': 1, 'kubelet-restart': 1 }),
  worse('a sidecar', { 'container-crash': 2, 'sandbox-failure': 1 }, { 'force-delete': 1 }),
  worse('a liveness probe', { 'probe-failure': 2, 'hook-failure': 1, 'kubelet-restart': 1 }),
  worse('an image that is pulled at every start', { 'kubelet-restart': 1, 'container-crash': 2 }),
  ...withConditions.map((name) => reportingAll(named(name))),
  publishingNotReady(worse('a Service', { 'container-crash': 1 }, { 'force-delete': 1 })),
  publishingNotReady(worse('a Service', { 'kubelet-restart': 1, 'watch-lag': -1 }, { 'force-delete': 1 })),
  withoutItsConfigMap(named('one container')),
  placedByHand(reportingAll(named('two init containers'))),
];
