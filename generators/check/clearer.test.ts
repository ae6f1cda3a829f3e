/** Counterexamples are told by runs on which the Pod runs before it is deleted, and each of them is a run of the model. */
import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import { type Guarantee, guaranteeOf } from '../../model/guarantees/index.ts';
import { modelOf } from '../../model/reducer.ts';
import { containerKey, instanceOf, type Scenario } from '../../model/scenario.ts';
import { replay, type Trace } from '../explore/index.ts';
import { checkScenario } from './check.ts';
import { longestTold } from './clearer.ts';
import type { GuaranteeResult } from './result.ts';
import { examine } from './testing/examine.ts';
import { noLag, onePod, placed, service, sidecar } from './testing/scenarios.ts';

const named = (id: string): Guarantee => {
  const found = guaranteeOf(id);
  if (found === undefined) throw new Error(`no guarantee ${id}`);
  return found;
};

const answer = async (scenario: Scenario, id: string, maxStates = Infinity): Promise<GuaranteeResult> => {
  const { results } = await checkScenario({ slice: 'pod', scenario, leftOut: [] }, [named(id)], { maxStates });
  if (results[0] === undefined) throw new Error(`${id} does not apply`);
  return results[0];
};

/** Whether the last step of a run breaks a promise of the guarantee. */
const breaks = ({ initial, steps }: Trace<Cluster, Event>, id: string): boolean => {
  const [before, last] = [steps.at(-2)?.state ?? initial, steps.at(-1)];
  if (last === undefined) return false;
  return named(id)
    .promises(initial.scenario)
    .some((promise) => {
      if (promise.kind === 'state') return promise.judge(last.state) === 'broken';
      return (
        promise.kind === 'step' &&
        promise.concerns(last.event) &&
        promise.judge(before, last.event, last.state) === 'broken'
      );
    });
};

/** How many containers ran at the first delete of a run. */
const runningWhenDeleted = ({ initial, steps }: Trace<Cluster, Event>): number => {
  const at = steps.findIndex(({ event: { type } }) => type === 'user/podDeleted' || type === 'user/podForceDeleted');
  const before = steps[at - 1]?.state ?? initial;
  return Object.keys(before.scenario.instances).flatMap((uid) =>
    instanceOf(before.scenario, uid).spec.containers.filter(
      ({ name }) => before.containers[containerKey(uid, name)]?.state === 'running',
    ),
  ).length;
};

const deleted = { user: { delete: 1 }, faults: noLag } as const;
const forced = onePod(placed, { user: { 'force-delete': 1 }, faults: noLag });
const clearer: Readonly<Record<string, Scenario>> = {
  'terminal-phase-before-removal': forced,
  'removed-means-cleaned-up': forced,
  'main-stopped-before-sidecar-sigterm': onePod({ initContainers: [sidecar()], ...placed }, deleted),
};

describe('a counterexample that deletes a Pod', () => {
  for (const [id, scenario] of Object.entries(clearer)) {
    it(`${id}: is told with a running Pod, and the shortest is named`, async () => {
      const { schedule = '', shortest, trace } = await answer(scenario, id);
      const told = replay(modelOf(scenario), schedule);
      expect(told.steps.length).toBe(trace?.steps.length);
      expect(breaks(told, id)).toBe(true);
      expect(runningWhenDeleted(told)).toBe(1);

      const short = replay(modelOf(scenario), shortest?.schedule ?? '-');
      expect(short.steps.length).toBe(shortest?.steps);
      expect(short.steps.length).toBe(examine({ scenario }, [named(id)]).results.get(id)?.trace?.steps.length);
      expect(breaks(short, id)).toBe(true);
      expect(runningWhenDeleted(short)).toBe(0);
      expect(told.steps.length).toBeGreaterThanOrEqual(short.steps.length);
      expect(told.steps.length).toBeLessThanOrEqual(longestTold(short.steps.length));
    });
  }

  it('is the shortest where a running Pod breaks nothing', async () => {
    const { trace, shortest } = await answer(onePod(placed, deleted), 'no-start-after-deletion');
    expect(trace && runningWhenDeleted(trace)).toBe(0);
    expect(shortest).toBeUndefined();
  });

  it('is the shortest where that deletes a running Pod', async () => {
    const { trace, shortest } = await answer(
      onePod(placed, { ...service(), ...deleted }),
      'endpoint-not-ready-before-sigterm',
    );
    expect(trace && runningWhenDeleted(trace)).toBe(1);
    expect(shortest).toBeUndefined();
  });

  it('is the shortest where nobody deletes a running Pod without more going wrong', async () => {
    const scenario = onePod(placed, { user: { delete: 1 }, faults: { 'container-crash': 1, ...noLag } });
    const { trace, shortest } = await answer(scenario, 'no-start-after-deletion');
    expect(trace && runningWhenDeleted(trace)).toBe(0);
    expect(shortest).toBeUndefined();
  });

  it('is the one that was found where the search did not end', async () => {
    const { verdict, shortest } = await answer(forced, 'terminal-phase-before-removal', 100);
    expect([verdict, shortest]).toEqual(['violated', undefined]);
  });
});
