/** A check as Markdown, for the summary of a CI step or a comment: the verdicts as a table, each counterexample as a diagram. */

import type { Trace } from '../../generators/explore/machine.ts';
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import { cellCode, code, fenced, html, plain } from '../inert/markdown.ts';
import { flowSteps, sequenceLines } from '../run/mermaid.ts';
import { counted } from '../run/names.ts';
import { type Answer, answerOf, knownText, searchText } from './answer.ts';
import { notBegunText } from './inputNotes.ts';
import type { Checked, CheckReport, GuaranteeReport, ScenarioReport } from './report.ts';

/** GitHub drops a step's whole summary beyond 1 MiB. */
const mostBytes = 1_000_000;

const signs: Readonly<Record<Answer, string>> = {
  violated: '✗ violated',
  undecided: '? undecided',
  holds: '✓ holds',
  vacuous: '○ cannot occur',
  ignored: '– ignored',
};

const tableLines = ({ guarantees }: ScenarioReport): readonly string[] => [
  '| | guarantee | |',
  '|---|---|---|',
  ...(Object.keys(signs) as Answer[]).flatMap((answer) =>
    guarantees
      .filter((found) => answerOf(found) === answer)
      .map(({ id, sentence, ignored }) => `| ${signs[answer]} | ${cellCode(id)} | ${plain(ignored ?? sentence)} |`),
  ),
];

const diagramLines = (found: GuaranteeReport, trace: Trace<Cluster, Event>): readonly string[] =>
  fenced(
    'mermaid',
    sequenceLines({
      steps: flowSteps(trace),
      ends: found.ends ?? 'open',
      ...(found.loopsTo === undefined ? {} : { loopsTo: found.loopsTo }),
      ...(found.waits === undefined ? {} : { waits: found.waits }),
      ...(found.setting === undefined ? {} : { setting: found.setting }),
    }),
  );

const violationLines = (found: GuaranteeReport, trace: Trace<Cluster, Event> | undefined): readonly string[] => {
  const { location, subject, why, advice, replay, shortest } = found;
  return [
    `<details><summary>✗ <b>${html(found.id)}</b>${subject === undefined ? '' : ` (${html(subject)})`}</summary>`,
    '',
    plain(found.sentence),
    '',
    ...(location === undefined ? [] : [`at ${code(`${location.file}:${location.line}`)} ${code(location.field)}`, '']),
    ...(trace === undefined ? [] : [...diagramLines(found, trace), '']),
    `* **known** ${plain(knownText(found))}`,
    ...(why === undefined ? [] : [`* **why** ${plain(why)}`]),
    ...(advice === undefined ? [] : [`* **change** ${plain(advice)}`]),
    '',
    ...(replay === undefined ? [] : [...fenced('sh', [replay]), '']),
    ...(shortest === undefined
      ? []
      : [`A shortest run has ${counted(shortest.steps, 'step')}:`, '', ...fenced('sh', [shortest.replay]), '']),
    '</details>',
    '',
  ];
};

const scenarioLines = (scenario: ScenarioReport, checked: Checked | undefined): readonly string[] => [
  `## ${plain(scenario.name)}`,
  '',
  ...scenario.guarantees
    .filter((found) => answerOf(found) === 'violated')
    .flatMap((found) =>
      violationLines(found, checked?.result.results.find(({ guarantee }) => guarantee.id === found.id)?.trace),
    ),
  '<details><summary>All answers</summary>',
  '',
  ...tableLines(scenario),
  '',
  `Searched: ${searchText(scenario)}.`,
  '',
  '</details>',
  '',
];

const summaryLine = ({ scenarios }: CheckReport): string => {
  const answers = scenarios.flatMap(({ guarantees }) => guarantees.map(answerOf));
  const counts = (Object.keys(signs) as Answer[])
    .map((answer) => ({ answer, count: answers.filter((one) => one === answer).length }))
    .filter(({ answer, count }) => answer !== 'ignored' || count > 0)
    .map(({ answer, count }) => `${signs[answer]}: ${count}`);
  return counts.join(' · ');
};

/** The whole report. What would make it too long for a CI summary is left out from the end, and it says so. */
export const checkMarkdown = (report: CheckReport, checked: readonly Checked[]): string => {
  const head = ['# podproof', '', summaryLine(report), ''];
  const problems = report.problems.map(
    ({ file, line, field, message, fix }) =>
      `* ${code(`${file}:${line}`)} ${plain(`${field} ${message}. Fix: ${fix}`)}`,
  );
  const parts = report.scenarios.map((scenario, index) => scenarioLines(scenario, checked[index]).join('\n'));
  const notBegun = report.notBegun.length === 0 ? [] : [`* not begun: ${plain(notBegunText(report, true))}`];
  let text = [...head, ...problems, ...notBegun, ''].join('\n');
  const left: string[] = [];
  for (const [index, part] of parts.entries()) {
    if (new TextEncoder().encode(text + part).length < mostBytes) text += part;
    else left.push(plain(report.scenarios[index]?.name ?? ''));
  }
  return left.length === 0 ? text : `${text}\nLeft out, for this would be too long: ${left.join(', ')}\n`;
};
