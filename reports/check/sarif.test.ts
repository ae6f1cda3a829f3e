import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { lanesOf } from '../run/lanes.ts';
import type { Location } from '../run/location.ts';
import { reportWith, sampleChecked, sampleFinding, sampleKnown, sampleQuestion } from '../testing/findings.ts';
import { sampleResult, sampleTrace } from '../testing/run.ts';
import { sarifErrors } from '../testing/sarifSchema.ts';
import type { Checked, CheckReport } from './report.ts';
import { checkSarif } from './sarif.ts';

const location: Location = {
  file: './deploy/web app.yaml',
  line: 16,
  column: 11,
  field: 'spec.containers[0].lifecycle.preStop',
  written: false,
  text: '        - name: app',
};
const finding = sampleFinding({ location, also: [{ guarantee: 'other', scenario: 'Deployment/web endpoints' }] });

const logOf = (report: Partial<CheckReport> = {}, checked: Partial<Checked> = {}, paths: readonly string[] = []): Log =>
  checkSarif(reportWith([finding], report, [sampleChecked(checked)]), paths);

const at = (fields: Partial<Location>): Partial<CheckReport> => ({
  findings: [sampleFinding({ location: { ...location, ...fields } })],
});

const resultOf = (log: Log) => log.runs[0]?.results?.[0];
const threads = (log: Log) => resultOf(log)?.codeFlows?.[0]?.threadFlows ?? [];

