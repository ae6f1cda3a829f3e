import { describe, expect, it } from 'vitest';
import { type GuaranteePromise, sliceNames } from '../../model/guarantees/guarantee.ts';
import { sampleGuarantee, sampleResult, sampleScenario, sampleTrace } from '../testing/run.ts';
import { schemaErrors } from '../testing/schema.ts';
import { type Checked, checkReport, scenarioReport } from './report.ts';

const nothing = { problems: [], dropped: [], skipped: [] };

const checked = (fields: Partial<Checked> = {}): Checked => ({
  result: sampleResult(),
  object: 'Deployment/web',
  slice: 'endpoints',
  replay: (guarantee, schedule) => `podproof replay web.yaml --guarantee ${guarantee} --schedule ${schedule}`,
  ...fields,
});

describe('the check report', () => {
  it('is what its schema says, with a violation, a location, problems and skipped kinds', () => {
    const locate = () => ({ file: 'a.yaml', line: 3, column: 1, field: 'spec', written: true, text: 'spec:' });
    const report = checkReport('1.2.3', [checked({ origin: { locate } })], {
      problems: [{ file: 'a.yaml', line: 1, column: 1, field: '', message: 'is wrong', fix: 'mend it' }],
      dropped: [],
      skipped: [{ kind: 'CustomThing', count: 2 }],
    });
    expect(schemaErrors(report)).toEqual([]);
    expect(report.scenarios[0]?.guarantees[0]?.location?.line).toBe(3);
  });

  it('may be about any slice there is', () => {
    const slices = sliceNames.map((slice) => checked({ slice }));
    expect(schemaErrors(checkReport('1.2.3', slices, nothing))).toEqual([]);
  });

  it('is refused by its schema when something is missing, unknown or out of range', () => {
    const report = checkReport('1.2.3', [checked()], nothing);
    expect(schemaErrors({ ...report, apiVersion: 'podproof.dev/v2' })).not.toEqual([]);
    expect(schemaErrors({ ...report, surprise: 1 })).not.toEqual([]);
    expect(schemaErrors({ ...report, scenarios: [{ ...report.scenarios[0], states: -1 }] })).not.toEqual([]);
    const [violated, holds] = report.scenarios[0]?.guarantees ?? [];
    const withGuarantee = (one: unknown) => ({ ...report, scenarios: [{ ...report.scenarios[0], guarantees: [one] }] });
    expect(schemaErrors(withGuarantee(violated))).toEqual([]);
    expect(schemaErrors(withGuarantee({ ...violated, why: undefined }))).not.toEqual([]);
    expect(schemaErrors(withGuarantee({ ...holds, trace: [] }))).not.toEqual([]);
  });

  it('shows no action and no fault that cannot happen, and says unlimited for those without a bound', () => {
    const { user, faults } = scenarioReport(checked());
    expect(user).toEqual({ create: 1, delete: 1, 'remove-gates': 'unlimited' });
    expect(faults).toEqual({ 'watch-lag': 'unlimited' });
  });

  it('tells the whole run of a violation, in words and as data, and how to see it again', () => {
    const [violated] = scenarioReport(checked()).guarantees;
    expect(violated).toMatchObject({
      verdict: 'violated',
      subject: 'web/app',
      ends: 'broken',
      setting: { steps: 10, says: 'pod web is Running and ready, on node n1, app running' },
      replay: 'podproof replay web.yaml --guarantee no-traffic-after-sigterm --schedule pp1-0.1.0',
    });
    expect(violated?.trace).toHaveLength(14);
    expect(violated?.trace?.at(-1)).toEqual({
      by: 'container runtime',
      says: 'container runtime sends SIGTERM to container app',
      event: { type: 'runtime/sigtermSent', uid: 'web#1', container: 'app' },
    });
  });

  it('names the shortest run where a clearer one is told, with its length and the command that shows it', () => {
    const result = sampleResult();
    const results = result.results.map((one) =>
      one.verdict === 'violated' ? { ...one, shortest: { steps: 9, schedule: '0.2' } } : one,
    );
    const report = checkReport('1.2.3', [checked({ result: { ...result, results } })], nothing);
    expect(schemaErrors(report)).toEqual([]);
    const [violated, holds] = report.scenarios[0]?.guarantees ?? [];
    const shortest = {
      steps: 9,
      replay: 'podproof replay web.yaml --guarantee no-traffic-after-sigterm --schedule 0.2',
    };
    expect(violated?.shortest).toEqual(shortest);
    const withGuarantee = (one: unknown) => ({ ...report, scenarios: [{ ...report.scenarios[0], guarantees: [one] }] });
    expect(schemaErrors(withGuarantee({ ...holds, shortest }))).not.toEqual([]);
  });

  it('says of an eventual promise whether the run gets stuck or goes round', () => {
    const guarantee = sampleGuarantee({
      promises: () => [{ kind: 'leads-to', subject: 'web', from: () => true, to: () => false }],
    });
    const ending = (trace: ReturnType<typeof sampleTrace>) => {
      const results = [{ guarantee, verdict: 'violated' as const, reached: 1, subject: 'web', trace }];
      const [found] = scenarioReport(checked({ result: sampleResult({ results }) })).guarantees;
      return [found?.ends, found?.loopsTo];
    };
    expect(ending(sampleTrace())).toEqual(['stuck', undefined]);
    expect(ending({ ...sampleTrace(), loopsTo: 8 })).toEqual(['loop', 8]);
  });

  it('says what a run that gets stuck waits for, and says it of no other run', () => {
    const cause = () => ({
      why: 'It hangs.',
      waits: 'the hook has not returned',
      advice: 'Bound it.',
      remedy: { who: 'nobody' } as const,
    });
    const reportOf = (promise: GuaranteePromise) => {
      const guarantee = sampleGuarantee({ cause, promises: () => [promise] });
      const results = [{ guarantee, verdict: 'violated' as const, reached: 1, subject: 'web', trace: sampleTrace() }];
      return checkReport('1.2.3', [checked({ result: sampleResult({ results }) })], nothing);
    };
    const stuck = reportOf({ kind: 'leads-to', subject: 'web', from: () => true, to: () => false });
    const broken = reportOf({ kind: 'state', subject: 'web', judge: () => 'broken' });
    expect(schemaErrors(stuck)).toEqual([]);
    expect(stuck.scenarios[0]?.guarantees[0]).toMatchObject({ ends: 'stuck', waits: 'the hook has not returned' });
    expect(broken.scenarios[0]?.guarantees[0]).toMatchObject({ ends: 'broken', why: 'It hangs.' });
    expect(broken.scenarios[0]?.guarantees[0]).not.toHaveProperty('waits');
  });

  it('adds what the whole workload leaves out to what the slice does', () => {
    expect(scenarioReport(checked({ notes: ['controllers are not modelled'] })).leftOut).toEqual([
      'Volumes of the Pod are taken as mounted.',
      'controllers are not modelled',
    ]);
  });

  it('calls a search complete only if it went through to the end', () => {
    expect(scenarioReport(checked()).complete).toBe(true);
    for (const ending of ['max-states', 'max-memory', 'interrupted', 'decided'] as const) {
      expect(scenarioReport(checked({ result: sampleResult({ ending }) })).complete).toBe(false);
    }
  });

  it('assumes nothing of processes where they do not serve', () => {
    const quiet = sampleResult({ scenario: { ...sampleScenario, serving: false } });
    expect(scenarioReport(checked({ result: quiet })).assumptions).toHaveLength(3);
    expect(scenarioReport(checked()).assumptions).toHaveLength(4);
  });
});
