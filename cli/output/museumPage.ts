/** An exhibit as a page: both sides to step through, beginning with the run that was reported. */
import type { GuaranteeResult } from '../../generators/check/result.ts';
import { encodeSchedule, scheduleOf } from '../../generators/explore/index.ts';
import type { Exhibit } from '../../generators/museum/exhibit.ts';
import { modelOn, promisesOf, scenarioOn, sentenceOf } from '../../generators/museum/sides.ts';
import { type ReportedRun, type SideVerdict, verdictOn } from '../../generators/museum/visit.ts';
import { type Guarantee, guarantees } from '../../model/guarantees/index.ts';
import { type Checked, checkReport } from '../../reports/check/report.ts';
import { type PageData, type PageRun, withoutTraces } from '../../reports/page/data.ts';
import { pageAbout } from './page.ts';

/** Which side of an exhibit. */
export type SideName = 'off' | 'on';

const sideNames = { off: 'with the bug', on: 'without the bug' } as const;

/** The promise of an exhibit in the shape of a guarantee: what breaks it is the one side, what mends it the other. */
const guaranteeOf = ({ id, title, asked, off, on }: Exhibit): Guarantee => {
  const found = 'guarantee' in asked ? guarantees.find((one) => one.id === asked.guarantee) : undefined;
  return {
    id,
    facts: [],
    standing: 'conditional',
    slices: [],
    applies: () => true,
    broken: title,
    mutant: '',
    sentence: sentenceOf(asked),
    promises: (scenario) => promisesOf(asked, scenario),
    ...found,
    why: off.says,
    advice: on.says,
    remedy: () => ({ who: 'nobody' }),
  };
};

const checkedSide = (exhibit: Exhibit, name: SideName, verdict: SideVerdict, run: ReportedRun): Checked => {
  const side = exhibit[name];
  const { broken, witness, ending, statistics, reached } = verdict;
  // The reported run is shown, not the shortest one.
  const replaying = `podproof museum ${exhibit.id}${name === 'on' ? ' --on' : ''}`;
  const shown = broken === undefined ? undefined : run;
  const result: GuaranteeResult = {
    guarantee: guaranteeOf(exhibit),
    verdict: verdict.verdict,
    reached,
    ...(shown === undefined ? {} : { subject: shown.subject, trace: shown.trace, schedule: shown.schedule }),
    ...(witness === undefined ? {} : { witness }),
  };
  return {
    result: {
      scenario: { ...scenarioOn(exhibit, side), name: `${exhibit.id} ${sideNames[name]}` },
      leftOut: [],
      ending,
      statistics,
      seconds: 0,
      results: [result],
    },
    object: exhibit.title,
    slice: 'museum',
    replaying,
    replay: (_guarantee, schedule) => `${replaying} --schedule ${schedule}`,
  };
};

const runsOf = (exhibit: Exhibit, name: SideName, { result }: Checked): readonly PageRun[] =>
  result.results.flatMap(({ guarantee, schedule, witness }) => [
    ...(schedule === undefined ? [] : [{ guarantee: guarantee.id, kind: 'violation' as const, schedule }]),
    ...(witness === undefined
      ? []
      : [
          {
            guarantee: guarantee.id,
            kind: 'witness' as const,
            schedule: encodeSchedule(scheduleOf(modelOn(exhibit, exhibit[name]), witness)),
          },
        ]),
  ]);

/** The page about these sides of an exhibit, as text. */
export const exhibitPage = async (
  exhibit: Exhibit,
  names: readonly SideName[],
  run: ReportedRun,
  version: string,
): Promise<string> => {
  const sides = names.map((name) => checkedSide(exhibit, name, verdictOn(exhibit, exhibit[name]), run));
  const report = checkReport(version, sides, { problems: [], dropped: [], skipped: [] });
  const data: PageData = {
    title: exhibit.id,
    opens: 'explorer',
    report: withoutTraces(report),
    scenarios: sides.map((side, index) => {
      const name = names[index] ?? 'off';
      return {
        runs: runsOf(exhibit, name, side),
        ...(side.replaying === undefined ? {} : { replay: side.replaying }),
        exhibit: { id: exhibit.id, side: name },
      };
    }),
  };
  return pageAbout(data);
};
