/** A check as Markdown, for the summary of a CI step or a comment: the verdicts as a table, each counterexample as a diagram. */

import type { Trace } from '../../generators/explore/machine.ts';
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import { styleOf } from '../format/style.ts';
import { cellCode, code, fenced, html, plain } from '../inert/markdown.ts';
import { flowSteps, sequenceLines } from '../run/mermaid.ts';
import { counted } from '../run/names.ts';
import { type Answer, answerOf, knownText, searchText } from './answer.ts';
import type { FindingReport } from './findings.ts';
import { notBegunText } from './inputNotes.ts';
import type { Checked, CheckReport, GuaranteeReport, ScenarioReport } from './report.ts';
import { summaryParts } from './summary.ts';

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

const violationLines = (
  found: GuaranteeReport,
  scenario: string,
  trace: Trace<Cluster, Event> | undefined,
): readonly string[] => {
  const { location, subject, why, advice, replay, shortest } = found;
  return [
    `<details><summary>✗ <b>${html(found.id)}</b>${subject === undefined ? '' : ` (${html(subject)})`} in ${html(scenario)}</summary>`,
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

/** One part of the text: what is left out where the whole would be too long is left out part by part, and named. */
interface Part {
  readonly name: string;
  readonly lines: readonly string[];
}

const traceOf = (checked: Checked | undefined, id: string): Trace<Cluster, Event> | undefined =>
  checked?.result.results.find(({ guarantee }) => guarantee.id === id)?.trace;

/** Every violation with its run: those that lead a finding first, in the order of the findings, then the others. */
const violationParts = (report: CheckReport, checked: readonly Checked[]): readonly Part[] => {
  const leads = report.findings.map(({ scenario, guarantee }) => `${scenario} ${guarantee}`);
  const rank = (key: string): number => (leads.includes(key) ? leads.indexOf(key) : leads.length);
  return report.scenarios
    .flatMap(({ name, guarantees }, index) =>
      guarantees
        .filter((found) => answerOf(found) === 'violated')
        .map((found) => ({
          name: `${name} ${found.id}`,
          found,
          scenario: name,
          trace: traceOf(checked[index], found.id),
        })),
    )
    .sort((one, other) => rank(one.name) - rank(other.name))
    .map(({ name, found, scenario, trace }) => ({ name, lines: violationLines(found, scenario, trace) }));
};

const answersPart = (scenario: ScenarioReport): Part => ({
  name: `answers of ${scenario.name}`,
  lines: [
    `<details><summary>All answers: ${html(scenario.name)}</summary>`,
    '',
    ...tableLines(scenario),
    '',
    `Searched: ${plain(searchText(scenario))}.`,
    '',
    '</details>',
    '',
  ],
});

const kindSigns: Readonly<Record<FindingReport['kind'], string>> = { change: '✗', question: '?', known: '·' };

const findingLines = ({ kind, object, title, guarantee, location, happens, fix }: FindingReport): readonly string[] => {
  const place = location === undefined ? '' : ` at ${code(`${location.file}:${location.line}`)}`;
  return [
    `* ${kindSigns[kind]} ${plain(object)}: **${plain(title)}** ${code(guarantee)}${place}`,
    ...happens.map((line) => `  * ${plain(line)}`),
    ...(fix === undefined ? [] : [`  * ${kind === 'change' ? '**fix** ' : ''}${plain(fix.text)}`]),
  ];
};

/** What to change and what is asked; what is known, folded. Nothing of what is ignored or was known before. */
const findingParts = ({ findings }: CheckReport): readonly Part[] => {
  const told = findings.filter(({ ignored, baseline }) => ignored === undefined && baseline === undefined);
  const known = told.filter(({ kind }) => kind === 'known');
  return [
    ...told
      .filter(({ kind }) => kind !== 'known')
      .map((one) => ({ name: `${one.object}: ${one.guarantee}`, lines: findingLines(one) })),
    { name: '', lines: [''] },
    ...(known.length === 0
      ? []
      : [
          {
            name: 'what Kubernetes does not promise',
            lines: [
              `<details><summary>${counted(known.length, 'more thing')} Kubernetes does not promise</summary>`,
              '',
              ...known.flatMap(findingLines),
              '',
              '</details>',
              '',
            ],
          },
        ]),
  ];
};

/** What limits the answers. */
const limitsPart = ({ notAsked, notModelled, notes, baseline }: CheckReport): Part => {
  const lines = [
    ...(baseline === undefined || baseline.known === 0
      ? []
      : [`* known before: ${counted(baseline.known, 'finding')} of ${code(baseline.file)}`]),
    ...(baseline?.stale ?? []).map(
      ({ file, line, message, fix }) => `* stale: ${code(`${file}:${line}`)} ${plain(`${message}: ${fix}`)}`,
    ),
    ...notAsked.map(({ id, reason }) => `* not asked: ${code(id)}: ${plain(reason)}`),
    ...notes.map(({ file, line, object, field, text }) => {
      const where = [object, field].filter((part) => part !== '').join(' ');
      return `* note: ${code(`${file}:${line}`)} ${plain(`${where} ${text}`)}`;
    }),
    ...notModelled.map(
      ({ file, line, object, field, why }) =>
        `* not modelled: ${code(`${file}:${line}`)} ${plain(`${object} ${field}: ${why}`)}`,
    ),
  ];
  return { name: 'what limits the answers', lines: lines.length === 0 ? [] : [...lines, ''] };
};

const plainStyle = styleOf({ width: 100, unicode: true, colour: false });

const summaryLine = (report: CheckReport): string => summaryParts(report, plainStyle).map(plain).join(' · ');

const sizeOf = (text: string): number => new TextEncoder().encode(text).length;

const mostNamed = 20;

const leftOut = (names: readonly string[]): string => {
  const shown = names.slice(0, mostNamed).map(plain).join(', ');
  const more = names.length - mostNamed;
  return `\nLeft out, for this would be too long: ${shown}${more > 0 ? ` and ${more} more` : ''}\n`;
};

/** The whole report, the most important first. What would make it too long for a CI summary is left out from the end, and it says so. */
export const checkMarkdown = (report: CheckReport, checked: readonly Checked[]): string => {
  const head = ['# podproof', '', summaryLine(report), ''];
  const problems = report.problems.map(
    ({ file, line, field, message, fix }) =>
      `* ${code(`${file}:${line}`)} ${plain(`${field} ${message}. Fix: ${fix}`)}`,
  );
  const notBegun = report.notBegun.length === 0 ? [] : [`* not begun: ${plain(notBegunText(report, true))}`];
  const parts = [
    ...findingParts(report),
    limitsPart(report),
    ...violationParts(report, checked),
    ...report.scenarios.map(answersPart),
  ];
  const texts = [[...head, ...problems, ...notBegun, ''].join('\n')];
  const left: string[] = [];
  let size = sizeOf(texts[0] ?? '');
  for (const { name, lines } of parts) {
    const text = lines.map((line) => `${line}\n`).join('');
    if (size + sizeOf(text) < mostBytes) {
      texts.push(text);
      size += sizeOf(text);
    } else left.push(name);
  }
  return left.length === 0 ? texts.join('') : texts.join('') + leftOut(left);
};
