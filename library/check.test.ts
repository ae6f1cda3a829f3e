import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directoryWith, podproof, webYaml } from '../cli/testing/world.ts';
import type { CheckReport } from '../reports/check/report.ts';
import { checkManifest } from './check.ts';

let directory: ReturnType<typeof directoryWith>;

beforeAll(() => {
  directory = directoryWith({});
});

afterAll(() => directory.remove());

const timeless = ({ scenarios, podproofVersion: _version, ...report }: CheckReport) => ({
  ...report,
  scenarios: scenarios.map((scenario) => ({ ...scenario, seconds: 0 })),
});

const asRead = (text: string) => JSON.parse(text) as CheckReport;

const some = ['--guarantee', 'graceful-exit-within-grace,bind-once,traffic-only-to-serving'];
const guarantees = ['graceful-exit-within-grace', 'bind-once', 'traffic-only-to-serving'];

describe('checkManifest', () => {
  it('gives the report that the command prints, with every option', async () => {
    const args = ['--assume', 'shutdown<=5s', '--kubernetes-version', '1.36', '--user', 'delete=1', '--nodes', '2'];
    const { out } = await podproof(['check', '-', '-o', 'json', ...some, ...args], { text: webYaml });
    const report = await checkManifest(webYaml, {
      guarantees,
      assume: ['shutdown<=5s'],
      kubernetesVersion: '1.36',
      user: { delete: 1 },
      nodes: 2,
      failOn: 'any',
    });
    expect(report.scenarios.length).toBeGreaterThan(2);
    expect(report.findings.length).toBeGreaterThan(0);
    expect(timeless(asRead(JSON.stringify(report)))).toEqual(timeless(asRead(out)));
  });

  it('takes several texts, and tells problems by their file and line, beside the answers to the others', async () => {
    const files = { 'web.yaml': webYaml, 'bad.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {}\n' };
    for (const [file, text] of Object.entries(files)) writeFileSync(join(directory.path, file), text);
    const report = await checkManifest(
      Object.entries(files).map(([file, text]) => ({ file: join(directory.path, file), text })),
      { guarantees: ['bind-once'], slice: 'pod' },
    );
    expect(report.problems).toMatchObject([{ file: join(directory.path, 'bad.yaml'), line: 4 }]);
    expect(report.scenarios.map(({ object }) => object)).toEqual(['Deployment/web']);
    const paths = Object.keys(files).map((file) => join(directory.path, file));
    const { out } = await podproof(['check', ...paths, '-o', 'json', '--guarantee', 'bind-once', '--slice', 'pod']);
    expect(timeless(asRead(JSON.stringify(report)))).toEqual(timeless(asRead(out)));
  });

  it('ends with what is known when its signal comes, and at its limits', async () => {
    const ended = await checkManifest(webYaml, { guarantees: ['bind-once'], signal: AbortSignal.abort() });
    expect(new Set(ended.scenarios.map(({ ending }) => ending))).toEqual(new Set(['interrupted']));
    const limited = await checkManifest(webYaml, { guarantees: ['bind-once'], slice: 'pod', maxStates: 10 });
    expect(limited.scenarios[0]).toMatchObject({ ending: 'max-states', guarantees: [{ verdict: 'undecided' }] });
    const begun: string[] = [];
    const during = new AbortController();
    const report = await checkManifest(webYaml, {
      guarantees: ['bind-once'],
      signal: during.signal,
      onScenario: (name) => {
        begun.push(name);
        if (begun.length === 2) during.abort();
      },
    });
    expect(begun).toHaveLength(2);
    expect(report.scenarios[0]?.ending).toBe('complete');
    expect(report.scenarios.at(-1)?.ending).toBe('interrupted');
  });

  it('refuses what cannot be asked, with what to do', async () => {
    const refused = (...args: Parameters<typeof checkManifest>) =>
      checkManifest(...args).catch((error: unknown) => error);
    expect(await refused('')).toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('nothing to check'),
    });
    expect(await refused(webYaml, { guarantees: ['bind-onec'] })).toMatchObject({
      fix: expect.stringContaining('did you mean bind-once?'),
    });
    expect(await refused(webYaml, { kubernetesVersion: '9' })).toMatchObject({ name: 'InputError' });
    expect(await refused(webYaml, { assume: ['shutdwn<=1s'] })).toMatchObject({ name: 'InputError' });
    expect(await refused(webYaml, { assume: ['shutdown<=1s'], untimed: true })).toMatchObject({
      message: expect.stringContaining('contradict'),
    });
    expect(await refused(webYaml, { nodes: 0 })).toMatchObject({ name: 'InputError' });
    expect(await refused(webYaml, { nodes: 1.5 })).toMatchObject({ name: 'InputError' });
    const twice = { file: 'a', text: webYaml };
    expect(await refused([twice, twice])).toMatchObject({ message: 'a: two texts go by this name' });
  });
});
