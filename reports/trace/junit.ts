/** Recorded histories as JUnit XML, a test case for each Pod. */
import type { Account } from '../../conformance/traces/account.ts';
import { type CaseOutcome, junitXml } from '../format/junitXml.ts';
import type { TraceReport } from './report.ts';

const outcomeOf = ({ verdict, at, says, rule, legal, asIf, because }: Account): CaseOutcome => {
  if (verdict === 'explained') return { kind: 'passed' };
  if (verdict === 'undecided') return { kind: 'skipped', says: because };
  const details = [
    `${at === null ? '' : `${at.file}:${at.line}: `}${says}`,
    `rule: ${rule}`,
    ...legal.map((line) => `legal: ${line}`),
    ...asIf.map((mistake) => `as if: ${mistake}`),
  ];
  return { kind: 'failed', type: 'impossible', says, details: details.join('\n') };
};

/** The document. */
export const traceJunit = ({ histories, kubernetesVersion, podproofVersion }: TraceReport): string =>
  junitXml([
    {
      name: 'recorded histories',
      properties: { kubernetes: kubernetesVersion, podproof: podproofVersion },
      cases: histories.map((one) => ({
        className: one.owner === '' ? 'Pod' : one.owner,
        name: `${one.subject} ${one.uid}`,
        outcome: outcomeOf(one),
      })),
    },
  ]);
