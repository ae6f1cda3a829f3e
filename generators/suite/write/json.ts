/** Suites as text: JSON is the source of truth. */
import type { Suite } from '../case.ts';

/** A file to be written: a path in the output directory, and what stands in it. */
export interface SuiteFile {
  readonly path: string;
  readonly text: string;
  /** It is for the user to change: not written where there is one. */
  readonly keep?: true;
}

/** The suite as a document, keys in their order, one line for each case, so that differences between two suites can be read. */
export const suiteText = (suite: Suite): string => {
  const { cases, ...head } = suite;
  const lines = cases.map((test) => `    ${JSON.stringify(test)}`);
  const rest = JSON.stringify(head, null, 2).replace(/\n\}$/, '');
  return `${rest},\n  "cases": [\n${lines.join(',\n')}\n  ]\n}\n`;
};
