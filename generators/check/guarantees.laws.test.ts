/** The guarantees that always hold, on random walks through random scenarios: deep where the searches of the other tests are wide. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { GuaranteePromise, Judgement } from '../../model/guarantees/guarantee.ts';
import { guarantees } from '../../model/guarantees/index.ts';
import { initialCluster } from '../../model/initial.ts';
import { enabled, reduce } from '../../model/reducer.ts';
import type { Scenario } from '../../model/scenario.ts';
import { randomScenario } from '../../model/testing/random-scenario.ts';

const settings = { seed: 42, numRuns: 150 };

interface Named {
  readonly id: string;
  readonly promise: GuaranteePromise;
}

const promisesOf = (scenario: Scenario): readonly Named[] =>
  guarantees
    .filter(({ standing, applies }) => standing === 'always' && applies(scenario))
    .flatMap(({ id, promises }) => promises(scenario).map((promise) => ({ id, promise })));

const judge = (promise: GuaranteePromise, before: Cluster, event: Event, after: Cluster): Judgement => {
  if (promise.kind === 'state') return promise.judge(after);
  return promise.kind === 'step' && promise.concerns(event) ? promise.judge(before, event, after) : 'silent';
};

/** The next event: mostly what the components do by themselves, so that pods get somewhere; requests are never refused. */
const pick = (events: readonly Event[], choice: number): Event | undefined => {
  const passed = events.filter(({ type }) => type !== 'apiserver/stageRejected');
  const usual = passed.filter(({ type }) => !/^(user|fault)\//.test(type) || type === 'user/createRequested');
  const among = choice % 8 === 0 || usual.length === 0 ? passed : usual;
  return among[choice % Math.max(1, among.length)];
};

/** What a walk shows: promises it kept, and those it broke with the events up to there. */
interface Walk {
  readonly kept: readonly string[];
  readonly broken: readonly string[];
}

const walk = (scenario: Scenario, choices: readonly number[]): Walk => {
  const promises = promisesOf(scenario);
  const walked: Event[] = [];
  const kept: string[] = [];
  let cluster = initialCluster(scenario);
  for (const choice of choices) {
    const before = cluster;
    const event = pick(enabled(before), choice);
    if (event === undefined) break;
    cluster = reduce(before, event);
    walked.push(event);
    const judged = promises.map(({ id, promise }) => ({ id, judgement: judge(promise, before, event, cluster) }));
    const broken = judged.filter(({ judgement }) => judgement === 'broken').map(({ id }) => id);
    if (broken.length > 0) return { kept, broken: [...broken, ...walked.map((one) => JSON.stringify(one))] };
    kept.push(...judged.filter(({ judgement }) => judgement === 'kept').map(({ id }) => id));
  }
  return { kept, broken: [] };
};

describe('guarantees that always hold', () => {
  it(`are kept on random walks through random scenarios (seed ${settings.seed})`, () => {
    const kept = new Set<string>();
    fc.assert(
      fc.property(randomScenario, fc.array(fc.nat(1000), { minLength: 150, maxLength: 150 }), (scenario, choices) => {
        const walked = walk(scenario, choices);
        expect(walked.broken).toEqual([]);
        for (const id of walked.kept) kept.add(id);
      }),
      settings,
    );
    const always = guarantees.filter(({ standing }) => standing === 'always');
    expect(kept.size / always.length).toBeGreaterThan(0.75);
  });
});
