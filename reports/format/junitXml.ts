/** JUnit XML as CI servers read it: suites of cases, with the sums they expect. */
import { document, element, textElement, type Xml } from '../inert/xml.ts';

/** What became of one case; `passed` has nothing to tell. */
export type CaseOutcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'skipped'; readonly says: string; readonly details?: string }
  | { readonly kind: 'failed' | 'error'; readonly type: string; readonly says: string; readonly details: string };

/** One case. */
export interface JunitCase {
  readonly className: string;
  readonly name: string;
  readonly seconds?: number;
  readonly properties?: Readonly<Record<string, string>>;
  readonly outcome: CaseOutcome;
}

/** Cases that belong together. */
export interface JunitSuite {
  readonly name: string;
  readonly seconds?: number;
  readonly properties?: Readonly<Record<string, string>>;
  readonly cases: readonly JunitCase[];
}

const sums = (cases: readonly JunitCase[]) => {
  const count = (kind: CaseOutcome['kind']) => cases.filter(({ outcome }) => outcome.kind === kind).length;
  return { tests: cases.length, failures: count('failed'), errors: count('error'), skipped: count('skipped') };
};

const time = (seconds: number | undefined) => (seconds === undefined ? {} : { time: seconds.toFixed(3) });

const propertiesElement = (properties: Readonly<Record<string, string>> = {}): readonly Xml[] =>
  Object.keys(properties).length === 0
    ? []
    : [
        element(
          'properties',
          {},
          Object.entries(properties).map(([name, value]) => element('property', { name, value })),
        ),
      ];

const outcomeElements = (outcome: CaseOutcome): readonly Xml[] => {
  if (outcome.kind === 'passed') return [];
  const { says, details = '' } = outcome;
  // Not every server shows why a case was skipped, but all of them show what it printed.
  if (outcome.kind === 'skipped') {
    const told = details === '' ? says : `${says}\n\n${details}`;
    return [element('skipped', { message: says }), textElement('system-out', {}, told)];
  }
  const name = outcome.kind === 'failed' ? 'failure' : 'error';
  return [textElement(name, { message: says, type: outcome.type }, details)];
};

const caseElement = ({ className, name, seconds, properties, outcome }: JunitCase): Xml =>
  element('testcase', { classname: className, name, ...time(seconds) }, [
    ...propertiesElement(properties),
    ...outcomeElements(outcome),
  ]);

const suiteElement = ({ name, seconds, properties, cases }: JunitSuite): Xml =>
  element('testsuite', { name, ...sums(cases), ...time(seconds) }, [
    ...propertiesElement(properties),
    ...cases.map(caseElement),
  ]);

/** The document. */
export const junitXml = (suites: readonly JunitSuite[]): string =>
  document(
    element(
      'testsuites',
      { name: 'podproof', ...sums(suites.flatMap(({ cases }) => cases)) },
      suites.map(suiteElement),
    ),
  );
