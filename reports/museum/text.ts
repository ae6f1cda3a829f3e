/** The museum in words: a list of what there is to see, and one exhibit in full. */
import type { Missing } from '../../generators/museum/exhibit.ts';
import { entry, type Style, widthOf, wrapped } from '../format/style.ts';
import { counted } from '../run/names.ts';
import { type Setting, timelineLines } from '../run/timeline.ts';
import type { ExhibitEntry, ExhibitReport, RunReport, SideReport } from './report.ts';

/** Every exhibit, then what is not on show yet. */
export const museumList = (
  exhibits: readonly ExhibitEntry[],
  missing: readonly Missing[],
  style: Style,
): readonly string[] => {
  const widest = Math.max(0, ...[...exhibits, ...missing].map(({ id }) => widthOf(id)));
  const below = (text: string): readonly string[] =>
    wrapped(text, style.width - widest - 2).map((line) => `${' '.repeat(widest + 2)}${style.paint('dim', line)}`);
  const titled = (id: string, title: string) => entry(id, title, style, 0, widest + 2);
  return [
    ...exhibits.flatMap(({ id, title, versions, expected: { off, on } }) => [
      ...titled(id, title),
      ...below(`${off} with the bug, ${on} without it`),
      ...below(versions),
    ]),
    '',
    style.paint('bold', 'not yet'),
    ...missing.flatMap(({ id, title, needs }) => [...titled(id, title), ...below(`needs ${needs}`)]),
    '',
    `${counted(exhibits.length, 'exhibit')}, ${missing.length} not yet. Name one to see it.`,
  ];
};

const grades = {
  A: 'the report spells the order of events out',
  B: 'the report gives cause and effect; the order was put together from it',
  C: 'the report gives symptoms; the order is in part a reconstruction',
} as const;

const colours = { holds: 'green', violated: 'red', undecided: 'yellow' } as const;

const titles = { off: 'with the bug', on: 'without it', further: 'and' } as const;

const sideLines = ({ name, says, verdict, states, complete, reached, shortest }: SideReport, style: Style) => {
  const sign = style.paint(colours[verdict], `${style.symbols[verdict]} ${verdict}`);
  const figures = [
    counted(states, 'state'),
    complete ? 'complete' : 'not complete',
    shortest === undefined
      ? `the situation came up ${counted(reached, 'time')}`
      : `shortest run ${counted(shortest.steps, 'step')}`,
  ];
  return [
    `${sign} ${style.paint('bold', titles[name])}: ${figures.join(', ')}`,
    ...wrapped(says, style.width - 2).map((line) => `  ${line}`),
  ];
};

/** The steps of a run, each with the number of the reported step that it is. */
const marked = ({ steps, report }: RunReport) =>
  steps.map(({ says, ...step }, index) => {
    const reported = report.findIndex((one) => one.step === index + 1);
    return { ...step, says: reported < 0 ? says : `[${reported + 1}] ${says}` };
  });

/** The run as it was reported, and how it comes about in the model. */
export const runLines = (run: RunReport, setting: Setting | undefined, style: Style): readonly string[] => {
  const { ends, loopsTo, report } = run;
  const timeline = {
    steps: marked(run),
    ends,
    ...(loopsTo === undefined ? {} : { loopsTo }),
    ...(setting === undefined ? {} : { setting }),
  };
  return [
    ...report.flatMap(({ says }, index) => entry(`[${index + 1}]`, says, style, 2, 5)),
    '',
    ...timelineLines(timeline, style),
  ];
};

/** One exhibit in full. */
export const exhibitLines = (exhibit: ExhibitReport, setting: Setting | undefined, style: Style): readonly string[] => {
  const { id, title, story, versions, grade, guarantee, promise, sides, run, links } = exhibit;
  const part = (label: string, text: string) => entry(label, text, style, 0, 10);
  return [
    style.paint('bold', id),
    ...wrapped(title, style.width),
    '',
    ...wrapped(story, style.width),
    '',
    ...part('versions', versions),
    ...part('known', grades[grade]),
    ...part('promise', guarantee === undefined ? promise : `${guarantee}: ${promise}`),
    ...part('switch', exhibit.switch),
    ...links.flatMap((link, index) => part(index === 0 ? 'threads' : '', link)),
    '',
    ...sides.flatMap((side) => sideLines(side, style)),
    '',
    style.paint(
      'bold',
      `as it was reported, and as it happens here (${counted(run.steps.length, 'step')}, ${run.subject})`,
    ),
    ...runLines(run, setting, style),
    '',
    `${style.paint('bold', 'replay')}    ${run.replay}`,
  ];
};
