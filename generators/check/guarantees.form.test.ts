/** The form of guarantees, mutations and expectations: what a reader, a report and a search may rely on. */
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../model/facts/index.ts';
import { type SliceName, sliceNames, workloadSliceNames } from '../../model/guarantees/guarantee.ts';
import { type Guarantee, guarantees, mutantsOf, type SpecPath } from '../../model/guarantees/index.ts';
import type { Scenario } from '../../model/scenario.ts';
import { everyMutation, mutationOf } from '../mutants/index.ts';
import { propertiesOf } from './properties.ts';
import type { Case, Expectation } from './testing/expectation.ts';
import { expectations } from './testing/expectations.ts';
import { unpromised } from './testing/unpromised.ts';

const required = [
  'init-before-main',
  'no-binding-without-feasible-node',
  'endpoint-removed-before-sigkill',
  'sandbox-before-containers',
  'volumes-before-containers',
  'sigterm-before-sigkill',
  'prestop-before-sigterm',
  'removed-only-after-containers-stopped',
  'terminal-phase-is-final',
  'main-stopped-before-sidecar-sigterm',
];

const repeated = (ids: readonly string[]): readonly string[] => ids.filter((id, index) => ids.indexOf(id) !== index);
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const ids = guarantees.map(({ id }) => id);
const scenarios: readonly Scenario[] = expectations.flatMap(({ cases }) => cases.map(({ scenario }) => scenario));

/** Keys of a pod's spec as it is written, and of a container below it. */
const podFields = [
  'activeDeadlineSeconds',
  'affinity',
  'containers',
  'initContainers',
  'nodeName',
  'nodeSelector',
  'readinessGates',
  'schedulingGates',
  'terminationGracePeriodSeconds',
  'volumes',
];
const containerFields = ['lifecycle', 'livenessProbe', 'readinessProbe', 'resources', 'startupProbe'];

const resolves = ({ instances }: Scenario, [field, index, below, hook, ...rest]: SpecPath): boolean => {
  const spec = Object.values(instances)[0]?.spec;
  // Without Pods that are looked into there is no spec to point at.
  if (field === undefined || spec === undefined) return true;
  if (!podFields.includes(String(field)) || rest.length > 0) return false;
  if (index === undefined) return true;
  if ((field !== 'containers' && field !== 'initContainers') || typeof index !== 'number') return false;
  if (spec[field][index] === undefined) return false;
  if (below === undefined) return true;
  if (!containerFields.includes(String(below))) return false;
  return hook === undefined || (below === 'lifecycle' && ['preStop', 'postStart'].includes(String(hook)));
};

const knownSlices: readonly SliceName[] = [...sliceNames, ...workloadSliceNames];

describe('guarantees', () => {
  it('have unique ids in kebab case, and the ten everybody expects are there', () => {
    expect(repeated(ids)).toEqual([]);
    expect(ids.filter((id) => !kebab.test(id))).toEqual([]);
    expect(required.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('rest on facts of the catalogue', () => {
    const known = catalogue.map(({ id }) => id);
    const unknown = guarantees.flatMap(({ id, facts }) =>
      facts.filter((fact) => !known.includes(fact)).map((fact) => `${id}: ${fact}`),
    );
    expect(unknown).toEqual([]);
    expect(guarantees.filter(({ facts }) => facts.length === 0).map(({ id }) => id)).toEqual([]);
  });

  it('say what they promise, why it breaks and what to change in whole sentences', () => {
    const ill = guarantees.filter(({ sentence, why, advice }) =>
      [sentence, why, advice].some((text) => !/^\p{Lu}.*\.$/su.test(text)),
    );
    expect(ill.map(({ id }) => id)).toEqual([]);
  });

  it('name a condition exactly if they do not always hold', () => {
    const ill = guarantees.filter(({ standing, condition }) => (standing === 'always') !== (condition === undefined));
    expect(ill.map(({ id }) => id)).toEqual([]);
  });

  it('are checked on known slices', () => {
    const ill = guarantees.filter(
      ({ slices }) => slices.length === 0 || slices.some((slice) => !knownSlices.includes(slice)),
    );
    expect(ill.map(({ id }) => id)).toEqual([]);
  });

  it('point at fields a manifest can have, wherever they apply', () => {
    const pointing = ({ applies, where }: Guarantee, scenario: Scenario): SpecPath =>
      where !== undefined && applies(scenario) ? where(scenario) : [];
    const ill = guarantees.flatMap((guarantee) =>
      scenarios
        .map((scenario) => ({ scenario, path: pointing(guarantee, scenario) }))
        .filter(({ scenario, path }) => !resolves(scenario, path))
        .map(({ path }) => `${guarantee.id}: ${path.join('.')}`),
    );
    expect(ill).toEqual([]);
  });

  it('make promises that can be told apart in every scenario', () => {
    const ill = scenarios.flatMap((scenario) =>
      repeated(propertiesOf(scenario, guarantees).properties.map(({ id }) => id)),
    );
    expect(ill).toEqual([]);
  });
});

describe('mutations', () => {
  it('have unique ids in kebab case, and each breaks a guarantee, or is known to break none', () => {
    const mutants = everyMutation.map(({ id }) => id);
    expect(repeated(mutants)).toEqual([]);
    expect(mutants.filter((id) => !kebab.test(id))).toEqual([]);
    const breaking = new Set(guarantees.flatMap(mutantsOf));
    expect(mutants.filter((id) => !breaking.has(id)).sort()).toEqual(Object.keys(unpromised).sort());
  });

  it('exist for every guarantee, and say the mistake in a sentence', () => {
    expect(guarantees.flatMap(mutantsOf).filter((id) => mutationOf(id) === undefined)).toEqual([]);
    expect(everyMutation.filter(({ mistake }) => !/^\p{Lu}.*\.$/su.test(mistake)).map(({ id }) => id)).toEqual([]);
  });
});

const verdicts = (cases: readonly Case[]): string =>
  [...new Set(cases.map(({ verdict }) => verdict))].sort().join(' and ');

/** Standing always: nothing but holds. Otherwise both, unless the model takes the condition for granted. */
const fits = ({ standing }: Guarantee, { cases, alwaysAssumed }: Expectation): boolean =>
  verdicts(cases) === (standing === 'always' || alwaysAssumed !== undefined ? 'holds' : 'holds and violated');

describe('expectations', () => {
  it('stand in the order of the guarantees, one for each', () => {
    expect(expectations.map(({ guarantee }) => guarantee)).toEqual(ids);
  });

  it('agree with what the facts say before any search', () => {
    const ill = guarantees.filter((guarantee) => {
      const expected = expectations.find((expectation) => expectation.guarantee === guarantee.id);
      return expected === undefined || !fits(guarantee, expected);
    });
    expect(ill.map(({ id }) => id)).toEqual([]);
  });
});
