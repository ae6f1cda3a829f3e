import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { PageData } from '../../reports/page/data.ts';
import { storeOf } from '../../reports/page/store.ts';
import { dataIn } from '../../reports/page/testing/data.ts';
import { directoryWith, podproof } from '../testing/world.ts';

const directory = directoryWith({});
afterAll(() => directory.remove());

const pageOf = async (...args: readonly string[]): Promise<PageData> => {
  const { exit, out } = await podproof(['museum', ...args, '--html', '-']);
  expect(exit).toBe(0);
  return dataIn(out);
};

describe('an exhibit as a page', () => {
  it('is written to a file, with both sides in it', async () => {
    const file = join(directory.path, 'page.html');
    const { exit, out } = await podproof(['museum', 'kubernetes-31219', '--html', file]);
    expect([exit, out]).toEqual([0, `${file}: with the bug, without the bug; open it in a browser\n`]);
    const { title, report } = await dataIn(readFileSync(file, 'utf8'));
    expect(title).toBe('kubernetes-31219');
    expect(report.scenarios.map(({ name, guarantees: [found] }) => [name, found?.verdict])).toEqual([
      ['kubernetes-31219 with the bug', 'violated'],
      ['kubernetes-31219 without the bug', 'holds'],
    ]);
  });

  it.each([
    ['kubernetes-31219', 'a change of the model, a promise of its own'],
    ['kubernetes-115817', 'a guarantee, in time'],
    ['kubernetes-58711', 'two changes at once'],
    ['kubernetes-120671', 'the model as it is'],
  ])('begins with the reported run, which breaks the promise where it ends: %s (%s)', async (id) => {
    const data = await pageOf(id, '--off');
    const store = storeOf(data);
    const [found] = data.report.scenarios[0]?.guarantees ?? [];
    const length = data.scenarios[0]?.runs[0]?.schedule.split('.').length;
    expect(store.view.value).toBe('explorer');
    expect(store.run.value.steps).toHaveLength(length ?? 0);
    expect(store.breaches.value.at(-1)?.map(({ guarantee }) => guarantee)).toEqual([found?.id]);
    expect(store.breaches.value.slice(0, -1).flat()).toEqual([]);
    expect(store.replay.value).toBe(`podproof museum ${id} --schedule ${data.scenarios[0]?.runs[0]?.schedule ?? ''}`);
  });

  it('has on the other side the model without the bug, and a run in which the promise is kept', async () => {
    const data = await pageOf('kubernetes-31219', '--on');
    const store = storeOf(data);
    expect(data.scenarios.flatMap(({ runs }) => runs.map(({ kind }) => kind))).toEqual(['witness']);
    expect(store.run.value.steps.length).toBeGreaterThan(0);
    expect(store.breaches.value.flat()).toEqual([]);
    expect(store.replay.value).toMatch(/^podproof museum kubernetes-31219 --on --schedule [0-9a-z.]+$/);
  });
});
