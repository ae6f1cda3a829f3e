/** From answers to the page: the built template with scenarios, answers and runs in it. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { encodeSchedule, scheduleOf, type Trace } from '../../generators/explore/index.ts';
import { standardInput } from '../../library/inputArguments.ts';
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import { modelOf } from '../../model/reducer.ts';
import { type Checked, checkReport } from '../../reports/check/report.ts';
import type { ConformView } from '../../reports/conform/view.ts';
import type { CoverageReport } from '../../reports/coverage/report.ts';
import { type PageData, type PageRun, withoutTraces } from '../../reports/page/data.ts';
import { pageWith } from '../../reports/page/embed.ts';
import type { Answers } from '../asking.ts';
import { Complaint } from '../complaint.ts';
import { packaged } from '../packaged.ts';

const template = async (): Promise<string> => {
  const file = packaged('dist/page/index.html');
  return readFile(file, 'utf8').catch(() => {
    throw new Complaint(`${file}: the page has not been built`, 'npm run build');
  });
};

type Run = Trace<Cluster, Event>;

const runsOf = ({ result: { scenario, results } }: Checked): readonly PageRun[] => {
  const model = modelOf(scenario);
  const runOf = (guarantee: string, kind: PageRun['kind'], trace: Run | undefined): readonly PageRun[] =>
    trace === undefined ? [] : [{ guarantee, kind, schedule: encodeSchedule(scheduleOf(model, trace)) }];
  return results.flatMap(({ guarantee: { id }, trace, witness }) => [
    ...runOf(id, 'violation', trace),
    ...runOf(id, 'witness', witness),
  ]);
};

const titleOf = (paths: readonly string[]): string =>
  paths.map((path) => (path === standardInput ? 'standard input' : basename(path))).join(', ');

const pageData = (
  { report, checked, paths }: Answers,
  opens: PageData['opens'],
  coverage: CoverageReport | undefined,
): PageData => ({
  title: titleOf(paths),
  opens,
  report: withoutTraces(report),
  scenarios: checked.map((one) => ({
    runs: runsOf(one),
    ...(one.replaying === undefined ? {} : { replay: one.replaying }),
  })),
  ...(coverage === undefined ? {} : { coverage }),
});

/** The page about this data, as text. */
export const pageAbout = async (data: PageData): Promise<string> => pageWith(await template(), data);

/** The page about these answers, as text. */
export const pageOf = async (answers: Answers, opens: PageData['opens'], coverage?: CoverageReport): Promise<string> =>
  pageAbout(pageData(answers, opens, coverage));

/** The page about what was written down: coverage, and where targets differ. */
export const paperPage = async (
  files: readonly string[],
  coverage: CoverageReport,
  conform: ConformView | undefined,
): Promise<string> =>
  pageWith(await template(), {
    title: titleOf(files),
    opens: conform === undefined ? 'coverage' : 'divergences',
    report: checkReport(coverage.podproofVersion, [], { problems: [], dropped: [], skipped: [] }),
    scenarios: [],
    coverage,
    ...(conform === undefined ? {} : { conform }),
  });
