import { describe, expect, it } from 'vitest';
import { flowSteps, sequenceLines } from '../run/mermaid.ts';
import { settingOf } from '../run/setting.ts';
import { reportWith, sampleChecked, sampleFinding, sampleKnown, sampleQuestion } from '../testing/findings.ts';
import { sampleGuarantee, sampleResult, sampleScenario, sampleTrace } from '../testing/run.ts';
import { checkMarkdown } from './markdown.ts';
import { type Checked, checkReport } from './report.ts';

const nothing = { problems: [], dropped: [], skipped: [] };
const checked = (fields: Partial<Checked> = {}): Checked => ({
  result: sampleResult(),
  object: 'Deployment/web',
  slice: 'endpoints',
  replay: () => 'podproof replay web.yaml',
  ...fields,
});
const markdownOf = (...all: readonly Checked[]) => checkMarkdown(checkReport('0.1.0', all, nothing), all);

describe('a run as a Mermaid diagram', () => {
  it('folds what sets the stage, and draws the rest with its arrows', () => {
    const setting = settingOf(sampleTrace());
    const steps = flowSteps(sampleTrace());
    expect(sequenceLines({ steps, ends: 'broken', ...(setting === undefined ? {} : { setting }) }).join('\n')).toBe(
      [
        'sequenceDiagram',
        '  participant p0 as user',
        '  participant p1 as kube-apiserver',
        '  participant p2 as kubelet',
        '  participant p3 as container runtime',
        '  participant p4 as process',
        '  Note over p0,p4: 10 steps set the stage: pod web is Running and ready, on node n1, app running',
        '  p0->>p1: 11. user deletes pod web, grace period 30s',
        '  p1->>p2: 12. kubelet sees pod web marked for deletion, grace period 30s',
        '  p2->>p2: 13. kubelet begins to terminate pod web: it is being deleted, grace period 30s',
        '  p3->>p4: 14. container runtime sends SIGTERM to container app',
        '  Note over p0,p4: this step breaks the promise',
      ].join('\n'),
    );
  });

  it('has a loop for what goes round for ever', () => {
    const steps = flowSteps(sampleTrace()).slice(0, 3);
    const lines = sequenceLines({ steps, ends: 'loop', loopsTo: 1 });
    expect(lines.slice(-5).map((line) => line.trim().split(':')[0])).toEqual([
      'loop for ever',
      'p1->>p1',
      'p1->>p2',
      'end',
      'Note over p0,p2',
    ]);
  });

  it('escapes what means something to Mermaid', () => {
    const steps = [{ says: 'pod web#1; the end <b>', flow: { from: 'user', to: 'user' } }];
    expect(sequenceLines({ steps, ends: 'open' }).at(-1)).toBe('  p0->>p0: 1. pod web#35;1#59; the #101;nd #60;b#62;');
  });
});

describe('a check as Markdown', () => {
  it('has a summary, the violations with their diagrams, and all answers as a table', () => {
    const text = markdownOf(checked());
    expect(text.split('\n').slice(0, 3)).toEqual([
      '# podproof',
      '',
      'nothing to change · ? 1 undecided · 1 proved · 1 cannot occur · 4,184 states, complete',
    ]);
    expect(text).toContain('```mermaid\nsequenceDiagram\n');
    expect(text).toContain('| ○ cannot occur | `sidecars-stop-last` |');
    expect(text).toContain('```sh\npodproof replay web.yaml\n```');
  });

  it('has what to change first, then what is asked, then the runs in that order, then the tables', () => {
    const results = ['a-known', 'no-traffic-after-sigterm'].map((id) => ({
      guarantee: sampleGuarantee({ id }),
      verdict: 'violated' as const,
      reached: 1,
      trace: sampleTrace(),
    }));
    const all = [sampleChecked({ result: sampleResult({ results }) })];
    const notes = [{ file: 'a.yaml', line: 3, column: 1, object: 'Service/web', field: '', text: 'selects nothing' }];
    const text = checkMarkdown(
      reportWith([sampleFinding(), sampleQuestion(), sampleKnown({ guarantee: 'a-known' })], { notes }, all),
      all,
    );
    const order = [
      '* ✗ Deployment/web: **new connections reach a container after SIGTERM**',
      '  * **fix** lifecycle.preStop.sleep.seconds: 4',
      '* ? Deployment/web: **is there time to shut down?**',
      '<details><summary>1 more thing Kubernetes does not promise</summary>',
      '* note: `a.yaml:3` Service/web selects nothing',
      '<details><summary>✗ <b>no-traffic-after-sigterm</b> in Deployment/web endpoints</summary>',
      '<details><summary>✗ <b>a-known</b> in',
      '<details><summary>All answers: Deployment/web endpoints</summary>',
    ].map((part) => text.indexOf(part));
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((one, other) => one - other));
  });

  it('leaves out what matters least', () => {
    const long = sampleGuarantee({ id: 'long', sentence: 'x'.repeat(600_000) });
    const results = [
      { guarantee: long, verdict: 'holds' as const, reached: 1 },
      { guarantee: sampleGuarantee(), verdict: 'violated' as const, reached: 1, trace: sampleTrace() },
    ];
    const names = ['first', 'second'];
    const all = names.map((name) =>
      sampleChecked({ result: sampleResult({ scenario: { ...sampleScenario, name }, results }) }),
    );
    const text = checkMarkdown(reportWith([sampleFinding({ scenario: 'second' })], {}, all), all);
    expect(text).toContain('<b>no-traffic-after-sigterm</b> in second');
    expect(text).toContain('<b>no-traffic-after-sigterm</b> in first');
    expect(text).toMatch(/Left out, for this would be too long: answers of second\n$/);
  });

  it('lets no text of a manifest or a guarantee become Markdown or HTML', () => {
    const guarantee = sampleGuarantee({ sentence: 'a | b <script> *c* `d`\nsecond' });
    const results = [{ guarantee, verdict: 'holds' as const, reached: 1 }];
    expect(markdownOf(checked({ result: sampleResult({ results }) }))).toContain(
      '| a \\| b &lt;script&gt; \\*c\\* \\`d\\` second |',
    );
  });

  it('stays below what a CI summary may be long, and says what it left out', () => {
    const guarantee = sampleGuarantee({ sentence: 'x'.repeat(300_000) });
    const results = [{ guarantee, verdict: 'holds' as const, reached: 1 }];
    const text = markdownOf(...Array.from({ length: 5 }, () => checked({ result: sampleResult({ results }) })));
    expect(Buffer.byteLength(text)).toBeLessThan(2 ** 20);
    expect(text).toMatch(/Left out, for this would be too long: /);
  });
});
