/** Small scenarios for tests: a pod with one main container unless told otherwise, one node that fits, no faults, no user. */
import { container, nodeSpec, podSpec, probe } from '../kubernetes/defaults.ts';
import { faultKinds, type Scenario, userActions } from '../scenario.ts';
import { switchesOf } from '../switches.ts';

export { container, nodeSpec, podSpec, probe };

type Budgets = { readonly user?: Partial<Scenario['user']>; readonly faults?: Partial<Scenario['faults']> };

/** A scenario of one pod `web` on one node `n1`; the user creates it once and does nothing else; watches lag, nothing else goes wrong. */
export const scenario = (fields: Partial<Omit<Scenario, 'user' | 'faults'>> & Budgets = {}): Scenario => ({
  name: 'test',
  kubernetesVersion: '1.35',
  featureGates: {},
  switches: switchesOf(fields.kubernetesVersion ?? '1.35'),
  instances: { 'web#1': { name: 'web', spec: podSpec() } },
  nodes: { n1: nodeSpec() },
  services: {},
  claims: {},
  probeThresholds: 'exact',
  reportedStatus: 'all',
  serving: false,
  ...fields,
  user: {
    ...(Object.fromEntries(userActions.map((kind) => [kind, 0])) as Scenario['user']),
    create: 1,
    ...fields.user,
  },
  faults: {
    ...(Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Scenario['faults']),
    'watch-lag': -1,
    ...fields.faults,
  },
});
