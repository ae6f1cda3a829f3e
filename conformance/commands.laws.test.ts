/** Commands by chance drive any driver, with the model as their oracle: here the drivers of the model and of one mistake. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Commands, commandsFor } from '../generators/arbitrary/index.ts';
import { mutationOf } from '../generators/mutants/index.ts';
import type { Case } from '../generators/suite/case.ts';
import { situations } from '../generators/suite/situations.ts';
import type { Driver } from './driver.ts';
import { modelTarget } from './drivers/model.ts';
import { runCase } from './run.ts';

const seed = 42;
const never = new AbortController().signal;

const caseOf = (commands: Commands): Case => ({
  id: 'by-chance',
  title: 'by chance',
  covers: [],
  expect: { required: [], order: [], allowed: [] },
  ...commands,
});

const verdictOn = async (driver: Driver, commands: Commands): Promise<string> => {
  const one = caseOf(commands);
  await driver.reset(one);
  return (await runCase(one, driver, never)).verdict;
};

const chosen = [
  'one container',
  'restart policy Never',
  'a liveness probe that fails',
  'a memory limit',
  'a readiness gate',
];
const named = situations.filter(({ name }) => chosen.includes(name));

const driverOf = (id?: string): Promise<Driver> => {
  const mutation = id === undefined ? undefined : mutationOf(id);
  return modelTarget({ profile: 'model', seed: '42', ...(mutation === undefined ? {} : { mutation }) }).open();
};

describe('commands by chance on a driver', () => {
  it.each(named.map((scenario) => [scenario.name, scenario] as const))(
    '%s: the model never fails',
    async (_name, scenario) => {
      const driver = await driverOf();
      const property = fc.asyncProperty(commandsFor(scenario, 'model'), async (commands) => {
        expect(await verdictOn(driver, commands)).not.toBe('fail');
      });
      await fc.assert(property, { seed, numRuns: 20 });
      await driver.close();
    },
  );

  it('a mistake is found, and the commands shrink to those that show it', async () => {
    const driver = await driverOf('sigkill-without-sigterm');
    const property = fc.asyncProperty(
      commandsFor(named[0] ?? neverNamed(), 'model'),
      async (commands) => (await verdictOn(driver, commands)) !== 'fail',
    );
    const { counterexample } = await fc.check(property, { seed, numRuns: 100 });
    expect(counterexample?.[0].stimuli.map((step) => step.do.do)).toEqual(['create', expect.stringMatching(/delete$/)]);
    await driver.close();
  });
});

const neverNamed = (): never => {
  throw new Error('there is no such situation');
};
