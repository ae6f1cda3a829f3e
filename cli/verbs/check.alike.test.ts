/** Workloads that differ in names alone: the JSON tells each run once, and whoever reads it again finds all of them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { BriefReport } from '../../reports/check/toldOnce.ts';
import { schemaErrors } from '../../reports/testing/schema.ts';
import { directoryWith, podproof, webYaml } from '../testing/world.ts';

const directory = directoryWith({
  'two.yaml': `${webYaml}---\n${webYaml.replaceAll('web', 'shop')}`,
  'one.yaml': webYaml,
});
afterAll(() => directory.remove());

const check = async (name: string, ...args: readonly string[]) =>
  (await podproof(['check', join(directory.path, name), '--slice', 'timed-endpoints', ...args])).out;
const reportOf = async (name: string): Promise<BriefReport> =>
  JSON.parse(await check(name, '-o', 'json')) as BriefReport;

const violated = ({ scenarios }: BriefReport, object: string) =>
  scenarios
    .filter((one) => one.object === object)
    .flatMap(({ guarantees }) => guarantees.filter(({ verdict }) => verdict === 'violated'));

describe('check -o json of workloads that differ in names alone', () => {
  it('tells each run once, and of the others where', async () => {
    const report = await reportOf('two.yaml');
    expect(schemaErrors(report)).toEqual([]);
    const [web, shop] = [violated(report, 'Deployment/web'), violated(report, 'Deployment/shop')];
    expect(web.length).toBeGreaterThan(0);
    expect(shop.map(({ id }) => id)).toEqual(web.map(({ id }) => id));
    const [scenario] = report.scenarios.filter(({ object }) => object === 'Deployment/web').map(({ name }) => name);
    for (const found of web) expect(found).toMatchObject({ trace: expect.any(Array) });
    for (const found of shop) {
      expect(found).not.toHaveProperty('trace');
      expect(found).not.toHaveProperty('sentence');
      expect(found.replay).toContain('shop');
    }
    const [copy] = report.scenarios.filter(({ object }) => object === 'Deployment/shop');
    expect(copy?.sameAs).toEqual({ object: 'Deployment/web', scenario });
    expect(copy).not.toHaveProperty('scenario');
    // Whoever reads the screen sees both.
    expect(await check('two.yaml', '--all')).toMatch(/Deployment\/shop.*deletes pod shop-1/s);
  }, 60_000);

  it('is read again with all its runs', async () => {
    const file = join(directory.path, 'report.json');
    const report = await reportOf('two.yaml');
    writeFileSync(file, JSON.stringify(report));
    const coverage = JSON.parse((await podproof(['report', file, '-o', 'json'])).out) as {
      readonly sources: readonly { readonly name: string; readonly kind: string }[];
    };
    const traces = coverage.sources.filter(({ kind }) => kind === 'trace').map(({ name }) => name);
    expect(traces.filter((name) => name.startsWith('Deployment/shop'))).toHaveLength(
      violated(report, 'Deployment/shop').length,
    );
    expect(
      (await podproof(['check', join(directory.path, 'two.yaml'), '--slice', 'timed-endpoints', '--against', file]))
        .exit,
    ).toBe(0);
    const lost = JSON.stringify(report).replaceAll(
      '"sameAs":{"object":"Deployment/web","scenario":"Deployment/web',
      '"sameAs":{"object":"Deployment/web","scenario":"Deployment/wob',
    );
    writeFileSync(file, lost);
    const { exit, err } = await podproof(['report', file]);
    expect([exit, err]).toEqual([2, expect.stringContaining('sameAs: names a scenario that does not tell it')]);
  }, 60_000);
});
