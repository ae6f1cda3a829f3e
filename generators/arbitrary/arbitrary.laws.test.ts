import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import { guarantees } from '../../model/guarantees/index.ts';
import { type Model, modelOf } from '../../model/reducer.ts';
import { propertiesOf } from '../check/properties.ts';
import { explore, type Property } from '../explore/index.ts';
import { mutate, mutationOf } from '../mutants/index.ts';
import { container, situations } from '../suite/situations.ts';
import { modelSession } from '../suite/testing/session.ts';
import { conformsTo, podSpecs, type RunStep, runOf, scenarios, schedules } from './index.ts';

const seed = 42;

const small = situations.filter(({ name }) =>
  ['one container', 'restart policy Never', 'a preStop hook', 'two init containers', 'a finalizer'].includes(name),
);

/** The model in which every request is accepted: rejected ones make for short runs. */
const accepting = (model: Model): Model => ({
  ...model,
  components: model.components.map((actor) => ({
    ...actor,
    enabled: (cluster: Cluster) => actor.enabled(cluster).filter(({ type }) => type !== 'apiserver/stageRejected'),
  })),
});

/** The promises of a scenario that an exhaustive search has proved. */
const proved = (scenario: (typeof situations)[number]): readonly Property<Cluster, Event>[] => {
  const model = modelOf(scenario);
  const { properties } = propertiesOf(scenario, guarantees);
  const { findings, ending } = explore(model, properties, { maxStates: 50_000 });
  const held = new Set(findings.filter(({ verdict }) => verdict === 'holds').map(({ id }) => id));
  return ending === 'complete' ? properties.filter(({ id, kind }) => held.has(id) && kind !== 'leads-to') : [];
};

const broken = ({ before, event, after }: RunStep, property: Property<Cluster, Event>): boolean => {
  if (property.kind === 'leads-to') return false;
  if (property.kind === 'state') return property.judge(after) === 'broken';
  return property.concerns(event) && property.judge(before, event, after) === 'broken';
};

const first = situations[0];
if (first === undefined) throw new Error('there are no situations');

describe('random runs and exhaustive search', () => {
  it('agree: none of 10 000 random runs breaks a guarantee that was proved', () => {
    let runs = 0;
    let steps = 0;
    for (const scenario of small) {
      const model = accepting(modelOf(scenario));
      const promises = proved(scenario);
      expect(promises.length, scenario.name).toBeGreaterThan(0);
      const check = fc.property(schedules(120), (schedule) => {
        for (const step of runOf(model, schedule)) {
          steps += 1;
          expect(promises.filter((promise) => broken(step, promise)).map(({ id }) => id)).toEqual([]);
        }
      });
      fc.assert(check, { seed, numRuns: 2000 });
      runs += 2000;
    }
    expect(runs).toBe(10_000);
    expect(steps).toBeGreaterThan(100_000);
  }, 120_000);

  it('chance finds a mistake too, and shrinks the schedule', () => {
    const mutation = mutationOf('sigkill-without-sigterm');
    if (mutation === undefined) throw new Error('no such mutant');
    const model = accepting(mutate(modelOf(first), mutation));
    const promises = proved(first);
    const clean = fc.property(schedules(120), (schedule) =>
      [...runOf(model, schedule)].every((step) => !promises.some((promise) => broken(step, promise))),
    );
    const { failed, counterexample } = fc.check(clean, { seed, numRuns: 300 });
    expect(failed).toBe(true);
    const schedule = counterexample?.[0] ?? [];
    expect(schedule.length).toBeLessThan(40);
  }, 60_000);
});

describe('scenarios by chance', () => {
  it('are scenarios: whatever is drawn, the model runs', () =>
    fc.assert(
      fc.property(scenarios, schedules(40), (scenario, schedule) => {
        expect([...runOf(modelOf(scenario), schedule)].length).toBeGreaterThanOrEqual(0);
      }),
      { seed, numRuns: 60 },
    ));

  it('shrink to one plain container', () => {
    const { counterexample } = fc.check(
      fc.property(podSpecs, () => false),
      { seed },
    );
    const [smallest = {}] = counterexample ?? [];
    expect(smallest).toEqual({ initContainers: [], containers: [container('app')], restartPolicy: 'Always' });
  });
});

describe('commands by chance', () => {
  const choose = (count: number): number => Math.max(0, count - 1);

  it('the model conforms to itself', async () => {
    const found = await fc.check(
      conformsTo(first, 'model', async (commands) =>
        modelSession(modelOf(commands.manifest.scenario), commands, 'model', choose),
      ),
      { seed, numRuns: 25 },
    );
    expect(found.counterexample).toBeNull();
  });

  it('a mutant does not, and the commands shrink', async () => {
    const mutation = mutationOf('restart-policy-ignored');
    if (mutation === undefined) throw new Error('no such mutant');
    const never = situations.find(({ name }) => name === 'restart policy Never') ?? first;
    const { failed, counterexample } = await fc.check(
      conformsTo(never, 'model', async (commands) =>
        modelSession(mutate(modelOf(commands.manifest.scenario), mutation), commands, 'model', choose),
      ),
      { seed, numRuns: 60 },
    );
    expect(failed).toBe(true);
    expect(counterexample?.[0].stimuli.length).toBeLessThanOrEqual(3);
  }, 60_000);
});
