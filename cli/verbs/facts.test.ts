import { describe, expect, it } from 'vitest';
import { catalogue } from '../../model/facts/index.ts';
import { podproof } from '../testing/world.ts';

interface FactData {
  readonly id: string;
  readonly status: 'modelled' | 'excluded';
  readonly sentence: string;
  readonly source: string;
  readonly tests: readonly string[];
  readonly because?: string;
}

const factsAsData = async (...args: readonly string[]) =>
  JSON.parse((await podproof(['facts', '-o', 'json', ...args])).out) as readonly FactData[];

describe('podproof facts', () => {
  it('shows every fact with its source and its tests, and counts them', async () => {
    const { exit, out } = await podproof(['facts']);
    const excluded = catalogue.filter(({ because }) => because !== undefined).length;
    expect(exit).toBe(0);
    for (const { id } of catalogue) expect(out).toMatch(new RegExp(`^${id} +(modelled|excluded) `, 'm'));
    expect(out).toContain(`${catalogue.length} facts: ${catalogue.length - excluded} modelled`);
    expect(out).toContain(`${excluded} excluded\n`);
  });

  it('is an array for machines', async () => {
    const facts = await factsAsData();
    expect(facts.map(({ id }) => id)).toEqual(catalogue.map(({ id }) => id));
    expect(facts.filter(({ sentence, source }) => sentence === '' || source === '')).toEqual([]);
    const [modelled, excluded] = ['modelled', 'excluded'].map((wanted) =>
      facts.filter(({ status }) => status === wanted),
    );
    expect(modelled?.filter(({ tests }) => tests.length === 0)).toEqual([]);
    expect(excluded?.filter(({ because }) => because?.startsWith('excluded because ') !== true)).toEqual([]);
  });

  it('can be narrowed to what is modelled or left out', async () => {
    const [modelled, excluded] = [await factsAsData('--status', 'modelled'), await factsAsData('--status=excluded')];
    expect(new Set(modelled.map(({ status }) => status))).toEqual(new Set(['modelled']));
    expect(new Set(excluded.map(({ status }) => status))).toEqual(new Set(['excluded']));
    expect(modelled.length + excluded.length).toBe(catalogue.length);
    expect(await podproof(['facts', '--status', 'guessed'])).toMatchObject({ exit: 2, out: '' });
  });
});
