import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import { guarantees } from '../../model/guarantees/index.ts';
import { allContainers, type Container, isSidecar, type PodSpec } from '../../model/kubernetes/spec.ts';
import { type Model, modelOf } from '../../model/reducer.ts';
import { faultKinds, type Scenario, userActions } from '../../model/scenario.ts';
import { propertiesOf } from '../check/properties.ts';
import { explore, type Judgement, type Property } from '../explore/index.ts';
import { type Mutation, mutate, mutationOf } from '../mutants/index.ts';
import { container, situation, situations } from '../suite/situations.ts';
import { modelSession } from '../suite/testing/session.ts';
import { conformsTo, podSpecs, type RunStep, runOf, scenarios, schedules } from './index.ts';

const seed = 42;

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
  const { findings, ending } = explore(model, properties, { maxStates: 20_000 });
  const held = new Set(findings.filter(({ verdict }) => verdict === 'holds').map(({ id }) => id));
  return ending === 'complete' ? properties.filter(({ id, kind }) => held.has(id) && kind !== 'leads-to') : [];
};

const judged = ({ before, event, after }: RunStep, property: Property<Cluster, Event>): Judgement => {
  if (property.kind === 'leads-to') return 'silent';
  if (property.kind === 'state') return property.judge(after);
  return property.concerns(event) ? property.judge(before, event, after) : 'silent';
};

const broken = (step: RunStep, property: Property<Cluster, Event>): boolean => judged(step, property) === 'broken';

const guaranteeOf = (promise: string): string => promise.split(' ')[0] ?? '';

const known = (id: string): Mutation => {
  const mutation = mutationOf(id);
  if (mutation === undefined) throw new Error('no such mutant');
  return mutation;
};

const deletedOnce = (scenario: Scenario): Scenario => {
  const { user, faults } = situation('', {}, { delete: 1 });
  return { ...scenario, user: { ...user, create: scenario.user.create }, faults };
};

const everything =
  'init sidecar startup liveness readiness postStart preStop requests limits claim gate readinessGate finalizer taint service faults users'.split(
    ' ',
  );

const first = situations[0];
if (first === undefined) throw new Error('there are no situations');

