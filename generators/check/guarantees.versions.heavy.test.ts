/** What always holds does so in every version, with the gates and switches of that version: asked where the expectations ask it. */
import { describe, expect, it } from 'vitest';
import { type KubernetesVersion, kubernetesVersions, resolveGates } from '../../model/gates.ts';
import { type Guarantee, guarantees } from '../../model/guarantees/index.ts';
import type { Scenario } from '../../model/scenario.ts';
import { defaultSwitches } from '../../model/switches.ts';
import { examine } from './testing/examine.ts';
import type { Case } from './testing/expectation.ts';
import { expectations } from './testing/expectations.ts';

const always = guarantees.filter(({ standing }) => standing === 'always');

/** The scenario in that version; gates the scenario sets for itself stay. */
const inVersion = (scenario: Scenario, version: KubernetesVersion): Scenario => {
  const gates = resolveGates(version);
  if (!gates.ok) throw new Error(gates.errors.join('; '));
  return {
    ...scenario,
    kubernetesVersion: version,
    featureGates: { ...gates.featureGates, ...scenario.featureGates },
    switches: defaultSwitches[version],
  };
};

const casesOf = ({ id }: Guarantee): readonly Case[] =>
  expectations
    .filter(({ guarantee }) => guarantee === id)
    .flatMap(({ cases }) => cases)
    .filter(({ verdict }) => verdict === 'holds');

describe('guarantees that always hold', () => {
  for (const version of kubernetesVersions) {
    it(`hold in ${version}`, { timeout: 600_000 }, () => {
      const answers = always.flatMap((guarantee) =>
        casesOf(guarantee).map(({ under, scenario, assuming }) => {
          const setting = { scenario: inVersion(scenario, version), ...(assuming === undefined ? {} : { assuming }) };
          const { ending, results } = examine(setting, [guarantee]);
          return { what: `${guarantee.id} if ${under}`, ending, verdict: results.get(guarantee.id)?.verdict };
        }),
      );
      expect(answers.length).toBeGreaterThan(always.length);
      expect(answers.filter(({ ending, verdict }) => ending !== 'complete' || verdict !== 'holds')).toEqual([]);
    });
  }
});
