import { describe, expect, it } from 'vitest';
import { mutationOf } from '../generators/mutants/index.ts';
import { conform } from './conform.ts';
import { modelTarget } from './drivers/model.ts';
import { caseOf, deletion, initThenMain, restarts, suiteOf } from './testing/cases.ts';

const signal = new AbortController().signal;
const options = { parallel: 2, signal };
const sketches = [
  restarts('Always', 1),
  restarts('OnFailure', 0),
  restarts('OnFailure', 1),
  restarts('Never', 1),
  initThenMain('Always'),
  initThenMain('Never'),
  deletion('heeds', null),
  deletion('ignores', 1),
];
const suite = suiteOf(
  'podman',
  sketches.map((sketch) => caseOf(sketch, 'podman')),
);

const mutant = (id: string) => {
  const mutation = mutationOf(id);
  if (mutation === undefined) throw new Error(`no mutation ${id}`);
  return modelTarget({ profile: 'podman', seed: '1', mutation });
};

describe('conform', () => {
  it('the model conforms to its own suite whatever the seed', async () => {
    for (const seed of ['1', '2', '3', '4', '5']) {
      const { cases } = await conform(suite, modelTarget({ profile: 'podman', seed }), options);
      expect(cases.map(({ id, verdict, because }) => `${id} ${verdict} ${because}`)).toEqual(
        sketches.map(({ id }) => `${id} pass `),
      );
    }
  });

  it('a mutant that starts main beside init fails, with the guard and its own name', async () => {
    const { cases } = await conform(suite, mutant('main-beside-init'), options);
    const failed = cases.filter(({ verdict }) => verdict === 'fail');
    expect(failed.map(({ id }) => id)).toEqual(['init-then-main-Always', 'init-then-main-Never']);
    console.log(JSON.stringify(failed, null, 1));
  });
});
