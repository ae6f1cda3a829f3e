import { describe, expect, it } from 'vitest';
import { type Checked, checkReport } from './checkReport.ts';
import { checkJunit } from './junit.ts';
import { sampleGuarantee, sampleResult } from './testing/run.ts';

const checked = (object = 'Deployment/web', fields: Parameters<typeof sampleResult>[0] = {}) => ({
  result: sampleResult(fields),
  object,
  slice: 'endpoints',
  replay: () => 'podproof replay web.yaml',
});
const nothing = { problems: [], dropped: [], skipped: [] };

describe('a check as JUnit', () => {
  it('counts a violation as a failure and what is undecided as skipped', async () => {
    const xml = await checkJunit(checkReport('0.1.0', [checked()], nothing));
    expect(xml).toContain('<testsuites tests="4" failures="1" errors="0" skipped="1">');
    expect(xml).toContain('classname="Deployment/web endpoints" name="no-traffic-after-sigterm"');
  });

  it('tells the whole timeline of a failure, and how to see it again', async () => {
    const xml = await checkJunit(checkReport('0.1.0', [checked()], nothing));
    const failure = /<failure.*?<\/failure>/s.exec(xml)?.[0] ?? '';
    expect(failure).toContain('10 steps set the stage');
    expect(failure).toContain('container runtime sends SIGTERM to container app');
    expect(failure).toContain('replay: podproof replay web.yaml');
  });

  it('says why something is undecided, and what cannot occur', async () => {
    const xml = await checkJunit(checkReport('0.1.0', [checked('Pod/a', { ending: 'max-states' })], nothing));
    expect(xml).toContain('the search stopped at --max-states');
    expect(xml).toContain('its situation cannot occur here');
  });

  it('skips what is ignored and what does not count, with the reason', async () => {
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
    const xml = await checkJunit(checkReport('0.1.0', [lenient as Checked], nothing));
    expect(xml).toContain('tests="2" failures="0" errors="0" skipped="2"');
    expect(xml).toContain('violated, and does not count (--fail-on)');
    expect(xml).toContain('violated, and ignored: we retry');
  });

  it('is well-formed whatever the names and sentences are', async () => {
    const guarantee = sampleGuarantee({ sentence: 'a < b & "c" \u0007', why: 'x ]]> y' });
    const results = [{ guarantee, verdict: 'violated' as const, reached: 1 }];
    const xml = await checkJunit(checkReport('0.1.0', [checked('<&>"', { results })], nothing));
    expect(xml).toContain('classname="&lt;&amp;>&quot; endpoints"');
    expect(xml).toContain('a &lt; b &amp; &quot;c&quot;');
    expect(xml).not.toContain('\u0007');
    expect(xml).toContain('x ]]]]><![CDATA[> y');
  });

  it('has what is wrong with the manifests as errors', async () => {
    const problem = { file: 'a.yaml', line: 3, column: 1, field: 'spec.x', message: 'is unknown', fix: 'remove it' };
    const xml = await checkJunit(checkReport('0.1.0', [], { ...nothing, problems: [problem] }));
    expect(xml).toContain('errors="1"');
    expect(xml).toContain('fix: remove it');
  });
});
