/** A check as JUnit XML, for whatever shows test results. */
import { answerOf, knownText } from './answer.ts';
import type { CheckReport, GuaranteeReport, ScenarioReport } from './checkReport.ts';
import { type Style, styleOf } from './style.ts';
import { type Timeline, timelineLines } from './timeline.ts';

const plain: Style = styleOf({ width: 100, unicode: true, colour: false });

const details = (found: GuaranteeReport): string => {
  const { trace = [], ends = 'open', loopsTo, setting, location, why = '', advice = '', replay = '' } = found;
  const timeline: Timeline = {
    steps: trace,
    ends,
    ...(loopsTo === undefined ? {} : { loopsTo }),
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

const endings: Readonly<Record<ScenarioReport['ending'], string>> = {
  complete: 'complete',
  'max-states': 'the search stopped at --max-states',
  'max-memory': 'the search stopped at --max-memory',
  interrupted: 'the search was interrupted',
  decided: 'the search ended early',
};

/** One test suite for each scenario, one test case for each guarantee. What is undecided, ignored or does not count is skipped, with the reason. */
export const checkJunit = async (report: CheckReport): Promise<string> => {
  // Loading it takes longer than anything else here, and few ask for it.
  const { default: module } = await import('junit-report-builder');
  // Its types speak of an ES module, what is loaded is CommonJS whose exports are the builder itself.
  const whole = (module as unknown as typeof module.default).newBuilder();
  for (const scenario of report.scenarios) {
    const suite = whole.testSuite().name(scenario.name).time(scenario.seconds);
    suite.property('kubernetes', scenario.kubernetesVersion).property('podproof', report.podproofVersion);
    suite.property('states', String(scenario.states)).property('transitions', String(scenario.transitions));
    for (const found of scenario.guarantees) {
      const test = suite.testCase().className(`${scenario.object} ${scenario.slice}`).name(found.id);
      const answer = answerOf(found);
      if (answer === 'violated' && found.counts) test.failure(found.sentence, found.id).stacktrace(details(found));
      if (answer === 'violated' && !found.counts)
        test.skipped().standardOutput(`violated, and does not count (--fail-on)\n\n${details(found)}`);
      if (answer === 'ignored') test.skipped().standardOutput(`${found.verdict}, and ignored: ${found.ignored ?? ''}`);
      if (answer === 'undecided') test.skipped().standardOutput(endings[scenario.ending]);
      if (answer === 'vacuous') test.standardOutput('its situation cannot occur here');
    }
  }
  if (report.problems.length > 0) {
    const suite = whole.testSuite().name('manifests');
    for (const { file, line, field, message, fix } of report.problems)
      suite.testCase().className(file).name(`${file}:${line} ${field}`).error(message, 'manifest', `fix: ${fix}`);
  }
  return whole.build();
};
