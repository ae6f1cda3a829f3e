/** What every slice is made with: a plain scenario of the whole, to which a slice adds what it is about. */
import { isOpenEnded } from '../kubernetes/sleeping.ts';
import { allContainers } from '../kubernetes/spec.ts';
import { type FaultKind, faultKinds, type Scenario, type UserAction, unlimited, userActions } from '../scenario.ts';
import { switchesOf } from '../switches.ts';
import type { Whole } from './whole.ts';

/** How often users may act and faults may strike, where the tool's user has said nothing. */
export interface OwnBudgets {
  readonly user?: Partial<Readonly<Record<UserAction, number>>>;
  readonly faults?: Partial<Readonly<Record<FaultKind, number>>>;
}

/** The user's budgets: what the tool's user has set, else the slice's own, else never. */
const userBudgets = (whole: Whole, own: OwnBudgets['user'] = {}): Scenario['user'] =>
  Object.fromEntries(userActions.map((kind) => [kind, whole.user[kind] ?? own[kind] ?? 0])) as Scenario['user'];

/** Watches lag unless somebody says otherwise; and the program in a postStart hook is as arbitrary as any other: it may never return. */
const unlessSaid = (kind: FaultKind, instances: Scenario['instances']): number => {
  const hooks = Object.values(instances).flatMap(({ spec }) => allContainers(spec).map(({ postStart }) => postStart));
  return kind === 'watch-lag' || (kind === 'hook-hang' && hooks.some(isOpenEnded)) ? unlimited : 0;
};

/** Fault budgets likewise. */
const faultBudgets = (
  whole: Whole,
  instances: Scenario['instances'],
  own: OwnBudgets['faults'] = {},
): Scenario['faults'] =>
  Object.fromEntries(
    faultKinds.map((kind) => [kind, whole.faults[kind] ?? own[kind] ?? unlessSaid(kind, instances)]),
  ) as Scenario['faults'];

/** What a slice has to say of its scenario, and what it may. */
export type Plan = Pick<Scenario, 'name' | 'instances' | 'nodes'> &
  Partial<Omit<Scenario, 'kubernetesVersion' | 'featureGates' | 'switches' | 'configObjects' | keyof OwnBudgets>>;

/** A scenario without Services and claims that reports phases, but for what the plan says. */
export const plainScenario = (whole: Whole, plan: Plan, own: OwnBudgets = {}): Scenario => ({
  kubernetesVersion: whole.kubernetesVersion,
  featureGates: whole.featureGates,
  switches: switchesOf(whole.kubernetesVersion, whole.switches),
  ...(whole.configObjects === undefined ? {} : { configObjects: whole.configObjects }),
  services: {},
  claims: {},
  probeThresholds: 'one',
  reportedStatus: 'phase',
  serving: false,
  ...plan,
  user: userBudgets(whole, own.user),
  faults: faultBudgets(whole, plan.instances, own.faults),
});
