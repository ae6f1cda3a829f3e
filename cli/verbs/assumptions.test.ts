import { describe, expect, it } from 'vitest';
import { assumptionKinds, assumptionNames, settableNames } from '../../model/assumptions.ts';
import type { AssumptionsReport } from '../../reports/catalogue/assumptions.ts';
import { schemaErrors } from '../../reports/testing/schema.ts';
import { podproof, webYaml } from '../testing/world.ts';

const asData = async (args: readonly string[], text?: string) => {
  const answer = await podproof(['assumptions', '-o', 'json', ...args], text === undefined ? {} : { text });
  const report = JSON.parse(answer.out) as AssumptionsReport;
  expect(schemaErrors(report, 'assumptions-report')).toEqual([]);
  return { ...answer, report };
};

const annotated = webYaml.replace(
  '  name: web\nspec:\n  replicas',
  '  name: web\n  annotations:\n    assume.podproof.dev/shutdown: "<=10s"\nspec:\n  replicas',
);

describe('podproof assumptions', () => {
  it('lists every name with its default, where that comes from and how to measure it', async () => {
    const { exit, out } = await podproof(['assumptions']);
    expect(exit).toBe(0);
    for (const name of settableNames) expect(out).toMatch(new RegExp(`^${name}$`, 'm'));
    expect(out).toContain('default   <=3s: the sum of the two');
    expect(out).toContain('default   any time: nothing in Kubernetes bounds it');
    expect(out).toContain('kubeproxy_network_programming_duration_seconds_bucket[7d]');
    expect(out).toContain('assume.podproof.dev/NAME');
  });

  it('is data too, one entry for each name', async () => {
    const { report } = await asData([]);
    expect(report.assumptions.map(({ name }) => name)).toEqual([...settableNames]);
    for (const name of assumptionNames)
      expect(report.assumptions).toContainEqual(
        expect.objectContaining({ name, because: assumptionKinds[name].because }),
      );
    expect(report.assumptions.find(({ name }) => name === 'shutdown')?.default).toBe('>=0s');
    expect(new Set(report.assumptions.map(({ howToMeasure }) => howToMeasure.how)).size).toBe(settableNames.length);
  });

  it('says for files what is in force for each workload, and where it was said', async () => {
    const { exit, out } = await podproof(['assumptions', '-', '--assume', 'pre-stop-hook<=5s'], { text: annotated });
    expect(exit).toBe(0);
    expect(out).toMatch(/^Deployment\/web$/m);
    expect(out).toMatch(/^ {2}shutdown<=10s +annotation, -:6$/m);
    expect(out).toMatch(/^ {2}pre-stop-hook<=5s +--assume$/m);
    expect(out).toContain(`the other ${assumptionNames.length - 2} by default`);
  });

  it('has the defaults of a workload in its data', async () => {
    const { report } = await asData(['-'], annotated);
    const [web] = report.workloads;
    expect(web?.inForce.map(({ name }) => name)).toEqual([...assumptionNames]);
    expect(web?.inForce).toContainEqual({
      name: 'shutdown',
      delay: 'shutdown<=10s',
      by: 'annotation',
      file: '-',
      line: 6,
    });
    expect(web?.inForce).toContainEqual({ name: 'image-pull', delay: 'image-pull>=0s', by: 'default' });
  });

  it('tells what is wrong with the input, and has nothing to say without time', async () => {
    const wrong = await podproof(['assumptions', '-'], { text: annotated.replace('/shutdown', '/shutdwn') });
    expect(wrong).toMatchObject({
      exit: 2,
      err: expect.stringContaining('did you mean assume.podproof.dev/shutdown?'),
    });
    expect(await podproof(['assumptions', '--untimed'])).toMatchObject({ exit: 2, out: '' });
  });
});
