/** Recorded runs as a source of coverage: from `replay -o json` and the counterexamples of `check -o json` to `report`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultKubernetesVersion } from '../../model/versions.ts';
import type { CheckReport } from '../../reports/check/report.ts';
import type { CoverageReport } from '../../reports/coverage/report.ts';
import { dataIn } from '../../reports/page/testing/data.ts';
import type { TraceReport } from '../../reports/run/report.ts';
import { schemaErrors } from '../../reports/testing/schema.ts';
import { directoryWith, podproof, webYaml } from '../testing/world.ts';

const guarantee = 'endpoint-not-ready-before-sigterm';
const directory = directoryWith({ 'web.yaml': webYaml });
const at = (name: string) => join(directory.path, name);
const search = ['check', at('web.yaml'), '--slice', 'endpoints'];
const timed = ['check', at('web.yaml'), '--slice', 'timed-shutdown'];
let recorded: TraceReport;
let checked: CheckReport;

const reportOf = async (text: string, ...more: readonly string[]): Promise<CoverageReport> => {
  const { exit, out, err } = await podproof(['report', '-', '-o', 'json', ...more], { text });
  expect([exit, err]).toEqual([0, '']);
  return JSON.parse(out) as CoverageReport;
};

const reachedBy = ({ goals }: CoverageReport, source: number): readonly string[] =>
  goals.filter(({ by }) => by.includes(source)).map(({ id }) => id);

beforeAll(async () => {
  const { out } = await podproof([...search, '-o', 'json', '--report', `coverage=${at('web.json')}`]);
  checked = JSON.parse(out) as CheckReport;
  const found = checked.scenarios[0]?.guarantees.find(({ id }) => id === guarantee);
  const schedule = found?.replay?.split(' ').at(-1) ?? '';
  const run = ['replay', at('web.yaml'), '--scenario', checked.scenarios[0]?.name ?? '', '--schedule', schedule];
  recorded = JSON.parse((await podproof([...run, '-o', 'json'])).out) as TraceReport;
}, 60_000);
afterAll(() => directory.remove());

describe('podproof replay -o json', () => {
  it('is a trace as its schema describes it, with its scenario, and the schema can say no', () => {
    expect(schemaErrors(recorded, 'trace')).toEqual([]);
    expect(schemaErrors(recorded.scenario, 'scenario')).toEqual([]);
    expect(schemaErrors({ ...recorded, slice: 'pizza' }, 'trace')).not.toEqual([]);
    expect(recorded.steps.at(-1)?.event.type).toBe('runtime/sigtermSent');
    expect(recorded.breaks.map((one) => one.guarantee)).toContain(guarantee);
  });

  it('exits as it does with text', async () => {
    const { name } = checked.scenarios[0] ?? { name: '' };
    const run = ['replay', at('web.yaml'), '--scenario', name, '--schedule', recorded.schedule, '-o', 'json'];
    expect((await podproof(run)).exit).toBe(0);
    expect((await podproof([...run, '--guarantee', guarantee])).exit).toBe(1);
  });
});

describe('a trace as a source of coverage', () => {
  it('visits events, transitions, states, pairs and situations', async () => {
    const report = await reportOf(JSON.stringify(recorded));
    expect(report.sources).toEqual([{ name: 'standard input', kind: 'trace' }]);
    const ids = reachedBy(report, 0);
    expect(ids).toEqual(
      expect.arrayContaining([
        'event:runtime/sigtermSent',
        'transition:endpoint: absent —endpointslice/sliceWritten→ ready',
        'state:container: running',
        'pair:container: waiting: created —runtime/containerStarted→ running, then running —runtime/sigtermSent→ running: SIGTERM',
        `witness:${guarantee}`,
      ]),
    );
    expect(ids).not.toContain('event:kubelet/podFinallyDeleted');
  });

  it('visits nothing that the exploration of its scenario does not visit', async () => {
    const explored = new Set(reachedBy(await reportOf(readFileSync(at('web.json'), 'utf8')), 0));
    const report = await reportOf(JSON.stringify(checked));
    const traces = report.sources.flatMap(({ kind }, index) => (kind === 'trace' ? [index] : []));
    expect(traces.length).toBeGreaterThan(1);
    for (const index of traces) {
      const ids = reachedBy(report, index);
      expect(ids.length).toBeGreaterThan(30);
      expect(ids.filter((id) => !explored.has(id))).toEqual([]);
    }
  });

  it('may be a run in time, whose delays have no end', async () => {
    const { out } = await podproof([...timed, '-o', 'json']);
    expect(schemaErrors(JSON.parse(out))).toEqual([]);
    const { scenario } = (JSON.parse(out) as CheckReport).scenarios[0] ?? {};
    expect(scenario?.assumptions?.['image-pull']?.latest).toBeNull();
    const report = await reportOf(out);
    expect(report.sources.map(({ kind }) => kind)).toContain('trace');
    expect(report.goals.find(({ id }) => id === 'event:runtime/sigkillSent')?.by.length).toBeGreaterThan(0);
  });

  it('stands in every kind of report', async () => {
    writeFileSync(at('run.json'), JSON.stringify(recorded));
    const [text, markdown, html] = await Promise.all(
      ['text', 'markdown', 'html'].map(
        async (output) => (await podproof(['report', at('run.json'), '-o', output])).out,
      ),
    );
    expect(text).toContain('transitions');
    expect(markdown).toMatch(/^\| run \(trace\) \|/m);
    expect(JSON.stringify(await dataIn(html ?? ''))).toContain('"kind":"trace"');
  });
});

describe('a record that cannot be believed', () => {
  /** The trace after something was done to its JSON text. */
  const told = async (change: (text: string) => string) => {
    const text = change(JSON.stringify(recorded));
    expect(text).not.toBe(JSON.stringify(recorded));
    const { exit, err, out } = await podproof(['report', '-'], { text });
    expect([exit, out]).toEqual([2, '']);
    return err;
  };
  const edited = (change: (trace: TraceReport) => unknown) =>
    told((text) => JSON.stringify(change(JSON.parse(text) as TraceReport)));

  it('has a step that cannot happen: the step is named, and what can happen instead', async () => {
    const swapped = ({ steps, ...rest }: TraceReport) => ({ ...rest, steps: [steps[1], steps[0], ...steps.slice(2)] });
    const err = await edited(swapped);
    expect(err).toContain('-: step 1 (steps[0]): {');
    expect(err).toContain('cannot happen there; what can is {"type":"user/createRequested","uid":"web-1#1"}');
  });

  it('names an event there is not, and the one that may be meant', async () => {
    const err = await told((text) => text.replace('kubelet/podAdmitted', 'kubelet/podAdmited'));
    expect(err).toMatch(
      /step \d+ \(steps\[\d+\]\): there is no event 'kubelet\/podAdmited'; did you mean kubelet\/podAdmitted\?/,
    );
  });

  it('names a pod there is not', async () => {
    const err = await told((text) =>
      text.replace('"type":"user/createRequested","uid":"web-1#1"', '"type":"user/createRequested","uid":"db#1"'),
    );
    expect(err).toContain('step 1 (steps[0]): there is no uid "db#1" in the scenario; there is web-1#1');
  });

  it.each([
    ['another version of the format', '"podproof.dev/v1"', '"podproof.dev/v2"', 'apiVersion: is "podproof.dev/v2"'],
    ['another kind', '"kind":"Trace"', '"kind":"Tracer"', 'is no CheckReport, CoverageReport'],
    ['a kind that every object has', '"kind":"Trace"', '"kind":"constructor"', '(kind "constructor")'],
    [
      'a Kubernetes nobody knows',
      `"kubernetesVersion":"${defaultKubernetesVersion}"`,
      '"kubernetesVersion":"1.99"',
      "unknown Kubernetes version '1.99'",
    ],
    ['a gate nobody knows', '"SidecarContainers"', '"SidecarContainer"', "unknown feature gate 'SidecarContainer'"],
    [
      'a switch nobody knows',
      '"proxyPrefersLiveEndpoint"',
      '"proxyPrefersLiveEndpoints"',
      "unknown switch 'proxyPrefersLiveEndpoints'; did you mean proxyPrefersLiveEndpoint?",
    ],
    [
      'a field too many',
      '"schedule":',
      '"__proto__":{"polluted":true},"schedule":',
      'has a field "__proto__" that podproof does not know',
    ],
    ['a field too few', '"slice":"endpoints",', '', 'it: has no "slice"'],
    ['a wrong word', '"slice":"endpoints"', '"slice":"pizza"', 'slice: must be one of'],
    [
      'a wrong type, deep inside',
      '"terminationGracePeriodSeconds":30',
      '"terminationGracePeriodSeconds":"30"',
      'scenario.instances["web-1#1"].spec.terminationGracePeriodSeconds: must be integer, and is "30"',
    ],
    ['a step without an event', '"event":{', '"evnt":{', 'steps[0]: has no "event"'],
    ['an end too early', '}', '', 'is not JSON'],
  ])('has %s', async (_what, from, to, words) => {
    const err = await told((text) => (to === '' && from === '}' ? text.slice(0, -1) : text.replace(from, to)));
    expect(err).toContain(words);
    expect(err).toContain('fix: ');
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('is no text, nothing, a list, a directory, or not there', async () => {
    const junk = directoryWith({
      'binary.json': new Uint8Array([0xff, 0xfe, 0x00, 0x80]),
      'empty.json': '',
      'list.json': '[1, 2]',
      'deep.json': '['.repeat(200_000),
    });
    const errors = await Promise.all(
      ['binary.json', 'empty.json', 'list.json', 'deep.json', 'none.json', '.'].map(async (name) => {
        const { exit, err } = await podproof(['report', join(junk.path, name)]);
        expect(exit).toBe(2);
        return err;
      }),
    );
    junk.remove();
    const words = ['not UTF-8', 'is not JSON', '(no kind)', 'is not JSON', 'no such file', 'is a directory'];
    for (const [index, word] of words.entries()) expect(errors[index]).toContain(word);
  });

  it('has a counterexample that does not happen: scenario, guarantee and step are named', async () => {
    const [first, ...others] = checked.scenarios;
    const index = first?.guarantees.findIndex(({ trace }) => trace !== undefined) ?? -1;
    const guarantees = first?.guarantees.map((one, place) =>
      place === index ? { ...one, trace: one.trace?.slice(1) } : one,
    );
    const text = JSON.stringify({ ...checked, scenarios: [{ ...first, guarantees }, ...others] });
    const { exit, err } = await podproof(['report', '-'], { text });
    expect(exit).toBe(2);
    expect(err).toContain(`-: step 1 (scenarios[0].guarantees[${index}].trace[0]): `);
  });
});
