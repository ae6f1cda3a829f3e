/** The findings of a check, and what is left of them once their advice is followed. */
import type { FindingReport } from '../../reports/check/findings.ts';
import type { CheckReport } from '../../reports/check/report.ts';
import { followed } from './edited.ts';
import { podproof } from './world.ts';

/** What a check of this text finds. */
export const findingsIn = async (
  manifest: string,
  options: readonly string[] = [],
): Promise<readonly FindingReport[]> => {
  const { out, err } = await podproof(['check', '-', '-o', 'json', ...options], { text: manifest });
  const { findings, problems } = JSON.parse(out) as CheckReport;
  if (problems.length > 0 || err.includes('bug')) throw new Error(`${err}${JSON.stringify(problems)}`);
  return findings;
};

/** The guarantees that lead findings of a kind. */
export const leads = (findings: readonly FindingReport[], kind: FindingReport['kind']): readonly string[] =>
  findings.filter((one) => one.kind === kind).map(({ guarantee }) => guarantee);

/** What a check finds after the advice of each finding of kind change has been followed, one alone each time. */
export const afterEach = async (
  manifest: string,
  options: readonly string[] = [],
): Promise<readonly { readonly finding: FindingReport; readonly left: readonly FindingReport[] }[]> => {
  const changes = (await findingsIn(manifest, options)).filter(({ kind }) => kind === 'change');
  const answers = [];
  for (const finding of changes)
    answers.push({ finding, left: await findingsIn(followed(manifest, finding), options) });
  return answers;
};
