/** What holds about the traffic of a workload, and how slow endpoints may become before it does not. */
import { parameterOf, sleepsOf, tune } from '../generators/tune/index.ts';
import { endpointPropagation } from '../model/assumptions.ts';
import { guaranteeOf } from '../model/guarantees/index.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Whole } from '../model/slices/index.ts';
import type { Place } from '../model/workload/index.ts';
import { type BalancersKnown, type HeldReport, type Margin, trafficGrounds } from '../reports/check/held.ts';
import type { Checked } from '../reports/check/report.ts';
import { locationOf } from '../reports/run/location.ts';
import { quietLimits, type SearchWay } from './way.ts';

const traffic = 'traffic-only-to-serving';

/** Where there are more workloads each is one line, and nobody sees the margin: it would be searched for in vain. */
const mostTold = 5;

const holdsIn = ({ result }: Checked): boolean =>
  result.results.some(
    ({ guarantee, verdict, reached }) => guarantee.id === traffic && verdict === 'holds' && reached > 0,
  );

const isAbout = ({ result }: Checked): boolean =>
  result.scenario.assumptions !== undefined && result.results.some(({ guarantee }) => guarantee.id === traffic);

/** How slow endpoints may be; undefined where a limit came first, or nothing depends on them. */
const marginOf = async (whole: Whole, way: SearchWay): Promise<Margin | undefined> => {
  const [parameter, guarantee] = [parameterOf(endpointPropagation), guaranteeOf(traffic)];
  if (parameter === undefined || guarantee === undefined) return undefined;
  const tuned = await tune(whole, parameter, guarantee, quietLimits(way));
  const assumed = parameter.current(whole);
  if (tuned === undefined || 'unreached' in tuned || assumed === undefined) return undefined;
  const { outcome, at } = tuned.threshold;
  return outcome === 'found' || outcome === 'always' ? { assumed, enough: at.value } : undefined;
};

const balancersKnown = ({ balanced = [] }: Whole, { services }: Scenario): BalancersKnown => {
  if (balanced.length === 0) return 'none';
  return Object.values(services).some((service) => service.balanced === true) ? 'asked' : 'unbounded';
};

const heldOf = async (
  { whole }: Place,
  checked: readonly Checked[],
  way: SearchWay,
): Promise<readonly HeldReport[]> => {
  const about = checked.filter((one) => one.object === whole.name && isAbout(one));
  const [first] = about;
  if (first === undefined || !about.every(holdsIn)) return [];
  const { scenario } = first.result;
  const path = guaranteeOf(traffic)?.where?.(scenario);
  const { origin } = first;
  return [
    {
      guarantee: traffic,
      object: whole.name,
      scenario: scenario.name,
      title: 'no new connection after SIGTERM',
      ...(origin === undefined || path === undefined ? {} : { location: locationOf(origin, path, scenario) }),
      restsOn: trafficGrounds(sleepsOf(whole), await marginOf(whole, way), balancersKnown(whole, scenario)),
    },
  ];
};

/** What holds of these workloads, if they are few. */
export const heldIn = async (
  places: readonly Place[],
  checked: readonly Checked[],
  way: SearchWay,
): Promise<readonly HeldReport[]> => {
  if (places.length > mostTold) return [];
  const held: HeldReport[] = [];
  for (const place of places) held.push(...(await heldOf(place, checked, way)));
  return held;
};
