/** From answers to the page: the built template with scenarios, answers and runs in it. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { encodeSchedule, scheduleOf } from '../generators/explore/index.ts';
import { modelOf } from '../model/reducer.ts';
import type { Checked } from '../reports/checkReport.ts';
import { type PageData, type PageRun, withoutTraces } from '../reports/page/data.ts';
import { pageWith } from '../reports/page/embed.ts';
import type { Answers } from './checking.ts';
import { Complaint } from './complaint.ts';
import { standardInput } from './input.ts';

/** The template is built, not source, so it is looked for in the package, wherever this code runs from. */
const templateFile = (): string =>
  join(dirname(createRequire(import.meta.url).resolve('podproof/package.json')), 'dist/page/index.html');

const template = async (): Promise<string> => {
  const file = templateFile();
  return readFile(file, 'utf8').catch(() => {
    throw new Complaint(`${file}: the page has not been built`, 'npm run build');
  });
};

const runsOf = ({ result: { scenario, results } }: Checked): readonly PageRun[] => {
  const model = modelOf(scenario);
  return results.flatMap(({ guarantee: { id }, schedule, witness }): readonly PageRun[] => [
    ...(schedule === undefined ? [] : [{ guarantee: id, kind: 'violation' as const, schedule }]),
    ...(witness === undefined
      ? []
      : [{ guarantee: id, kind: 'witness' as const, schedule: encodeSchedule(scheduleOf(model, witness)) }]),
  ]);
};

const titleOf = (paths: readonly string[]): string =>
  paths.map((path) => (path === standardInput ? 'standard input' : basename(path))).join(', ');

/** What the page about these answers holds. */
export const pageData = ({ report, checked, paths }: Answers, opens: PageData['opens']): PageData => ({
  title: titleOf(paths),
  opens,
  report: withoutTraces(report),
  scenarios: checked.map((one) => ({ scenario: one.result.scenario, runs: runsOf(one) })),
});

/** The page as text. */
export const pageOf = async (answers: Answers, opens: PageData['opens']): Promise<string> =>
  pageWith(await template(), pageData(answers, opens));
