/** What a suite for somebody's own manifest is made of: the slices it is cut into, with a few things at a time that may happen. */

import { type FaultKind, faultKinds, type Scenario, type UserAction, userActions } from '../../model/scenario.ts';
import type { Slice } from '../../model/slices/index.ts';

type Amounts = Partial<Readonly<Record<UserAction | FaultKind, number>>>;

const withBudgets = (scenario: Scenario, name: string, amounts: Amounts): Scenario => ({
  ...scenario,
  name,
  user: Object.fromEntries(
    userActions.map((kind) => [kind, kind === 'create' ? scenario.user.create : (amounts[kind] ?? 0)]),
  ) as Scenario['user'],
  faults: Object.fromEntries(faultKinds.map((kind) => [kind, amounts[kind] ?? 0])) as Scenario['faults'],
});

/** Gates and finalizers keep a Pod where it is until somebody takes them away. */
const unblocking = ({ instances }: Scenario): Amounts => ({
  'remove-gates': Object.values(instances).some(({ spec }) => spec.schedulingGates.length > 0) ? 1 : 0,
  'remove-finalizers': Object.values(instances).some(({ spec }) => spec.finalizers.length > 0) ? 1 : 0,
});

/** The situations of one slice; slices about several pods have none. */
export const situationsOf = ({ slice, scenario }: Slice): readonly Scenario[] => {
  const always = { delete: 1, ...unblocking(scenario) };
  if (slice === 'endpoints' || slice === 'readiness') return [withBudgets(scenario, scenario.name, always)];
  if (slice !== 'pod') return [];
  return [
    withBudgets(scenario, `${scenario.name}, deleted`, { ...always, 'force-delete': 1 }),
    withBudgets(scenario, `${scenario.name}, with a crash`, { ...always, 'container-crash': 1 }),
  ];
};