describe('random runs and exhaustive search', () => {
  it('agree: none of 10 000 random runs breaks a guarantee that was proved, and nearly every one of them comes up', () => {
    const each = Math.ceil(10_000 / situations.length);
    const [provedOf, cameUp] = [new Set<string>(), new Set<string>()];
    let steps = 0;
    for (const scenario of situations) {
      const model = accepting(modelOf(scenario));
      const promises = proved(scenario);
      for (const { id } of promises) provedOf.add(guaranteeOf(id));
      const check = fc.property(schedules(120), (schedule) => {
        for (const step of runOf(model, schedule)) {
          steps += 1;
          for (const promise of promises) {
            const judgement = judged(step, promise);
            if (judgement === 'kept') cameUp.add(guaranteeOf(promise.id));
            if (judgement === 'broken')
              throw new Error(`${scenario.name}: ${promise.id} is broken by ${step.event.type}`);
          }
        }
      });
      fc.assert(check, { seed, numRuns: each });
    }
    expect(steps).toBeGreaterThan(100_000);
    // Those of which nothing is proved in these situations are about several Pods, about time, or about what happens in the end.
    expect(provedOf.size).toBeGreaterThanOrEqual(60);
    expect(cameUp.size / provedOf.size).toBeGreaterThan(0.85);
  }, 300_000);

  it('chance finds a mistake too, and shrinks the schedule', () => {
    const mutation = known('sigkill-without-sigterm');
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

/** A bounded search for a broken promise in the model with the mistake, if nothing happens but one delete. */
const breaks = (scenario: Scenario, mutation: Mutation, guarantee: string): boolean => {
  const asked = guarantees.filter(({ id }) => id === guarantee);
  const quiet = deletedOnce(scenario);
  const { findings } = explore(mutate(modelOf(quiet), mutation), propertiesOf(quiet, asked).properties, {
    maxStates: 5_000,
  });
  return findings.some(({ verdict }) => verdict === 'violated');
};

describe('a planted mistake', () => {
  const planted = known('prestop-not-awaited');
  const property = fc.property(scenarios, (scenario) => !breaks(scenario, planted, 'prestop-before-sigterm'));
  const minimal = situation(
    'by chance',
    { 'web#1': { containers: [container('app', { preStop: { handler: 'exec' } })] } },
    {},
  );

  it('shrinks to the smallest manifest that shows it: one container with a preStop hook, and nothing else', () => {
    const { counterexample } = fc.check(property, { seed, numRuns: 200 });
    const [smallest] = counterexample ?? [];
    expect(smallest).toMatchObject({ instances: minimal.instances, nodes: minimal.nodes, services: {}, claims: {} });
    const { create, ...others } = { ...smallest?.user, ...smallest?.faults };
    expect([create, ...Object.values(others).filter((left) => left !== 0)]).toEqual([1]);
  }, 60_000);

  it('is reported with seed and path, which go straight to it', () => {
    const { seed: again, counterexamplePath: path, counterexample } = fc.check(property, { seed, numRuns: 200 });
    expect(() => fc.assert(property, { seed, numRuns: 200 })).toThrow(`seed: ${again}, path: "${path}"`);
    const replayed = fc.check(property, { seed: again, path: path ?? '', endOnFailure: true });
    expect(replayed.counterexample).toEqual(counterexample);
    expect(replayed.numShrinks).toBe(0);
  }, 60_000);

  it('shrinks to the shortest schedule, too: as short as the explorer’s', () => {
    const scenario = deletedOnce(minimal);
    const asked = propertiesOf(
      scenario,
      guarantees.filter(({ id }) => id === 'prestop-before-sigterm'),
    ).properties;
    const mutant = accepting(mutate(modelOf(scenario), planted));
    const { findings } = explore(mutant, asked, { maxStates: 2_000 });
    const shortest = findings.find(({ verdict }) => verdict === 'violated')?.trace?.steps.length ?? 0;
    expect(shortest).toBeGreaterThan(0);
    const clean = fc.property(schedules(120), (schedule) =>
      [...runOf(mutant, schedule)].every((step) => !asked.some((promise) => broken(step, promise))),
    );
    const { counterexample } = fc.check(clean, { seed, numRuns: 300 });
    expect(counterexample?.[0].length).toBeLessThanOrEqual(shortest + 5);
  }, 60_000);
});

describe('scenarios by chance', () => {
  it('have everything a scenario can have, sooner or later', () => {
    const drawn = fc.sample(scenarios, { seed, numRuns: 400 });
    const someContainer = (has: (one: Container) => boolean): boolean =>
      drawn.some(({ instances }) => Object.values(instances).some(({ spec }) => allContainers(spec).some(has)));
    const somePod = (has: (spec: PodSpec) => boolean): boolean =>
      drawn.some(({ instances }) => Object.values(instances).some(({ spec }) => has(spec)));
    expect({
      init: somePod(({ initContainers }) => initContainers.some((one) => !isSidecar(one))),
      sidecar: somePod(({ initContainers }) => initContainers.some(isSidecar)),
      startup: someContainer(({ startupProbe }) => startupProbe !== undefined),
      liveness: someContainer(({ livenessProbe }) => livenessProbe !== undefined),
      readiness: someContainer(({ readinessProbe }) => readinessProbe !== undefined),
      postStart: someContainer(({ postStart }) => postStart !== undefined),
      preStop: someContainer(({ preStop }) => preStop !== undefined),
      requests: someContainer(({ requests }) => requests['cpu'] !== undefined),
      limits: someContainer(({ limits }) => limits['memory'] !== undefined),
      claim: drawn.some(({ claims }) => Object.keys(claims).length > 0),
      gate: somePod(({ schedulingGates }) => schedulingGates.length > 0),
      readinessGate: somePod(({ readinessGates }) => readinessGates.length > 0),
      finalizer: somePod(({ finalizers }) => finalizers.length > 0),
      taint: drawn.some(({ nodes }) => Object.values(nodes).some(({ taints }) => taints.length > 0)),
      service: drawn.some(({ services }) => Object.keys(services).length > 0),
      faults: faultKinds.every((kind) => drawn.some(({ faults }) => faults[kind] !== 0)),
      users: userActions.every((kind) => drawn.some(({ user }) => user[kind] !== 0)),
    }).toEqual(Object.fromEntries(everything.map((what) => [what, true])));
  });

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
    const mutation = known('restart-policy-ignored');
    const never = situations.find(({ name }) => name === 'restart policy Never') ?? first;
    const { failed, counterexample } = await fc.check(
      conformsTo(never, 'model', async (commands) =>
        modelSession(mutate(modelOf(commands.manifest.scenario), mutation), commands, 'model', choose),
      ),
      { seed, numRuns: 200 },
    );
    expect(failed).toBe(true);
    expect(counterexample?.[0].stimuli.length).toBeLessThanOrEqual(3);
  }, 60_000);
});