describe('a check as SARIF', () => {
  it('is what the official schema says, and the schema can say no', () => {
    expect(sarifErrors(logOf())).toEqual([]);
    expect(sarifErrors(logOf(at({ file: '-' })))).toEqual([]);
    expect(sarifErrors({ ...logOf(), version: '2.0.0' })).not.toEqual([]);
    const [run] = logOf().runs;
    expect(sarifErrors({ ...logOf(), runs: [{ ...run, results: [{ ruleId: 'x' }] }] })).not.toEqual([]);
  });

  it('calls the way to answer a question no fix, and nothing proved', () => {
    const fix = { text: "say it once: --assume 'shutdown<=10s'", proved: true, edits: [] };
    const text = resultOf(logOf({ findings: [sampleQuestion({ fix })] }))?.message.text;
    expect(text).toContain("\n\nsay it once: --assume 'shutdown<=10s'.\n\n");
    expect(text).not.toContain('(proved)');
    expect(resultOf(logOf())?.message.text).toContain('Fix: lifecycle.preStop.sleep.seconds: 4');
  });

  it('suppresses what the manifest ignores, with its reason, and warns of what ignores nothing', () => {
    const unused = {
      file: 'a.yaml',
      line: 3,
      column: 1,
      field: 'metadata',
      message: 'ignores nothing',
      fix: 'remove it',
    };
    const log = logOf({ findings: [sampleFinding({ ignored: 'we retry' })], unusedIgnores: [unused] });
    expect(sarifErrors(log)).toEqual([]);
    expect(resultOf(log)?.suppressions).toEqual([{ kind: 'inSource', status: 'accepted', justification: 'we retry' }]);
    expect(resultOf(logOf())).not.toHaveProperty('suppressions');
    const notes = log.runs[0]?.invocations?.[0]?.toolConfigurationNotifications;
    expect(notes?.map(({ level, message }) => [level, message.text])).toEqual([
      ['warning', 'metadata ignores nothing. Fix: remove it'],
    ]);
  });

  it('tells what was not asked, not modelled and passed over', () => {
    const log = logOf({
      notAsked: [{ id: 'bind-once', sentence: 'Once.', reason: 'nothing in the input has what it speaks about' }],
      notModelled: [
        {
          file: 'a.yaml',
          line: 3,
          column: 5,
          object: 'Pod/a',
          field: 'spec.hostPID',
          why: 'processes are not told apart',
        },
      ],
      passedOver: [{ file: 'values.yaml', why: 'no Kubernetes object' }],
    });
    expect(sarifErrors(log)).toEqual([]);
    const notes = log.runs[0]?.invocations?.[0]?.toolConfigurationNotifications;
    expect(notes?.map(({ level, message, locations }) => [level, message.text, locations?.length ?? 0])).toEqual([
      ['warning', 'bind-once was not asked: nothing in the input has what it speaks about', 0],
      ['note', 'Pod/a spec.hostPID is not modelled: processes are not told apart', 1],
      ['note', 'values.yaml was passed over: no Kubernetes object', 1],
    ]);
  });

  it('has a rule for every guarantee with the address of its page, and one result for every finding', () => {
    const [run] = logOf().runs;
    expect(run?.tool.driver.informationUri).toBe('https://github.com/podproof/podproof');
    expect(run?.tool.driver.rules?.map(({ id, helpUri }) => [id, helpUri])).toEqual(
      ['no-traffic-after-sigterm', 'sandbox-before-containers', 'sidecars-stop-last', 'pod-becomes-ready'].map((id) => [
        id,
        `https://github.com/podproof/podproof/blob/main/docs/reference/guarantees.md#${id}`,
      ]),
    );
    const [result] = run?.results ?? [];
    expect(run?.results).toHaveLength(1);
    expect(run?.tool.driver.rules?.[result?.ruleIndex ?? -1]?.id).toBe(result?.ruleId);
    expect(logOf({ findings: [finding, finding] }).runs[0]?.results).toHaveLength(1);
  });

  it('is as severe as the finding: what can be changed, what is asked, what is known', () => {
    const findings = [sampleFinding(), sampleQuestion(), sampleKnown({ guarantee: 'sandbox-before-containers' })];
    const [run] = logOf({ findings }).runs;
    expect(run?.results?.map(({ level }) => level)).toEqual(['error', 'warning', 'note']);
    expect(run?.tool.driver.rules?.map(({ defaultConfiguration }) => defaultConfiguration?.level)).toEqual([
      'error',
      'note',
      'note',
      'warning',
    ]);
  });

  it('tells a run that somebody has to act on each time, and any other once', () => {
    const objects = ['Deployment/a', 'Deployment/b'];
    const flowsOf = (findings: CheckReport['findings']) =>
      logOf({ findings }).runs[0]?.results?.map(({ codeFlows = [] }) => codeFlows.length);
    expect(flowsOf(objects.map((object) => sampleFinding({ object })))).toEqual([1, 1]);
    const known = objects.map((object) => sampleKnown({ object, guarantee: 'no-traffic-after-sigterm' }));
    expect(flowsOf(known)).toEqual([1, 0]);
  });

  it('has a location for every result: where it was rendered from, else the first file that was named', () => {
    const uriOf = (report: Partial<CheckReport>, paths: readonly string[] = []) => {
      const log = logOf(report, { origin: undefined } as never, paths);
      expect(sarifErrors(log)).toEqual([]);
      return resultOf(log)?.locations?.[0]?.physicalLocation?.artifactLocation?.uri;
    };
    const sources = [
      { file: '-', line: 1 },
      { file: '-', line: 10, source: 'shop/templates/web.yaml' },
      { file: '-', line: 30 },
    ];
    expect(uriOf({ ...at({ file: '-' }), sources })).toBe('shop/templates/web.yaml');
    expect(uriOf({ ...at({ file: '-', line: 31 }), sources })).toBe('stdin');
    expect(uriOf(at({ file: '-' }), ['-', 'nodes.yaml'])).toBe('nodes.yaml');
    const { location: _none, ...nowhere } = finding;
    expect(uriOf({ findings: [nowhere] })).toBe('deploy/web.yaml');
    expect(uriOf({ findings: [{ ...nowhere, object: 'Pod/x', scenario: 'none' }] }, ['a.yaml'])).toBe('a.yaml');
  });

  it('points at the line with a URI, relative where the path is', () => {
    expect(resultOf(logOf())?.locations?.[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: 'deploy/web%20app.yaml' },
      region: { startLine: 16, startColumn: 11, snippet: { text: location.text } },
    });
    const absolute = logOf(at({ file: '/srv/web.yaml' }));
    expect(resultOf(absolute)?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe('file:///srv/web.yaml');
  });

  it('has the counterexample as one thread for each lane, whose order puts the run together again', () => {
    const flows = threads(logOf());
    expect(flows.map(({ id }) => id)).toEqual(
      lanesOf(flows.map(({ id }) => ({ by: id ?? '', says: '' })).toReversed()),
    );
    const order = flows.flatMap(({ locations }) => locations.map(({ executionOrder }) => executionOrder));
    expect(order.sort((a = 0, b = 0) => a - b)).toEqual(sampleTrace().steps.map((_, index) => index + 1));
  });

  it('sets the steps apart that only set the stage', () => {
    const all = threads(logOf()).flatMap(({ locations }) => locations);
    expect(all.filter(({ importance }) => importance === 'unimportant')).toHaveLength(10);
    expect(all.find(({ executionOrder }) => executionOrder === 14)?.importance).toBe('essential');
  });

  it('keeps an alert the same when lines move or another run is found', () => {
    const moved = logOf(at({ line: 40 }));
    expect(resultOf(moved)?.partialFingerprints).toEqual(resultOf(logOf())?.partialFingerprints);
    const other = logOf({ findings: [sampleFinding({ object: 'Deployment/other' })] });
    expect(resultOf(other)?.partialFingerprints).not.toEqual(resultOf(moved)?.partialFingerprints);
  });

  it('tells what is undecided and what is wrong with the manifests, but not as findings', () => {
    const problem = { file: 'a.yaml', line: 3, column: 1, field: 'spec.x', message: 'is unknown', fix: 'remove it' };
    const log = logOf({ problems: [problem] }, { result: sampleResult({ ending: 'max-states' }) });
    const [invocation] = log.runs[0]?.invocations ?? [];
    expect(invocation?.executionSuccessful).toBe(false);
    expect(invocation?.toolExecutionNotifications?.[0]?.message.text).toContain('pod-becomes-ready is undecided');
    expect(invocation?.toolConfigurationNotifications?.[0]?.message.text).toContain('spec.x is unknown');
    expect(sarifErrors(log)).toEqual([]);
  });
});
