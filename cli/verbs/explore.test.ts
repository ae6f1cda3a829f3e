import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { Event } from '../../model/event.ts';
import { enabled, modelOf } from '../../model/reducer.ts';
import { dataIn } from '../../reports/page/testing/data.ts';
import { type ScenarioData, scenarioData, scenarioFrom } from '../../reports/run/scenarioData.ts';
import { schemaErrors } from '../../reports/testing/schema.ts';
import { readTasks } from '../input/scenarios.ts';
import { directoryWith, podproof, webYaml } from '../testing/world.ts';

const directory = directoryWith({ 'web.yaml': webYaml, 'wrong.yaml': webYaml.replace('image:', 'imag:') });
const file = join(directory.path, 'page.html');
const web = join(directory.path, 'web.yaml');
const race = ['--slice', 'endpoints', '--guarantee', 'endpoint-not-ready-before-sigterm'];
const folder = new URL('../../examples/', import.meta.url);
const examples = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const nothing = async function* () {
  yield* [];
};
afterAll(() => directory.remove());

describe('podproof explore', () => {
  it('writes one page with the scenarios and the runs worth a look, and says where', async () => {
    const { exit, out } = await podproof(['explore', web, ...race, '-o', file]);
    expect([exit, out]).toEqual([0, `${file}: 1 scenario, 1 counterexample; open it in a browser\n`]);
    const data = await dataIn(readFileSync(file, 'utf8'));
    expect(data).toMatchObject({ title: 'web.yaml', opens: 'explorer' });
    expect(data.scenarios.flatMap(({ runs }) => runs.map(({ kind }) => kind)).sort()).toEqual(['violation', 'witness']);
  });

  it('writes to standard output what it would write to a file', async () => {
    const { exit, out } = await podproof(['explore', web, ...race, '-o', '-']);
    expect(exit).toBe(0);
    expect((await dataIn(out)).report.scenarios[0]?.guarantees[0]?.verdict).toBe('violated');
  });

  it('writes what it knows when it is interrupted, and says so by its exit code', async () => {
    const { exit, out } = await podproof(['explore', web, ...race, '-o', '-'], {
      interruption: () => AbortSignal.abort(),
    });
    expect(exit).toBe(130);
    expect((await dataIn(out)).report.scenarios[0]).toMatchObject({ ending: 'interrupted', complete: false });
  });

  it('writes nothing about manifests that are wrong', async () => {
    const other = join(directory.path, 'other.html');
    const { exit, err } = await podproof(['explore', join(directory.path, 'wrong.yaml'), '-o', other]);
    expect([exit, existsSync(other)]).toEqual([2, false]);
    expect(err).toContain('imag');
  });

  it.each(examples)('is about the very same model after its scenarios were text: %s', async (name) => {
    const { tasks } = await readTasks([fileURLToPath(new URL(name, folder))], false, {}, nothing);
    for (const { scenario } of tasks) {
      const data = JSON.parse(JSON.stringify(scenarioData(scenario))) as ScenarioData;
      expect(schemaErrors(data, 'scenario')).toEqual([]);
      expect(scenarioFrom(data)).toEqual(scenario);
      const [before, after] = [scenario, scenarioFrom(data)].map((one) => {
        const model = modelOf(one);
        const events: Event[] = [];
        let cluster = model.initial;
        for (let step = 0; step < 60; step += 1) {
          const offered = enabled(cluster).filter(({ type }) => type !== 'apiserver/stageRejected');
          const event = offered[(step * 7) % Math.max(offered.length, 1)];
          if (event === undefined) break;
          events.push(event);
          cluster = model.reduce(cluster, event);
        }
        return { initial: model.initial, events, cluster };
      });
      expect(after).toEqual(before);
      expect(after?.events.length).toBeGreaterThan(3);
    }
  });

  it('complains about a place it cannot write to', async () => {
    const { exit, err } = await podproof(['explore', web, ...race, '-o', join(directory.path, 'no/where.html')]);
    expect(exit).toBe(2);
    expect(err).toMatch(/cannot be written .*\n {2}fix: /);
  });
});
