import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { situations, suiteOf, vitestFiles } from '../../generators/suite/index.ts';
import { adapterWith, followed, type Outcome, runStandalone } from '../../generators/suite/testing/standalone.ts';
import type { ConformReport } from '../../reports/conform/report.ts';
import { schemaErrors } from '../../reports/testing/schema.ts';
import { podproof } from '../testing/world.ts';

const suite = suiteOf({
  profile: 'model',
  goals: ['transition'],
  situations: situations.filter(({ name }) => name === 'one container'),
});
const base = mkdtempSync(join(tmpdir(), 'podproof-vitest-report-'));
const path = (name: string, file: string) => join(base, name, file);
const runsOf = (name: string) => JSON.parse(readFileSync(path(name, 'runs.json'), 'utf8')) as ConformReport;
let outcomes: readonly Outcome[] = [];

beforeAll(async () => {
  outcomes = await Promise.all([
    runStandalone(join(base, 'right'), vitestFiles(suite), adapterWith(followed)),
    runStandalone(join(base, 'empty'), vitestFiles(suite), undefined),
  ]);
}, 120_000);

afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('what the generated vitest files write down', () => {
  it('is a report as podproof conform writes one: every case in the order of the suite', () => {
    for (const name of ['right', 'empty']) {
      const runs = runsOf(name);
      expect(schemaErrors(runs, 'conform-report')).toEqual([]);
      expect(runs.cases.map(({ id }) => id)).toEqual(suite.cases.map(({ id }) => id));
    }
    expect(outcomes.map(({ code }) => code)).toEqual([0, 1]);
    const [target] = runsOf('right').targets;
    expect(target).toMatchObject({ target: 'toy 1', fail: 0 });
    expect(target?.pass).toBeGreaterThan(0);
    expect(runsOf('right').cases.every(({ trace }) => trace.length > 0)).toBe(true);
    expect(runsOf('empty').cases[0]?.because).toContain('does not say yet how to create');
  });

  it('is read by podproof report', async () => {
    const { exit, out } = await podproof(['report', path('right', 'suite.json'), path('right', 'runs.json')]);
    expect(exit).toBe(0);
    expect(out).toContain('toy 1');
  });
});
