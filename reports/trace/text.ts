/** Recorded histories as text: a line for each, and everything there is to tell of those that nothing explains. */
import type { Account, HistoryVerdict, Row } from '../../conformance/traces/account.ts';
import { type Colour, entry, padded, type Style, wrapped } from '../format/style.ts';
import { counted } from '../run/names.ts';
import type { TraceReport } from './report.ts';

const colours: Readonly<Record<HistoryVerdict, Colour>> = {
  explained: 'green',
  impossible: 'red',
  undecided: 'yellow',
};
const symbols = { explained: 'holds', impossible: 'violated', undecided: 'undecided' } as const;

const place = (at: Account['at']): string => (at === null ? '' : `${at.file}:${at.line}`);

/** When it was told of, or from when on it may have been. */
const clock = ({ earliest, latest }: Row): string => {
  if (latest !== null) return ` ${latest.slice(11, 23)}`;
  return earliest === null ? '' : `>${earliest.slice(11, 23)}`;
};

/** The timeline: records with their times, and between them what the model did unseen. */
const timelineLines = ({ timeline, verdict }: Account, style: Style): readonly string[] =>
  timeline.map((row, index) => {
    const wrong = verdict !== 'explained' && index === timeline.length - 1;
    const sign = wrong ? style.symbols.violated : row.kind === 'record' ? style.symbols.act : style.symbols.lane;
    const says = row.kind === 'record' ? row.says : style.paint('dim', row.says);
    const by = row.by === '' ? '' : style.paint('dim', `[${row.by}]`);
    return `     ${padded(clock(row), 13)} ${sign} ${says}${row.at === null ? '' : `  ${place(row.at)}`} ${by}`.trimEnd();
  });

/** How many of its records before the first impossible one are shown where the whole timeline is not asked for. */
const shownBefore = 12;

const becauseLines = (because: string, style: Style): readonly string[] =>
  because === '' ? [] : wrapped(because, style.width - 6).map((line) => `      ${line}`);

const detailLines = (one: Account, style: Style, whole: boolean): readonly string[] => {
  const { verdict, at, says, rule, legal, asIf, because } = one;
  if (at === null && verdict === 'undecided') return becauseLines(because, style);
  const shown = whole ? one : { ...one, timeline: one.timeline.slice(-shownBefore - 1) };
  if (verdict === 'explained') return whole ? timelineLines(one, style) : [];
  return [
    ...becauseLines(because, style),
    ...timelineLines(shown, style),
    ...entry('first', `${place(at)}: ${says}`, style),
    ...entry('rule', rule, style),
    ...legal.flatMap((line, index) => entry(index === 0 ? 'legal' : '', line, style)),
    ...(asIf.length === 0 ? [] : entry('as if', asIf.join(' or '), style)),
  ];
};

const historyLines = (one: Account, style: Style, whole: boolean): readonly string[] => {
  const { subject, owner, verdict, explained, entries, environment, unchecked, withFaults } = one;
  const share = verdict === 'undecided' ? `${entries} changes` : `${explained} of ${entries} changes`;
  const notes = [
    ...(withFaults ? ['explained only with faults, such as restarts or hooks, images and volumes that fail'] : []),
    ...environment.map((writer) => `written by the environment, not by the model: ${writer}`),
    ...unchecked.map((what) => `not looked at: ${what}`),
  ];
  return [
    `  ${style.paint(colours[verdict], `${style.symbols[symbols[verdict]]} ${padded(verdict, 11)}`)} ${padded(subject, 36)} ${share}${owner === '' ? '' : `  ${style.paint('dim', owner)}`}`,
    ...notes.flatMap((note) => wrapped(note, style.width - 6).map((line) => style.paint('dim', `      ${line}`))),
    ...detailLines(one, style, whole),
  ];
};

const sums = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');

const readingLines = ({ recordings }: TraceReport, style: Style): readonly string[] => {
  const { records, bySource, unused, damaged, damagedCount } = recordings;
  const idle = Object.keys(unused).length === 0 ? '' : `; about other things: ${sums(unused)}`;
  return [
    ...wrapped(`${counted(records, 'record')} read: ${sums(bySource)}${idle}`, style.width),
    ...damaged.map((one) => style.paint('yellow', `${place(one)}: passed over, ${one.why}`)),
    ...(damagedCount > damaged.length ? [`and ${damagedCount - damaged.length} more that were passed over`] : []),
  ];
};

/** The whole report. `whole`: with the timeline of every history. */
export const traceLines = (report: TraceReport, style: Style, whole: boolean): readonly string[] => {
  const { explained, impossible, undecided } = report.summary;
  return [
    ...readingLines(report, style),
    '',
    ...report.histories.flatMap((one) => historyLines(one, style, whole)),
    '',
    `${counted(report.histories.length, 'history')} of Pods: ${explained} explained, ${impossible} impossible, ${undecided} undecided · Kubernetes ${report.kubernetesVersion}`,
  ];
};
