/** Hand-made findings, and a report that has them. */
import { withCounts } from '../check/counting.ts';
import type { FindingReport } from '../check/findings.ts';
import { type Checked, type CheckReport, checkReport } from '../check/report.ts';
import type { Location } from '../run/location.ts';
import { sampleGuarantee, sampleResult } from './run.ts';

/** A line of a manifest. */
export const sampleLocation = (fields: Partial<Location> = {}): Location => ({
  file: 'deploy/web.yaml',
  line: 16,
  column: 11,
  field: 'spec.template.spec.containers[0].lifecycle.preStop',
  written: false,
  text: '        - name: app',
  ...fields,
});

/** What can be changed, unless told otherwise. */
export const sampleFinding = (fields: Partial<FindingReport> = {}): FindingReport => ({
  guarantee: 'no-traffic-after-sigterm',
  object: 'Deployment/web',
  kind: 'change',
  who: 'manifest',
  title: 'new connections reach a container after SIGTERM',
  location: sampleLocation(),
  happens: ['0 s: kubelet sends SIGTERM; until 3 s: nodes still send connections'],
  fix: {
    text: 'lifecycle.preStop.sleep.seconds: 4',
    proved: true,
    edits: [{ root: 'pod', path: ['containers', 0, 'lifecycle', 'preStop', 'sleep', 'seconds'], value: 4 }],
  },
  scenario: 'Deployment/web endpoints',
  also: [],
  ...fields,
});

/** A question, with what to say. */
export const sampleQuestion = (fields: Partial<FindingReport> = {}): FindingReport =>
  sampleFinding({
    guarantee: 'pod-becomes-ready',
    kind: 'question',
    title: 'is there time to shut down?',
    location: sampleLocation({ line: 12, field: 'spec.template.spec', written: true }),
    happens: ['30 s of grace leave 29 s to the process. How long does it take?'],
    fix: { text: `--assume 'shutdown<=10s'`, proved: false, edits: [] },
    ...fields,
  });

/** What somebody has to know, and no manifest changes. */
export const sampleKnown = (fields: Partial<FindingReport> = {}): FindingReport => {
  const {
    fix: _fix,
    location: _location,
    ...known
  } = sampleFinding({
    kind: 'known',
    who: 'program',
    happens: [],
    guarantee: 'no-start-after-deletion',
  });
  return { ...known, ...fields };
};

/** The answers the sample report is made from. */
export const sampleChecked = (fields: Partial<Checked> = {}): Checked => ({
  result: sampleResult(),
  object: 'Deployment/web',
  slice: 'endpoints',
  origin: { locate: () => sampleLocation() },
  replay: () => 'podproof replay deploy/web.yaml',
  ...fields,
});

const workload = {
  object: 'Deployment/web',
  file: 'deploy/web.yaml',
  line: 1,
  column: 1,
  services: ['web'],
  replicas: 2,
  strategy: 'RollingUpdate',
  kubernetesVersion: '1.35',
};

/** A report about one Deployment whose findings are these, and other fields. */
export const reportWith = (
  findings: readonly FindingReport[],
  fields: Partial<CheckReport> = {},
  checked: readonly Checked[] = [sampleChecked()],
): CheckReport => {
  const report = checkReport('0.1.0', checked, { problems: [], dropped: [], skipped: [], workloads: [workload] });
  const scenarios = withCounts(report.scenarios, findings, (index) => checked[index]?.failOn ?? 'actionable');
  return { ...report, scenarios, findings, ...fields };
};

/** Answers without an undecided one. */
export const decidedChecked = (fields: Partial<Checked> = {}): Checked =>
  sampleChecked({
    result: sampleResult({
      results: sampleResult().results.filter(({ verdict }) => verdict !== 'undecided'),
    }),
    ...fields,
  });

/** Answers that all hold. */
export const holdingChecked = (fields: Partial<Checked> = {}): Checked =>
  sampleChecked({
    result: sampleResult({
      results: [{ guarantee: sampleGuarantee({ id: 'bind-once', standing: 'always' }), verdict: 'holds', reached: 3 }],
    }),
    ...fields,
  });
