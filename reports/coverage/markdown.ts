/** Coverage as Markdown with Mermaid, for the summary of a CI step. */
import { type CoverageDifference, type CoverageReport, sharesOf } from './report.ts';
import { type LifecycleMap, mapsOf } from './maps.ts';
import { kindNames, shareText } from './names.ts';
import { code, fenced, plain } from '../inert/markdown.ts';
import { stateLabel } from '../inert/mermaid.ts';

const idOf = (state: string): string => `s_${state.replace(/[^A-Za-z0-9]+/g, '_')}`;

/** The map as a state diagram: ✓ and ✗ before each event, states nobody visited with a dashed border. */
export const mapLines = ({ states, ways }: LifecycleMap): readonly string[] => [
  'stateDiagram-v2',
  '  classDef unseen stroke-dasharray: 4 4',
  ...states.map(({ name }) => `  state "${stateLabel(name)}" as ${idOf(name)}`),
  ...ways.map(({ from, to, events }) => {
    const words = events.map(({ label, covered }) => `${covered ? '✓' : '✗'} ${stateLabel(label)}`);
    return `  ${idOf(from)} --> ${idOf(to)} : ${words.join('<br/>')}`;
  }),
  ...states.filter(({ covered }) => !covered).map(({ name }) => `  class ${idOf(name)} unseen`),
];

const listLines = (title: string, ids: readonly string[]): readonly string[] =>
  ids.length === 0 ? [] : ['', `**${title}**`, '', ...ids.map((id) => `* ${code(id)}`)];

/** The shares as a table, what changed, and the maps. */
export const coverageMarkdown = (report: CoverageReport, difference?: CoverageDifference): string => {
  const together = sharesOf(report);
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    '# Lifecycle paths covered',
    '',
    row(['seen by', ...together.map(({ kind }) => kindNames[kind])]),
    `|${'---|'.repeat(together.length + 1)}`,
    row(['**all together**', ...together.map(({ covered, all }) => shareText(covered, all))]),
    ...report.sources.map(({ name, kind }, index) =>
      row([`${plain(name)} (${kind})`, ...sharesOf(report, index).map(({ covered }) => String(covered))]),
    ),
    ...listLines('gained', difference?.gained ?? []),
    ...listLines('lost', difference?.lost ?? []),
    ...mapsOf(report).flatMap((map) => ['', `## ${plain(map.chart)}`, '', ...fenced('mermaid', mapLines(map))]),
    '',
  ].join('\n');
};
