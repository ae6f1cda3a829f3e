/** A conformance run as JUnit XML, for whatever shows test results. */

import { type CaseOutcome, junitXml } from '../format/junitXml.ts';
import { type Style, styleOf } from '../format/style.ts';
import type { CaseReport, ConformReport } from './report.ts';
import { caseText } from './text.ts';

const plain: Style = styleOf({ width: 100, unicode: true, colour: false });

/** What could not be decided is skipped, with the reason. */
const outcomeOf = (one: CaseReport): CaseOutcome => {
  switch (one.verdict) {
    case 'pass':
      return { kind: 'passed' };
    case 'fail':
      return { kind: 'failed', type: 'divergence', says: one.because, details: caseText(one, plain).join('\n') };
    case 'inconclusive':
      return { kind: 'skipped', says: one.because };
  }
};

/** One test suite for each target, one test case for each case. */
export const conformJunit = (report: ConformReport): string =>
  junitXml(
    report.targets.map(({ target, seconds }) => ({
      name: target,
      seconds,
      properties: {
        kubernetes: report.kubernetesVersion,
        podproof: report.podproofVersion,
        skipped: String(report.skipped.length),
      },
      cases: report.cases
        .filter((other) => other.target === target)
        .map((one) => ({
          className: `${report.profile}/${target}`,
          name: one.id,
          seconds: one.seconds,
          properties: { title: one.title },
          outcome: outcomeOf(one),
        })),
    })),
  );
