/** A check as JUnit XML, for whatever shows test results. */

import { type CaseOutcome, type JunitSuite, junitXml } from '../format/junitXml.ts';
import { type Style, styleOf } from '../format/style.ts';
import { type Timeline, timelineLines } from '../run/timeline.ts';
import { answerOf, knownText, limitText } from './answer.ts';
import type { CheckReport, GuaranteeReport, ScenarioReport } from './report.ts';

const plain: Style = styleOf({ width: 100, unicode: true, colour: false });

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

/** What is undecided, ignored, cannot occur or does not count is skipped, with the reason: nothing was shown by it. */
const outcomeOf = (found: GuaranteeReport): CaseOutcome => {
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
        : { kind: 'skipped', says: 'violated, and does not count (--fail-on)', details: details(found) };
  }
};

const suiteOf = (scenario: ScenarioReport, podproofVersion: string): JunitSuite => ({
  name: scenario.name,
  seconds: scenario.seconds,
  properties: {
    kubernetes: scenario.kubernetesVersion,
    podproof: podproofVersion,
    states: String(scenario.states),
    transitions: String(scenario.transitions),
    ending: scenario.ending,
  },
  cases: scenario.guarantees.map((found) => ({
    className: `${scenario.object} ${scenario.slice}`,
    name: found.id,
    outcome: outcomeOf(found),
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

/** One test suite for each scenario, one test case for each guarantee. */
export const checkJunit = (report: CheckReport): string =>
  junitXml([
    ...report.scenarios.map((scenario) => suiteOf(scenario, report.podproofVersion)),
    ...(report.notBegun.length === 0 ? [] : [notBegunSuite(report.notBegun)]),
    ...(report.problems.length === 0 ? [] : [problemSuite(report.problems)]),
  ]);
