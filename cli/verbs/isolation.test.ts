import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CheckReport } from '../../reports/check/report.ts';
import { dataIn } from '../../reports/page/testing/data.ts';
import { schemaErrors } from '../../reports/testing/schema.ts';
import { type Answer, podproof, webYaml } from '../testing/world.ts';

const check = vi.hoisted(() => ({ broken: '' }));

vi.mock('../../generators/check/index.ts', async (original) => {
  const real = await original<typeof import('../../generators/check/index.ts')>();
  return {
    ...real,
    checkScenario: (...args: Parameters<typeof real.checkScenario>) => {
      const [{ slice }] = args;
      if (slice === check.broken) throw new Error('kaput\u001b[2J');
      return real.checkScenario(...args);
    },
  };
});

afterEach(() => {
  check.broken = '';
});

const args = ['check', '-', '--guarantee', 'bind-once,admission-before-storage'];
const run = (...more: readonly string[]): Promise<Answer> => podproof([...args, ...more], { text: webYaml });

describe('what one search throws', () => {
  it('is the ending of its scenario; the others are answered, and a report of the bug is asked for', async () => {
    check.broken = 'pod';
    const { exit, out, err } = await run('-o', 'json');
    const { scenarios, ...report } = JSON.parse(out) as CheckReport;
    expect(schemaErrors({ scenarios, ...report })).toEqual([]);
    expect(scenarios.map(({ slice, ending, complete }) => [slice, ending, complete])).toEqual([
      ['pod', 'failed', false],
      ['capacity', 'complete', true],
    ]);
    const verdicts = scenarios.flatMap(({ slice, guarantees }) =>
      guarantees.map(({ verdict, limit }) => [slice, verdict, limit]),
    );
    expect(verdicts).toContainEqual(['pod', 'undecided', 'failed']);
    expect(verdicts).toContainEqual(['capacity', 'holds', undefined]);
    expect(verdicts).not.toContainEqual(['pod', 'holds', undefined]);
    expect(exit).toBe(3);
    expect(err).toMatch(/^podproof: the search of Deployment\/web one pod failed by a bug in podproof 9\.9\.9: kaput/);
    expect(err).toContain('fix: please report it with the command and the manifest');
  });

  it('is said in every report', async () => {
    check.broken = 'pod';
    const { out: all } = await run('--all');
    const [text, junit, markdown, sarif, html] = await Promise.all(
      [[], ['junit'], ['markdown'], ['sarif'], ['html']].map(
        async ([format]) => (await run(...(format === undefined ? [] : ['--report', `${format}=-`]))).out,
      ),
    );
    expect(text).toContain('Deployment/web one pod: the search failed: kaput');
    expect(all).toContain('0 states, 0 transitions, depth 0, 0.0 s, failed: kaput');
    expect(all).toContain('(the search failed: please report it)');
    expect(junit).toContain('<skipped message="undecided: the search failed: please report it"/>');
    expect(markdown).toContain('failed: kaput');
    expect(sarif).toContain('is undecided: the search failed: please report it');
    expect(JSON.stringify(await dataIn(html ?? ''))).toContain('"ending":"failed"');
  });

  it('hides no violation', async () => {
    check.broken = 'pod';
    const { exit } = await podproof(['check', '-', '--fail-on', 'any'], { text: webYaml });
    expect(exit).toBe(1);
  });
});
