/** A check as JUnit XML, for whatever shows test results. */

import { type CaseOutcome, type JunitSuite, junitXml } from '../format/junitXml.ts';
import { type Style, styleOf } from '../format/style.ts';
import { type Timeline, timelineLines } from '../run/timeline.ts';
import { answerOf, knownText, limitText } from './answer.ts';
import type { FindingReport } from './findings.ts';
import type { CheckReport, GuaranteeReport, ScenarioReport } from './report.ts';

const plain: Style = styleOf({ width: 100, unicode: true, colour: false });

const mender: Readonly<Record<FindingReport['who'], string>> = {
  manifest: 'it is in the manifest',
  program: 'no manifest changes it, the program has to expect it',
  people: 'no manifest changes it, those who run it have to',
  nobody: 'nobody can change it',
};

const details = (found: GuaranteeReport): string => {
  const { trace = [], ends = 'open', loopsTo, waits, setting, location, why = '', advice = '', replay = '' } = found;
  const timeline: Timeline = {
    steps: trace,
    ends,
    ...(loopsTo === undefined ? {} : { loopsTo }),
    ...(waits === undefined ? {} : { waits }),
    ...(setting === undefined ? {} : { setting }),
  };
  return [
    ...(location === undefined ? [] : [`${location.file}:${location.line}:${location.column} ${location.field}`, '']),
    ...timelineLines(timeline, plain),
    '',
    `known: ${knownText(found)}`,
    `why: ${why}`,
    `change: ${advice}`,
    `replay: ${replay}`,
  ].join('\n');
};

/** Why a violation does not fail the check. */
const reasonOf = (finding: FindingReport | undefined): string => {
  if (finding === undefined) return '--fail-on leaves it out';
  const { kind, who, title, fix, baseline, baselineReason = 'it was known before' } = finding;
  if (baseline === true) return baselineReason;
  if (kind === 'change') return '--fail-on leaves it out';
  return kind === 'question' ? `it is a question: ${title} ${fix?.text ?? ''}`.trim() : mender[who];
};

/** What is undecided, ignored, cannot occur or does not count is skipped, with the reason: nothing was shown by it. */
const outcomeOf = (found: GuaranteeReport, finding: FindingReport | undefined): CaseOutcome => {
  switch (answerOf(found)) {
    case 'holds':
      return { kind: 'passed' };
    case 'vacuous':
      return { kind: 'skipped', says: 'its situation cannot occur here' };
    case 'ignored':
      return { kind: 'skipped', says: `${found.verdict}, and ignored: ${found.ignored ?? ''}` };
    case 'undecided':
      return { kind: 'skipped', says: `undecided: ${limitText(found)}` };
    case 'violated':
      return found.counts
        ? { kind: 'failed', type: found.id, says: found.sentence, details: details(found) }
        : { kind: 'skipped', says: `violated, and does not count: ${reasonOf(finding)}`, details: details(found) };
  }
};

/** The finding that tells of an answer. */
const findingOf = ({ findings }: CheckReport, scenario: string, guarantee: string): FindingReport | undefined =>
  findings.find((finding) =>
    [finding, ...finding.also].some((part) => part.scenario === scenario && part.guarantee === guarantee),
  );

const suiteOf = (scenario: ScenarioReport, report: CheckReport): JunitSuite => ({
  name: scenario.name,
  seconds: scenario.seconds,
  properties: {
    kubernetes: scenario.kubernetesVersion,
    podproof: report.podproofVersion,
    states: String(scenario.states),
    transitions: String(scenario.transitions),
    ending: scenario.ending,
  },
  cases: scenario.guarantees.map((found) => ({
    className: `${scenario.object} ${scenario.slice}`,
    name: found.id,
    outcome: outcomeOf(found, findingOf(report, scenario.name, found.id)),
  })),
});

const problemSuite = (problems: CheckReport['problems']): JunitSuite => ({
  name: 'manifests',
  cases: problems.map(({ file, line, field, message, fix }) => ({
    className: file,
    name: `${file}:${line} ${field}`,
    outcome: { kind: 'error', type: 'manifest', says: message, details: `fix: ${fix}` },
  })),
});

const notBegunSuite = (names: readonly string[]): JunitSuite => ({
  name: 'not begun',
  cases: names.map((name) => ({
    className: name,
    name: 'every guarantee',
    outcome: { kind: 'skipped', says: `undecided: ${limitText({ limit: 'interrupted' })}` },
  })),
});

/** What limits the answers, as cases that were skipped: a server shows these beside the others. */
const limitsSuite = ({ notAsked, notModelled, notes }: CheckReport): JunitSuite => ({
  name: 'input',
  cases: [
    ...notAsked.map(({ id, reason }) => ({ className: 'not asked', name: id, says: reason })),
    ...notModelled.map(({ file, line, object, field, why }) => ({
      className: 'not modelled',
      name: `${file}:${line} ${object} ${field}`,
      says: why,
    })),
    ...notes.map(({ file, line, object, field, text }) => ({
      className: 'note',
      name: `${file}:${line} ${object} ${field}`.trim(),
      says: text,
    })),
  ].map(({ says, ...one }) => ({ ...one, outcome: { kind: 'skipped', says } })),
});

/** One test suite for each scenario, one test case for each guarantee. */
export const checkJunit = (report: CheckReport): string =>
  junitXml([
    ...report.scenarios.map((scenario) => suiteOf(scenario, report)),
    ...(report.notBegun.length === 0 ? [] : [notBegunSuite(report.notBegun)]),
    ...(report.problems.length === 0 ? [] : [problemSuite(report.problems)]),
    ...[limitsSuite(report)].filter(({ cases }) => cases.length > 0),
  ]);
