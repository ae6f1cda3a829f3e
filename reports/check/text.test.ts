import { describe, expect, it } from 'vitest';
import { styleOf } from '../format/style.ts';
import type { Location } from '../run/location.ts';
import { sampleGuarantee, sampleResult, sampleTrace } from '../testing/run.ts';
import { type Checked, checkReport } from './report.ts';
import { checkLines, problemLines, summaryLine } from './text.ts';

const style = styleOf({ width: 100, unicode: true, colour: false });
const calm = { verbose: false, quiet: false, program: 'podproof' };
const nothing = { problems: [], dropped: [], skipped: [] };
const location: Location = {
  file: 'web.yaml',
  line: 16,
  column: 11,
  field: 'spec.template.spec.containers[0].lifecycle.preStop',
  written: false,
  text: '        - name: app',
};

const reportOf = (fields: Partial<Checked> = {}) => {
  const checked: Checked = {
    result: sampleResult(),
    object: 'Deployment/web',
    slice: 'endpoints',
    origin: { locate: () => location },
    replay: (guarantee, schedule) => `podproof replay web.yaml --guarantee ${guarantee} --schedule ${schedule}`,
    ...fields,
  };
  return checkReport('0.1.0', [checked], nothing);
};

describe('a check in words', () => {
  it('shows what broke, where, how, why, what to change and how to see it again; then verdicts and their grounds', () => {
    expect(checkLines(reportOf({ failOn: 'any' }), style, calm).join('\n')).toMatchInlineSnapshot(`
      "Deployment/web endpoints  (slice endpoints, Kubernetes 1.35)

      ✗ violated: no-traffic-after-sigterm (web/app)
        No container is sent SIGTERM while some kube-proxy still sends it new connections.
         ┌─ web.yaml:16:11  spec.template.spec.containers[0].lifecycle.preStop
      16 │         - name: app
         │           ^^^^ not set
        14 steps: a shortest run that breaks it; its last step does

            user
            │ kubelet
            │ │ container runtime
        ⋮   │ │ │  10 steps set the stage: pod web is Running and ready, on node n1, app running
        11  ● │ │  user deletes pod web, grace period 30s
        12  │ ● │  kubelet sees pod web marked for deletion, grace period 30s
        13  │ ● │  kubelet begins to terminate pod web: it is being deleted, grace period 30s
        14  │ │ ✗  container runtime sends SIGTERM to container app

        known   Kubernetes does not promise this: it breaks whenever the kubelet is faster than the
                EndpointSlice controller and kube-proxy
        why     Nothing orders SIGTERM after the removal of the endpoint: both follow from the
                deletionTimestamp, independently.
        change  Add lifecycle.preStop.sleep to the container, longer than endpoints take to propagate.
        replay  podproof replay web.yaml --guarantee no-traffic-after-sigterm --schedule pp1-0.1.0
        more    podproof explain no-traffic-after-sigterm

        ✗ violated  no-traffic-after-sigterm   No container is sent SIGTERM while some kube-proxy still s…
        ✓ holds     sandbox-before-containers  No container is sent SIGTERM while some kube-proxy still s…
        ○ holds     sidecars-stop-last         (its situation cannot occur here)
        ? undecided pod-becomes-ready          (stopped at --max-memory) No container is sent SIGTERM whi…

        searched 4,184 states, 9,812 transitions, depth 41, 0.3 s, every state visited, but not every
                 answer found: stopped at --max-memory
        user may create=1, delete=1, remove-gates=unlimited (change: --user delete=2,force-delete=1)
        faults   watch-lag=unlimited (change: --faults kubelet-restart=1,container-crash=1)
        assumed  all delays arbitrary; what can act for ever, acts (more: --verbose)
        left out Volumes of the Pod are taken as mounted.

      ✓ 1 hold   ✗ 1 violated   ? 1 undecided   ○ 1 cannot occur   1 scenario, 4,184 states"
    `);
  });

  it('says nothing of what holds when quiet', () => {
    const lines = checkLines(reportOf(), style, { ...calm, quiet: true }).join('\n');
    expect(lines).toContain('no-traffic-after-sigterm');
    expect(lines).toContain('pod-becomes-ready');
    expect(lines).not.toContain('sandbox-before-containers');
    expect(lines).not.toContain('searched');
    const happy = reportOf({ result: sampleResult({ results: sampleResult().results.slice(1, 3) }) });
    expect(checkLines(happy, style, { ...calm, quiet: true })).toEqual([
      '✓ 1 hold   ○ 1 cannot occur   1 scenario, 4,184 states',
    ]);
  });

  it('cuts no sentence and folds no step when verbose', () => {
    const text = checkLines(reportOf(), style, { ...calm, verbose: true }).join('\n');
    expect(text).not.toContain('…');
    expect(text).toContain('   1  ● ');
    expect(text).toContain('(weak fairness)');
  });

  it('says both lengths where the run is not the shortest, and how to see each', () => {
    const result = sampleResult();
    const results = result.results.map((one) =>
      one.verdict === 'violated' ? { ...one, shortest: { steps: 9, schedule: '0.2' } } : one,
    );
    const text = checkLines(reportOf({ result: { ...result, results } }), style, calm).join('\n');
    expect(text).toContain(
      [
        '  14 steps: a run that breaks it by its last step, on which the Pod runs before it is deleted; a',
        '  shortest run has 9 steps',
      ].join('\n'),
    );
    expect(text).toContain(
      [
        '  replay  podproof replay web.yaml --guarantee no-traffic-after-sigterm --schedule pp1-0.1.0',
        '  shorter podproof replay web.yaml --guarantee no-traffic-after-sigterm --schedule 0.2',
      ].join('\n'),
    );
  });

  it('does not call the run shortest without saying that the search was cut short', () => {
    const cut = reportOf({ result: sampleResult({ ending: 'max-states' }) });
    const text = checkLines(cut, style, calm).join('\n');
    expect(text).toContain('its last step does (the search is not complete)');
    expect(text).toContain('not complete: stopped at --max-states');
  });

  it('asks to report a violation of what the facts say always holds', () => {
    const results = [
      {
        guarantee: sampleGuarantee({ standing: 'always' }),
        verdict: 'violated' as const,
        reached: 1,
        trace: sampleTrace(),
      },
    ];
    expect(checkLines(reportOf({ result: sampleResult({ results }) }), style, calm).join('\n')).toContain(
      'please report this',
    );
  });

  it('says under which condition a conditional promise holds', () => {
    const guarantee = sampleGuarantee({ standing: 'conditional', condition: 'images pull' });
    const results = [{ guarantee, verdict: 'violated' as const, reached: 1, trace: sampleTrace() }];
    const text = checkLines(reportOf({ result: sampleResult({ results }) }), style, calm).join('\n');
    expect(text).toContain('known   it holds only if images pull');
  });

  it('counts answers in one line and leaves out those nobody got', () => {
    expect(summaryLine(reportOf({ failOn: 'any' }), style)).toBe(
      '✓ 1 hold   ✗ 1 violated   ? 1 undecided   ○ 1 cannot occur   1 scenario, 4,184 states',
    );
    expect(summaryLine(checkReport('0.1.0', [], nothing), style)).toBe('0 scenarios, 0 states');
  });

  it('names the kinds that were skipped', () => {
    const report = checkReport('0.1.0', [], {
      ...nothing,
      skipped: [
        { kind: 'Ingress', count: 2 },
        { kind: 'PodDisruptionBudget', count: 1 },
        { kind: 'Role', count: 1 },
      ],
    });
    const [first, second] = checkLines(report, style, calm);
    expect(first).toBe('skipped  Ingress (2), Role: not part of the lifecycle of a Pod');
    expect(second).toMatch(/^skipped {2}PodDisruptionBudget: decides whether an eviction/);
  });

  it('points at problems as compilers do', () => {
    const problem = {
      file: 'a.yaml',
      line: 3,
      column: 5,
      field: 'spec.replicas',
      message: 'must not be negative',
      fix: 'write 0',
    };
    expect(problemLines(problem, style)).toEqual(['a.yaml:3:5: spec.replicas: must not be negative', '  fix: write 0']);
  });
});

describe('excerpts', () => {
  it('put the caret under a field behind wide characters and tabs', () => {
    const odd = { ...location, text: '\t- 名前: app', column: 4, line: 7, written: true };
    const lines = checkLines(reportOf({ origin: { locate: () => odd } }), style, calm);
    const at = lines.findIndex((line) => line.startsWith('7 '));
    expect(lines[at]).toBe('7  │  - 名前: app');
    expect(lines[at + 1]).toBe('   │    ^^^^');
  });
});
