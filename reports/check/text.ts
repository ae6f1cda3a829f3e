/** A check report in words: for each scenario what broke, where, how, why, what to change; then the table; then one summary line. */

import { entry, type Style, wrapped } from '../format/style.ts';
import { inertLine } from '../inert/text.ts';
import { excerptLines } from '../run/location.ts';
import { counted } from '../run/names.ts';
import { timelineLines } from '../run/timeline.ts';
import { type Answer, answerOf, knownText } from './answer.ts';
import { inputNoteLines } from './inputNotes.ts';
import type { CheckReport, GuaranteeReport, ProblemReport, ScenarioReport } from './report.ts';
import { skippedLines } from './skipped.ts';
import { groundsLines, verdictRows } from './table.ts';

/** How much to say. */
export interface Wordiness {
  /** Every step of every run, every sentence in full. */
  readonly verbose: boolean;
  /** Only what is violated or undecided, and the summary. */
  readonly quiet: boolean;
  /** How this command is called: `podproof`, or `kubectl podproof`. */
  readonly program: string;
}

/** What is wrong with a manifest, as compilers say it, and what to do. */
export const problemLines = (problem: ProblemReport, style: Style): readonly string[] => [
  inertLine(
    `${problem.file}:${problem.line}:${problem.column}: ${problem.field === '' ? '' : `${problem.field}: `}${problem.message}`,
  ),
  ...entry('fix:', problem.fix, style, 2, 5),
];

const headline = (found: GuaranteeReport, style: Style): readonly string[] => {
  const { symbols, paint } = style;
  const [first = '', ...rest] = wrapped(
    `violated: ${found.id}${found.subject === undefined ? '' : ` (${found.subject})`}`,
    style.width - 2,
  );
  return [
    paint('red', `${symbols.violated} ${first}`),
    ...rest.map((line) => `  ${line}`),
    ...wrapped(found.sentence, style.width - 2).map((line) => paint('bold', `  ${line}`)),
  ];
};

const endings: Readonly<Record<'broken' | 'stuck' | 'loop', string>> = {
  broken: 'a shortest run that breaks it; its last step does',
  stuck: 'a run on which it is never kept; it gets stuck',
  loop: 'a run on which it is never kept; it goes round in a loop',
};

const runText = ({ ends = 'broken', shortest }: GuaranteeReport, complete: boolean): string => {
  if (shortest !== undefined)
    return `a run that breaks it by its last step, on which the Pod runs before it is deleted; a shortest run has ${counted(shortest.steps, 'step')}`;
  return `${endings[ends]}${complete ? '' : ' (the search is not complete)'}`;
};

const runLines = (found: GuaranteeReport, { complete }: ScenarioReport, style: Style, verbose: boolean) => {
  const { trace: steps, ends = 'broken', loopsTo, setting, waits } = found;
  if (steps === undefined) return [];
  const timeline = {
    steps,
    ends,
    ...(loopsTo === undefined ? {} : { loopsTo }),
    ...(waits === undefined ? {} : { waits }),
    ...(setting === undefined ? {} : { setting }),
  };
  return [
    ...wrapped(`${counted(steps.length, 'step')}: ${runText(found, complete)}`, style.width - 2).map(
      (line) => `  ${line}`,
    ),
    '',
    ...timelineLines(timeline, style, verbose),
    '',
  ];
};

const findingLines = (
  found: GuaranteeReport,
  scenario: ScenarioReport,
  style: Style,
  { verbose, program }: Wordiness,
): readonly string[] => [
  ...headline(found, style),
  ...(found.location === undefined ? [] : excerptLines(found.location, style)),
  ...runLines(found, scenario, style, verbose),
  ...entry('known', knownText(found), style, 2, 8),
  ...(found.why === undefined ? [] : entry('why', found.why, style, 2, 8)),
  ...(found.advice === undefined ? [] : entry('change', found.advice, style, 2, 8)),
  ...(found.replay === undefined ? [] : [`  ${style.paint('bold', 'replay')}  ${found.replay}`]),
  ...(found.shortest === undefined ? [] : [`  ${style.paint('bold', 'shorter')} ${found.shortest.replay}`]),
  ...entry('more', `${program} explain ${found.id}`, style, 2, 8),
  '',
];

/** Told in full once for each workload: another slice of it that finds the same adds nothing, unless it says when. */
const toldBefore = (found: GuaranteeReport, scenario: ScenarioReport, { scenarios }: CheckReport): string | undefined =>
  scenarios
    .slice(0, scenarios.indexOf(scenario))
    .find(
      ({ object, delays, guarantees }) =>
        object === scenario.object &&
        (delays === undefined) === (scenario.delays === undefined) &&
        guarantees.some((one) => one.id === found.id && answerOf(one) === 'violated' && one.subject === found.subject),
    )?.name;

