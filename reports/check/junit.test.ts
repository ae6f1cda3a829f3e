import { describe, expect, it } from 'vitest';
import { reportWith, sampleChecked, sampleFinding, sampleKnown, sampleQuestion } from '../testing/findings.ts';
import { sampleGuarantee, sampleResult } from '../testing/run.ts';
import { elementsOf } from '../testing/xml.ts';
import { checkJunit } from './junit.ts';
import { type Checked, checkReport } from './report.ts';

const checked = (object = 'Deployment/web', fields: Parameters<typeof sampleResult>[0] = {}) => ({
  result: sampleResult(fields),
  object,
  slice: 'endpoints',
  replay: () => 'podproof replay web.yaml',
  failOn: 'any' as const,
});
const nothing = { problems: [], dropped: [], skipped: [] };

describe('a check as JUnit', () => {
  it('counts a violation as a failure and what is undecided as skipped', () => {
    const xml = checkJunit(checkReport('0.1.0', [checked()], nothing));
    expect(xml).toContain('<testsuites name="podproof" tests="4" failures="1" errors="0" skipped="2">');
    expect(xml).toContain('classname="Deployment/web endpoints" name="no-traffic-after-sigterm"');
  });

  it('tells the whole timeline of a failure, and how to see it again', () => {
    const xml = checkJunit(checkReport('0.1.0', [checked()], nothing));
    const failure = /<failure.*?<\/failure>/s.exec(xml)?.[0] ?? '';
    expect(failure).toContain('10 steps set the stage');
    expect(failure).toContain('container runtime sends SIGTERM to container app');
    expect(failure).toContain('replay: podproof replay web.yaml');
  });

  it('says why something is undecided, and what cannot occur', () => {
    const xml = checkJunit(checkReport('0.1.0', [checked()], nothing));
    expect(xml).toContain('<skipped message="undecided: stopped at --max-memory"/>');
    expect(xml).toContain('<skipped message="its situation cannot occur here"/>');
    expect(xml).toContain('<system-out>its situation cannot occur here</system-out>');
  });

  it('skips what is ignored and what does not count, with the reason', () => {
    const unpromised = sampleGuarantee({ id: 'never-promised', standing: 'violated' });
    const results = [
      { guarantee: unpromised, verdict: 'violated' as const, reached: 1 },
      { guarantee: sampleGuarantee({ id: 'unwanted' }), verdict: 'violated' as const, reached: 1 },
    ];
    const lenient = {
      ...checked('Pod/a', { results }),
      failOn: 'promised',
      ignored: new Map([['unwanted', 'we retry']]),
    };
    const xml = checkJunit(checkReport('0.1.0', [lenient as Checked], nothing));
    expect(xml).toContain('tests="2" failures="0" errors="0" skipped="2"');
    expect(xml).toContain('violated, and does not count: --fail-on leaves it out');
    expect(xml).toContain('violated, and ignored: we retry');
  });

  it('has text as it is, whatever the names and sentences are', () => {
    const guarantee = sampleGuarantee({ sentence: 'a < b & "c" \u0007', why: ']]> x ]]> y \udc00' });
    const results = [{ guarantee, verdict: 'violated' as const, reached: 1 }];
    const read = elementsOf(checkJunit(checkReport('0.1.0', [checked('<&>"\n', { results })], nothing)));
    expect(read.find(({ name }) => name === 'testcase')?.attributes['classname']).toBe('<&>"\n endpoints');
    const failure = read.find(({ name }) => name === 'failure');
    expect(failure?.attributes['message']).toBe('a < b & "c" \uFFFD');
    expect(failure?.text).toContain('why: ]]> x ]]> y \uFFFD');
  });

  it('has what is wrong with the manifests as errors', () => {
    const problem = { file: 'a.yaml', line: 3, column: 1, field: 'spec.x', message: 'is unknown', fix: 'remove it' };
    const xml = checkJunit(checkReport('0.1.0', [], { ...nothing, problems: [problem] }));
    expect(xml).toContain('errors="1"');
    expect(xml).toContain('fix: remove it');
  });

  it('fails what the owner of the manifest can change, and skips the rest with who could', () => {
    const others = [
      sampleQuestion({ guarantee: 'a-question' }),
      sampleKnown({ guarantee: 'a-habit', who: 'people' }),
      sampleKnown({ guarantee: 'a-fact', who: 'nobody' }),
    ];
    const ids = ['no-traffic-after-sigterm', 'a-question', 'a-habit', 'a-fact'];
    const results = ids.map((id) => ({ guarantee: sampleGuarantee({ id }), verdict: 'violated' as const, reached: 1 }));
    const report = reportWith([sampleFinding(), ...others], {}, [sampleChecked({ result: sampleResult({ results }) })]);
    const read = elementsOf(checkJunit(report));
    const messages = (name: string) => read.filter((one) => one.name === name).map((one) => one.attributes['message']);
    expect(messages('failure')).toHaveLength(1);
    expect(messages('skipped')).toEqual([
      expect.stringContaining('it is a question: is there time to shut down?'),
      expect.stringContaining('those who run it have to'),
      expect.stringContaining('nobody can change it'),
    ]);
  });

  it('tells what was not asked, what is not modelled and what was assumed', () => {
    const place = { file: 'a.yaml', line: 3, column: 1, object: 'Pod/a', field: 'spec.x' };
    const report = reportWith([], {
      notAsked: [{ id: 'bind-once', sentence: 'Once.', reason: 'nothing has it' }],
      notModelled: [{ ...place, why: 'no node has it' }],
      notes: [{ ...place, field: '', text: 'selects nothing' }],
    });
    const xml = checkJunit(report);
    expect(xml).toContain('<testcase classname="not asked" name="bind-once">');
    expect(xml).toContain('<testcase classname="not modelled" name="a.yaml:3 Pod/a spec.x">');
    expect(xml).toContain('<skipped message="no node has it"/>');
    expect(xml).toContain('<testcase classname="note" name="a.yaml:3 Pod/a">');
  });
});
