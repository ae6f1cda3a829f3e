import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckReport } from '../../reports/check/report.ts';
import { schemaErrors } from '../../reports/testing/schema.ts';
import { directoryWith, podproof, webYaml } from '../testing/world.ts';

const name = '  name: web\nspec:\n  replicas';

/** The Deployment with annotations of its own, and others in its template. */
const annotated = (own: string, inTemplate = '{}'): string =>
  webYaml
    .replace(name, `  name: web\n  annotations: ${own}\nspec:\n  replicas`)
    .replace('      labels:\n', `      annotations: ${inTemplate}\n      labels:\n`);

const grace = ['--guarantee', 'graceful-exit-within-grace'];
let directory: ReturnType<typeof directoryWith>;

beforeAll(() => {
  directory = directoryWith({});
});

afterAll(() => directory.remove());

const check = async (yaml: string, ...args: readonly string[]) => {
  const answer = await podproof(['check', '-', '-o', 'json', ...grace, ...args], { text: yaml });
  const report = JSON.parse(answer.out) as CheckReport;
  expect(schemaErrors(report)).toEqual([]);
  return { ...answer, report, scenario: report.scenarios[0] };
};

describe('assumptions of a workload', () => {
  it('stand in an annotation of the object, decide its answers and are told with their place', async () => {
    expect((await check(webYaml, '--strict')).exit).toBe(3);
    const { exit, scenario } = await check(annotated('{assume.podproof.dev/shutdown: "<=10s"}'), '--strict');
    expect(exit).toBe(0);
    expect(scenario?.delaySources).toEqual([
      { name: 'shutdown', delay: 'shutdown<=10s', by: 'annotation', file: '-', line: 5 },
    ]);
    expect(scenario?.assumptions).toContain(
      'shutdown<=10s: from SIGTERM until a process exits by itself (annotation, -:5)',
    );
  });

  it('of the pod template count before those of the object, and the command line before both', async () => {
    const yaml = annotated('{assume.podproof.dev/shutdown: "<=40s"}', '{assume.podproof.dev/shutdown: "2s..20s"}');
    expect((await check(yaml)).scenario?.delays).toContain('shutdown=2s..20s');
    const { scenario } = await check(yaml, '--assume', 'shutdown<=5s');
    expect(scenario?.delaySources).toEqual([{ name: 'shutdown', delay: 'shutdown=2s..5s', by: 'command line' }]);
  });

  it('belong to it alone, also in a List and on live objects', async () => {
    const other = annotated('{assume.podproof.dev/shutdown: "<=10s"}').split('---')[0] ?? '';
    const items = [other, webYaml.replaceAll('web', 'shop').split('---')[0] ?? ''].map(
      (one) => `- ${one.trim().replaceAll('\n', '\n  ')}\n  status: {replicas: 2}\n`,
    );
    const { report } = await check(`apiVersion: v1\nkind: List\nitems:\n${items.join('')}`);
    const verdicts = report.scenarios.map(({ object, guarantees }) => [object, guarantees[0]?.verdict]);
    expect(verdicts).toEqual([
      ['Deployment/web', 'holds'],
      ['Deployment/shop', 'violated'],
    ]);
  });

  it('with a wrong name or value are problems with their line, what is meant, and exit code 2', async () => {
    const { exit, report } = await check(
      annotated('{assume.podproof.dev/shutdwn: "<=10s", assume.podproof.dev/pre-stop-hook: soon}'),
    );
    expect(exit).toBe(2);
    expect(report.problems).toMatchObject([
      {
        line: 5,
        field: 'metadata.annotations[assume.podproof.dev/shutdwn]',
        message: "there is no assumption 'shutdwn'",
        fix: 'did you mean assume.podproof.dev/shutdown?',
      },
      { line: 5, message: "'soon' is no delay here", fix: 'write a delay as "<=10s", "2s..20s", ">=1m" or "5s"' },
    ]);
    const odd = await check(annotated('{"assume.podproof.dev/x_y": "1s"}'));
    expect(odd.report.problems).toMatchObject([{ fix: 'podproof assumptions lists them all' }]);
  });

  it('on an object that makes no Pods are noted', async () => {
    const yaml = webYaml.replace(
      'kind: Service\nmetadata:\n',
      'kind: Service\nmetadata:\n  annotations: {assume.podproof.dev/shutdown: "1s"}\n',
    );
    expect((await check(yaml)).report.notes).toMatchObject([
      { object: 'Service/web', text: expect.stringContaining('assumes nothing: this object makes no Pods') },
    ]);
  });

  it('are there again in a replay', async () => {
    const file = join(directory.path, 'web.yaml');
    writeFileSync(file, annotated('{assume.podproof.dev/shutdown: "31s..40s"}'));
    const answer = await podproof(['check', file, '-o', 'json', ...grace]);
    const [found] = (JSON.parse(answer.out) as CheckReport).scenarios[0]?.guarantees ?? [];
    const words = found?.replay?.match(/'[^']*'|\S+/g)?.map((word) => word.replaceAll("'", '')) ?? [];
    expect(words.join(' ')).not.toContain('--assume');
    expect((await podproof(words.slice(1))).exit).toBe(1);
  });

  it('are not asked about without time', async () => {
    const yaml = annotated('{assume.podproof.dev/shutdown: "<=10s"}');
    const answer = await podproof(['check', '-', '--untimed', '-o', 'json'], { text: yaml });
    const { scenarios } = JSON.parse(answer.out) as CheckReport;
    expect(scenarios.every(({ delays }) => delays === undefined)).toBe(true);
  });
});
