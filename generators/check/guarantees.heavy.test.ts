/** Everything at once: the guarantees that always hold, under every delete and fault together. */
import { describe, expect, it } from 'vitest';
import { guarantees } from '../../model/guarantees/index.ts';
import type { Scenario } from '../../model/scenario.ts';
import { container } from '../../model/testing/scenario.ts';
import { examine } from './testing/examine.ts';
import { hook, init, noLag, onePod, placed, withEmptyDir } from './testing/scenarios.ts';

const everything = {
  user: { delete: 1, 'delete-shorter': 1, 'force-delete': 1 },
  faults: { 'kubelet-restart': 1, 'sandbox-failure': 1, 'container-crash': 1, 'stop-failure': 1, ...noLag },
} as const;

const hooked = { ...withEmptyDir, containers: [container('app', { volumeMounts: ['data'], preStop: hook })] };

const scenarios: Readonly<Record<string, Scenario>> = {
  'a plain pod with a deadline': onePod({ activeDeadlineSeconds: 60, ...placed }, everything),
  'a pod with a volume and a hook': onePod({ ...hooked, ...placed }, everything),
  'a Job with an init container': onePod({ initContainers: [init()], restartPolicy: 'Never', ...placed }, everything),
};

const always = guarantees.filter(({ standing }) => standing === 'always');

describe('guarantees that always hold', () => {
  for (const [what, scenario] of Object.entries(scenarios)) {
    it(`hold under every delete and fault together: ${what}`, { timeout: 120_000 }, () => {
      const { ending, results } = examine({ scenario }, always);
      const broken = [...results.values()].filter(({ verdict }) => verdict !== 'holds');
      expect(ending).toBe('complete');
      expect(broken.map(({ guarantee, subject }) => `${guarantee.id} ${subject}`)).toEqual([]);
      expect([...results.values()].filter(({ reached }) => reached > 0).length).toBeGreaterThan(15);
    });
  }
});
