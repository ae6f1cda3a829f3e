/** A comparison of two versions in words: what the manifests lose and gain, with the story of each; or the tables that differ. */
import { entry, type Style, wrapped } from '../format/style.ts';
import { inertLine } from '../inert/text.ts';
import { counted } from '../run/names.ts';
import { timelineLines } from '../run/timeline.ts';
import type {
  ChangeKind,
  ChangeReport,
  FieldChange,
  GateDifference,
  ManifestDifferences,
  Responsible,
  UpgradeReport,
} from './report.ts';

const gateLines = ({ name, from, to, effect }: GateDifference, style: Style): readonly string[] => [
  `  ${style.paint('bold', name)}  ${from} -> ${to}`,
  ...wrapped(effect, style.width - 4).map((line) => `    ${line}`),
];

/** What differs whatever runs: switches first, they are what nobody announces. */
const tableLines = ({ from, to, gates, switches, facts }: UpgradeReport, style: Style): readonly string[] => {
  const flipped = gates.filter(({ flips }) => flips);
  const moved = gates.filter(({ flips }) => !flips).map((one) => `${one.name} (${one.from} -> ${one.to})`);
  return [
    style.paint(
      'bold',
      `${counted(switches.length, 'switch').replace(/switchs$/, 'switches')} with another value in ${to}`,
    ),
    ...switches.flatMap((one) => [
      `  ${style.paint('bold', one.name)}  ${one.from} -> ${one.to}`,
      ...entry('when on', one.effect, style, 4, 9),
      ...entry('facts', one.facts.join(', '), style, 4, 9),
      ...(one.guarantees.length === 0
        ? []
        : entry('bears on', one.guarantees.map(({ id, standing }) => `${id} (${standing})`).join(', '), style, 4, 9)),
    ]),
    '',
    style.paint('bold', `${counted(flipped.length, 'gate')} that turned what they do on or off`),
    ...flipped.flatMap((one) => gateLines(one, style)),
    ...(moved.length === 0 ? [] : ['', ...entry('also', moved.join(', '), style, 0, 6)]),
    '',
    style.paint('bold', `${counted(facts.length, 'fact')} that changed between ${from} and ${to}`),
    ...facts.flatMap(({ id, since, sentence, modelled }) =>
      entry(id, `${sentence} (since ${since}${modelled ? '' : ', not modelled'})`, style, 2, 4),
    ),
  ];
};

const fieldLines = (field: FieldChange, { from, to }: UpgradeReport, style: Style): readonly string[] => [
  inertLine(`${field.file}:${field.line}:${field.column}: ${field.field}: ${field.message}`),
  `  ${from}: ${field.from}, ${to}: ${field.to}`,
  ...entry('fix:', field.fix, style, 2, 5),
];

const words: Readonly<Record<ChangeKind, string>> = {
  lost: 'lost',
  gained: 'gained',
  undecided: 'not decided in both',
  asked: 'asked there alone',
  'not asked': 'no longer asked',
};

const causeText = ({ kind, name, facts }: Responsible): string =>
  kind === 'pod'
    ? 'the Pod itself: this version makes another one of the manifest'
    : `${kind} ${name}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`;

const storyLines = (change: ChangeReport, style: Style): readonly string[] => {
  const { story, storyIn } = change;
  if (story?.trace === undefined) return [];
  const { trace: steps, ends = 'broken', loopsTo, waits, setting, replay, why } = story;
  return [
    `  ${counted(steps.length, 'step')} in ${storyIn}:`,
    '',
    ...timelineLines(
      {
        steps,
        ends,
        ...(loopsTo === undefined ? {} : { loopsTo }),
        ...(waits === undefined ? {} : { waits }),
        ...(setting === undefined ? {} : { setting }),
      },
      style,
    ),
    '',
    ...(why === undefined ? [] : entry('why', why, style, 2, 8)),
    ...(replay === undefined ? [] : [`  ${style.paint('bold', 'replay')}  ${replay}`]),
  ];
};

const changeLines = (change: ChangeReport, told: boolean, style: Style): readonly string[] => {
  const sign = { lost: style.symbols.violated, gained: style.symbols.holds }[change.change as 'lost' | 'gained'];
  const colour = change.change === 'lost' ? 'red' : change.change === 'gained' ? 'green' : 'yellow';
  return [
    style.paint(colour, `${sign ?? style.symbols.undecided} ${words[change.change]}: ${change.guarantee}`),
    `  ${change.scenario}: ${change.from ?? 'not asked'} -> ${change.to ?? 'not asked'}`,
    ...(told ? [] : wrapped(change.sentence, style.width - 2).map((line) => `  ${line}`)),
    ...(change.because.length === 0 ? [] : entry('because', change.because.map(causeText).join('; '), style, 2, 8)),
    ...(told ? [] : storyLines(change, style)),
    '',
  ];
};

const summary = ({ changes, fields, compared }: ManifestDifferences): string => {
  const count = (kind: ChangeKind) => changes.filter(({ change }) => change === kind).length;
  const parts = (['lost', 'gained', 'undecided', 'asked', 'not asked'] as const)
    .filter((kind) => count(kind) > 0 || kind === 'lost')
    .map((kind) => `${count(kind)} ${words[kind]}`);
  return `${counted(compared, 'answer')} compared: ${parts.join(', ')}; ${counted(fields.length, 'field')} treated otherwise`;
};

/** The report in words. The story of a guarantee is told once for each workload. */
export const upgradeLines = (report: UpgradeReport, style: Style, program: string): readonly string[] => {
  const { from, to, manifests } = report;
  const title = style.paint('bold', `Kubernetes ${from} -> ${to}`);
  if (manifests === undefined) return [title, '', ...tableLines(report, style)];
  const seen = new Set<string>();
  return [
    title,
    '',
    ...manifests.fields.flatMap((field) => [...fieldLines(field, report, style), '']),
    ...manifests.changes.flatMap((change) => {
      const key = `${change.object} ${change.guarantee} ${change.change}`;
      const told = seen.has(key);
      seen.add(key);
      return changeLines(change, told, style);
    }),
    summary(manifests),
    `${program} diff ${from} ${to} lists what else differs`,
  ];
};
