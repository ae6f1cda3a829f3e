import { describe, expect, it } from 'vitest';
import { goalKinds, profileNames, situations, suiteOf } from '../../generators/suite/index.ts';
import { runCase } from '../run.ts';
import { modelTarget } from './model.ts';

const chosen = situations.filter(({ name }) => ['restart policy Never', 'two init containers'].includes(name));
const signal = new AbortController().signal;

describe('the model as a target', () => {
  it.each(profileNames)(
    'passes its own suite for %s, however the lots fall: in the end it goes the way of each case',
    async (profile) => {
      const { cases } = suiteOf({ profile, goals: goalKinds, situations: chosen });
      expect(cases.length).toBeGreaterThan(3);
      const target = modelTarget({ profile, seed: '3' });
      const driver = await target.open();
      for (const one of cases) {
        // As though no schedule before had come through.
        for (let before = 1; before < target.attempts; before++) await driver.reset(one);
        const { verdict, because } = await runCase(one, driver, signal);
        expect([one.id, verdict, because]).toEqual([one.id, 'pass', '']);
      }
    },
    120_000,
  );
});
