/** A conformance run as JUnit XML, for whatever shows test results. */

import { type Style, styleOf } from '../style.ts';
import type { CaseReport, ConformReport } from './report.ts';
import { caseText } from './text.ts';

const plain: Style = styleOf({ width: 100, unicode: true, colour: false });

const details = (one: CaseReport): string => caseText(one, plain).join('\n');

/** One test suite for each target, one test case for each case. What could not be decided is told as skipped, with the reason. */
export const conformJunit = async (report: ConformReport): Promise<string> => {
  // Loading it takes longer than anything else here, and few ask for it.
  const { default: module } = await import('junit-report-builder');
  // Its types speak of an ES module, what is loaded is CommonJS whose exports are the builder itself.
  const whole = (module as unknown as typeof module.default).newBuilder();
  for (const { target, seconds } of report.targets) {
    const suite = whole.testSuite().name(target).time(seconds);
    suite.property('kubernetes', report.kubernetesVersion).property('podproof', report.podproofVersion);
    suite.property('skipped', String(report.skipped.length));
    for (const one of report.cases.filter((other) => other.target === target)) {
      const test = suite.testCase().className(`${report.profile}/${target}`).name(one.id).time(one.seconds);
      test.property('title', one.title);
      if (one.verdict === 'fail') test.failure(one.because, 'divergence').stacktrace(details(one));
      if (one.verdict === 'inconclusive') test.skipped().standardOutput(one.because);
    }
  }
  return whole.build();
};
