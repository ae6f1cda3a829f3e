/** Questions about scenarios that differ in names alone are answered by one search, and get the answer they would get by their own. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usualAssumptions } from '../../model/assumptions.ts';
import { guarantees } from '../../model/guarantees/index.ts';
import type { Scenario } from '../../model/scenario.ts';
import { type Slice, slicesOf } from '../../model/slices/index.ts';
import { randomScenario } from '../../model/testing/random-scenario.ts';
import { checkScenario } from './check.ts';
import { errandsOf, type Question, toldTo } from './errands.ts';
import { packed, unpacked } from './packed.ts';
import type { ScenarioResult } from './result.ts';
import { renamedScenario } from './shapes/fields.ts';
import { shapeOf, withNames } from './shapes/shape.ts';
import { onePod } from './testing/scenarios.ts';
import { wholes } from './testing/wholes.ts';

const seed = 11;
const maxStates = 1_500;

const questionOf = (task: Slice): Question => ({
  task,
  asked: guarantees.filter(({ applies }) => applies(task.scenario)),
});

/** Names by chance; some are words of the model's. */
const otherNames: fc.Arbitrary<readonly string[]> = fc.uniqueArray(
  fc.oneof(
    fc.constantFrom('running', 'Pod', 'none', 'app', 'default', 'kubelet', 'constructor', 'a', 'zz'),
    fc.stringMatching(/^[a-z]([-a-z0-9]{0,8}[a-z0-9])?$/),
  ),
  { minLength: 40, maxLength: 40 },
);

/** The scenario with these names in place of its own. */
const copyOf = (scenario: Scenario, names: readonly string[]): Scenario => {
  const shape = shapeOf(scenario);
  if (shape === undefined) throw new Error('every scenario by chance has a shape');
  const copy = renamedScenario(shape.scenario, (name) => withNames(name, names));
  return { ...copy, name: `${scenario.name} once more` };
};

/** All there is to say, runs with every cluster on them; but for the time it took. */
const whole = ({ seconds: _seconds, results, ...rest }: ScenarioResult): unknown => ({
  ...rest,
  results: results.map((one) => ({ ...one })),
});

const single: fc.Arbitrary<Slice> = randomScenario.map((scenario) => ({ slice: 'pod', scenario, leftOut: [] }));

const cut: fc.Arbitrary<Slice> = wholes('two', 4).chain(({ whole: drawn }) =>
  fc.constantFrom(...slicesOf({ ...drawn, assumptions: usualAssumptions })),
);

describe(`scenarios that differ in names alone (seed ${seed})`, () => {
  it.each([
    ['scenarios by chance', single, 25],
    ['slices by chance', cut, 40],
  ])('get the answers of their own search: %s', { timeout: 300_000 }, async (_title, slices, numRuns) => {
    let violated = 0;
    const property = fc.asyncProperty(slices, otherNames, async (slice, names) => {
      const copy: Slice = { ...slice, scenario: copyOf(slice.scenario, names), leftOut: ['something'] };
      const questions = [questionOf(slice), questionOf(copy)];
      const errands = errandsOf(questions);
      expect(errands).toHaveLength(1);
      const [errand] = errands;
      if (errand === undefined) throw new Error('somebody asks');
      const { scenario, asked, askers } = errand;
      const found = packed(await checkScenario({ ...slice, scenario }, asked, { maxStates }));
      for (const [index, question] of questions.entries()) {
        const alone = await checkScenario(question.task, question.asked, { maxStates });
        const asker = askers.find((one) => one.index === index) ?? askers[0];
        expect(asker.question).toBe(question);
        expect(whole(toldTo(asker, structuredClone(found)))).toEqual(whole(alone));
        violated += alone.results.filter(({ verdict }) => verdict === 'violated').length;
      }
    });
    await fc.assert(property, { seed, numRuns });
    expect(violated).toBeGreaterThan(numRuns);
  });
});

describe('a shape', () => {
  const keyOf = (scenario: Scenario) => shapeOf(scenario)?.key;
  const pod = (fields: Parameters<typeof onePod>[0] = {}, more: Parameters<typeof onePod>[1] = {}) =>
    onePod({ labels: { app: 'a' }, ...fields }, more);

  it('is another one where anything else differs', () => {
    const term = { topologyKey: 'zone', labelSelector: [{ key: 'app', operator: 'In', values: ['a'] }] } as const;
    const others: readonly Scenario[] = [
      pod(),
      pod({}, { kubernetesVersion: '1.34' }),
      pod({}, { featureGates: { Some: true } }),
      pod({}, { user: { delete: 7 } }),
      pod({}, { faults: { oom: 1 } }),
      pod({}, { assumptions: usualAssumptions }),
      pod({}, { configObjects: [] }),
      pod({ terminationGracePeriodSeconds: 31 }),
      pod({ nodeName: 'n1' }),
      pod({ podAntiAffinity: [term] }),
      pod({ podAntiAffinity: [{ ...term, labelSelector: [{ key: 'app', operator: 'In', values: ['b'] }] }] }),
    ];
    expect(new Set(others.map(keyOf)).size).toBe(others.length);
  });

  it('has delays without an end apart from those with none', () => {
    const shutdown = (latest: number) => ({
      ...usualAssumptions,
      shutdown: { ...usualAssumptions.shutdown, latest },
    });
    const keys = [Number.POSITIVE_INFINITY, 1000].map((latest) => keyOf(pod({}, { assumptions: shutdown(latest) })));
    expect(new Set(keys).size).toBe(2);
  });

  it('does not hold ConfigMaps nobody asks for', () => {
    expect(keyOf(pod({}, { configObjects: ['ConfigMap/x'] }))).toBe(keyOf(pod({}, { configObjects: [] })));
  });

  it('is not there where names are more than names', () => {
    const named = (name: string) => ({
      ...pod(),
      instances: { [`${name}#1`]: { name, spec: pod().instances['web#1']?.spec as never } },
    });
    expect(shapeOf(named('web'))).toBeDefined();
    expect(shapeOf(named('7'))).toBeUndefined();
    expect(shapeOf(named('⟨0⟩'))).toBeUndefined();
    const greater = [{ key: 'app', operator: 'Gt', values: ['1'] }] as const;
    expect(shapeOf(pod({ podAffinity: [{ topologyKey: 'zone', labelSelector: greater }] }))).toBeUndefined();
  });

  it('is not shared by those who ask for other guarantees', () => {
    const task: Slice = { slice: 'pod', scenario: pod(), leftOut: [] };
    const { asked } = questionOf(task);
    expect(
      errandsOf([
        { task, asked },
        { task, asked },
        { task, asked: asked.slice(1) },
      ]).map(({ askers }) => askers.length),
    ).toEqual([2, 1]);
  });
});

describe('an answer that was packed', () => {
  it('says what it said before', async () => {
    const task: Slice = { slice: 'pod', scenario: onePod({}, { user: { delete: 1 } }), leftOut: ['this'] };
    const { asked } = questionOf(task);
    const result = await checkScenario(task, asked);
    expect(result.results.some(({ trace }) => trace !== undefined)).toBe(true);
    const again = unpacked(structuredClone(packed(result)), task, asked);
    expect(again.results.map((one) => ({ ...one }))).toEqual(result.results);
    expect({ ...again, results: [] }).toEqual({ ...result, results: [] });
  });
});