/** What is told even if nothing else is. */
const loud: readonly Answer[] = ['violated', 'undecided'];

const scenarioLines = (
  scenario: ScenarioReport,
  report: CheckReport,
  style: Style,
  wordiness: Wordiness,
): readonly string[] => {
  const { verbose, quiet } = wordiness;
  const violated = scenario.guarantees.filter((found) => answerOf(found) === 'violated' && (found.counts || !quiet));
  const shown = quiet ? scenario.guarantees.filter((found) => loud.includes(answerOf(found))) : scenario.guarantees;
  if (quiet && shown.length === 0) return [];
  return [
    style.paint('bold', `${scenario.name}  (slice ${scenario.slice}, Kubernetes ${scenario.kubernetesVersion})`),
    '',
    ...violated.flatMap((found) => {
      const before = toldBefore(found, scenario, report);
      if (before === undefined) return findingLines(found, scenario, style, wordiness);
      return [...wrapped(`${style.symbols.violated} violated: ${found.id}: as in ${before}, above`, style.width), ''];
    }),
    ...verdictRows(shown, style, verbose),
    '',
    ...(quiet ? [] : [...groundsLines(scenario, style, verbose), '']),
  ];
};

const countOf = (report: CheckReport, answer: Answer): number =>
  report.scenarios.flatMap(({ guarantees }) => guarantees).filter((found) => answerOf(found) === answer).length;

/** How many violations do not fail the check, if some do not. */
const excusedText = ({ scenarios }: CheckReport): string => {
  const found = scenarios.flatMap(({ guarantees }) => guarantees).filter((one) => answerOf(one) === 'violated');
  const excused = found.filter(({ counts }) => !counts).length;
  if (excused === 0) return '';
  return excused === found.length
    ? ' (none of them counts: --fail-on)'
    : ` (${excused} of them do not count: --fail-on)`;
};

/** Everything in one line: how many guarantees got which answer, in how many scenarios. */
export const summaryLine = (report: CheckReport, style: Style): string => {
  const { symbols, paint } = style;
  const part = (answer: Answer, colour: 'green' | 'red' | 'yellow' | 'dim', words: string) => {
    const count = countOf(report, answer);
    const text = `${symbols[answer]} ${count} ${words}`;
    return count === 0 ? [] : [paint(colour, text)];
  };
  const states = report.scenarios.reduce((sum, one) => sum + one.states, 0);
  return [
    ...part('holds', 'green', 'hold'),
    ...part('violated', 'red', `violated${excusedText(report)}`),
    ...part('undecided', 'yellow', 'undecided'),
    ...part('vacuous', 'dim', 'cannot occur'),
    ...part('ignored', 'dim', 'ignored'),
    ...(report.notAsked.length === 0 ? [] : [paint('yellow', `${report.notAsked.length} not asked`)]),
    `${counted(report.scenarios.length, 'scenario')}, ${counted(states, 'state')}`,
  ].join('   ');
};

/** A scenario there was no time for. */
const isNotBegun = ({ ending, states }: ScenarioReport): boolean => ending === 'interrupted' && states === 0;

/** Where there are many of them, a table of each would say the same again and again. */
const notBegunLines = ({ scenarios }: CheckReport, style: Style, verbose: boolean): readonly string[] => {
  const left = scenarios.filter(isNotBegun);
  if (left.length === 0) return [];
  const names =
    verbose || left.length === 1 ? left.map(({ name }) => name).join(', ') : counted(left.length, 'scenario');
  const text = `${style.symbols.undecided} not begun: ${names}: not complete: ended by --timeout or Ctrl-C`;
  return [...wrapped(text, style.width).map((line) => style.paint('yellow', line)), ''];
};

/** One guarantee in full: every run that breaks it, the answer of every scenario that asks for it, what those rest on. */
export const storyLines = (report: CheckReport, id: string, style: Style, wordiness: Wordiness): readonly string[] => {
  const asking = report.scenarios.filter(({ guarantees }) => guarantees.some((found) => found.id === id));
  const scenarios = asking.map((one) => ({ ...one, guarantees: one.guarantees.filter((found) => found.id === id) }));
  const alone = { ...report, scenarios };
  return scenarios.flatMap((scenario) => scenarioLines(scenario, alone, style, { ...wordiness, quiet: false }));
};

/** The whole report as lines. */
export const checkLines = (report: CheckReport, style: Style, wordiness: Wordiness): readonly string[] => [
  ...report.scenarios
    .filter((scenario) => !isNotBegun(scenario))
    .flatMap((scenario) => scenarioLines(scenario, report, style, wordiness)),
  ...notBegunLines(report, style, wordiness.verbose),
  ...(wordiness.quiet ? [] : skippedLines(report, style)),
  ...inputNoteLines(report, style, wordiness),
  summaryLine(report, style),
];
