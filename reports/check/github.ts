/**
 * A check as annotations of GitHub Actions: lines that a step prints and GitHub shows beside the code. What nobody who reads the code can
 * change is none. The most important first, for GitHub shows ten of a kind.
 */
import { inertLine } from '../inert/text.ts';
import type { Location } from '../run/location.ts';
import { counted } from '../run/names.ts';
import { type Told, toldIn } from './blocks.ts';
import type { FindingReport } from './findings.ts';
import type { CheckReport, ProblemReport } from './report.ts';
import { sourceOf } from './sources.ts';
import { tallyOf, tallyParts } from './tally.ts';

/** GitHub shows no more than so many annotations of a step. */
const mostShown = 10;

type Level = 'error' | 'warning' | 'notice';

/** One annotation before it is written down. */
interface Annotation {
  readonly level: Level;
  readonly place?: Pick<Location, 'file' | 'line' | 'column'>;
  readonly title: string;
  readonly text: string;
}

/** As the runner reads it back (actions/toolkit, packages/core/src/command.ts escapeData); what a terminal would obey is taken out before. */
const data = (text: string): string =>
  text.split('\n').map(inertLine).join('\n').replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** The same in a property, where colons and commas have a meaning (escapeProperty). */
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

const isStream = (file: string): boolean => file === '-' || file === '';

/** Where GitHub can show it: of what was piped in the file it was rendered from, whose lines are others. */
const placeText = (place: Annotation['place'], sources: CheckReport['sources']): string => {
  if (place === undefined) return '';
  const source = sourceOf(sources, place);
  if (source !== undefined) return `file=${property(source)},line=1,`;
  if (isStream(place.file)) return '';
  return `file=${property(place.file.replace(/^\.\//, ''))},line=${place.line},col=${place.column},`;
};

const line = ({ level, place, title, text }: Annotation, sources: CheckReport['sources']): string =>
  `::${level} ${placeText(place, sources)}title=${property(title)}::${data(text)}`;

const ofProblem = ({ file, line: at, column, field, message, fix }: ProblemReport): Annotation => ({
  level: 'error',
  place: { file, line: at, column },
  title: 'podproof: the manifest',
  text: `${field} ${message}\nfix: ${fix}`.trim(),
});

const levels: Readonly<Record<FindingReport['kind'], Level>> = {
  change: 'error',
  question: 'warning',
  known: 'notice',
};

const ofFinding = ({ guarantee, object, kind, title, happens, fix, location, counts }: Told, report: CheckReport) => {
  const place = location ?? report.workloads.find((one) => one.object === object);
  return {
    level: counts ? 'error' : levels[kind],
    ...(place === undefined ? {} : { place }),
    title: `podproof: ${guarantee}`,
    text: [
      `${object}: ${title}`,
      ...happens,
      ...(fix === undefined ? [] : [kind === 'change' ? `fix: ${fix.text}` : fix.text]),
    ].join('\n'),
  };
};

/** What was not decided, or not asked: a warning each, for silence would be taken for a proof. */
const unsure = ({ scenarios, notAsked, notBegun }: CheckReport): readonly Annotation[] => {
  const { undecided } = tallyOf(scenarios);
  const title = 'podproof: undecided';
  return [
    ...(undecided === 0
      ? []
      : [{ level: 'warning' as const, title, text: `not decided: ${counted(undecided, 'answer')}` }]),
    ...notBegun.map((name) => ({ level: 'warning' as const, title, text: `${name} was not begun` })),
    ...notAsked.map(({ id, reason }) => ({
      level: 'warning' as const,
      title: 'podproof: not asked',
      text: `${id}: ${reason}`,
    })),
  ];
};

/** Entries of a baseline that can go. */
const stale = ({ baseline }: CheckReport): readonly Annotation[] =>
  (baseline?.stale ?? []).map((one) => ({ ...ofProblem(one), level: 'warning', title: 'podproof: the baseline' }));

const severity: Readonly<Record<Level, number>> = { error: 0, warning: 1, notice: 2 };

const annotationsOf = (report: CheckReport): readonly Annotation[] => {
  const findings = toldIn(report).map((one) => ofFinding(one, report));
  return [...report.problems.map(ofProblem), ...findings, ...stale(report), ...unsure(report)].sort(
    (one, other) => severity[one.level] - severity[other.level],
  );
};

/** How much is left that no manifest changes. */
const knownText = ({ findings }: CheckReport, told: number): readonly string[] => {
  const others =
    findings.filter(({ ignored, baseline }) => ignored === undefined && baseline === undefined).length - told;
  return others === 0
    ? []
    : [`${counted(others, 'more thing')} Kubernetes does not promise: podproof check tells them`];
};

/** The lines of a step: at most ten annotations, how many more there are, and the answers counted. */
export const githubLines = (report: CheckReport): readonly string[] => {
  const annotations = annotationsOf(report);
  const left = annotations.length - mostShown;
  return [
    ...annotations.slice(0, mostShown).map((one) => line(one, report.sources)),
    ...(left > 0 ? [`${left} more: podproof check prints them without -o github`] : []),
    ...knownText(report, toldIn(report).length),
    tallyParts(tallyOf(report.scenarios)).join(' · '),
  ];
};
