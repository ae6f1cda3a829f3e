/** A check as SARIF 2.1.0, which code hosts show beside the lines it speaks of. A counterexample is a code flow, a lane a thread. */
import type {
  CodeFlow,
  Log,
  Notification,
  ReportingDescriptor,
  Result,
  Location as SarifLocation,
  ThreadFlow,
} from 'sarif';
import { guaranteeOf } from '../../model/guarantees/index.ts';
import { guaranteePage, repository } from '../format/site.ts';
import { lanesOf } from '../run/lanes.ts';
import type { Location } from '../run/location.ts';
import { answerOf, knownText, limitText } from './answer.ts';
import type { FindingReport } from './findings.ts';
import type { CheckReport, GuaranteeReport, ProblemReport, StepReport } from './report.ts';
import { inputNotifications } from './sarifNotes.ts';
import { sourceOf } from './sources.ts';

/** What the owner of a manifest can change is an error, what is asked a warning, what is known and stays a note. */
const levels: Readonly<Record<FindingReport['kind'], Result.level>> = {
  change: 'error',
  question: 'warning',
  known: 'note',
};

/** A path as SARIF wants it: relative stays relative, absolute becomes a file URI. */
const uriOf = (file: string): string => {
  const path = file.replace(/^\.\//, '').split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${path}` : path;
};

type Place = Pick<Location, 'file' | 'line' | 'column'> & { readonly text?: string };

/** Makes a location of a place of the input. */
type Placing = (place: Place) => SarifLocation;

const isStream = (file: string): boolean => file === '-' || file === '';

/**
 * Code hosts show results beside a file, and refuse those without one. What was piped in stands where it was rendered from, if anything
 * says so (its lines are others there), else in the first file that was named.
 */
const placing =
  (sources: CheckReport['sources'], paths: readonly string[]): Placing =>
  (place) => {
    const { file, line, column, text } = place;
    const source = sourceOf(sources, place);
    if (source !== undefined)
      return {
        physicalLocation: { artifactLocation: { uri: uriOf(source) }, region: { startLine: 1 } },
        message: { text: `rendered: line ${line} of what was piped in` },
      };
    if (isStream(file)) {
      const uri = uriOf(paths.find((path) => !isStream(path)) ?? 'stdin');
      return { physicalLocation: { artifactLocation: { uri }, region: { startLine: line, startColumn: column } } };
    }
    const snippet = text === undefined || text === '' ? {} : { snippet: { text } };
    return {
      physicalLocation: {
        artifactLocation: { uri: uriOf(file) },
        region: { startLine: line, startColumn: column, ...snippet },
      },
    };
  };

const threadFlow = (
  lane: string,
  found: GuaranteeReport,
  steps: readonly StepReport[],
  place: SarifLocation,
): ThreadFlow => ({
  id: lane,
  message: { text: lane },
  locations: steps.flatMap(({ by, says, event }, index) =>
    by !== lane
      ? []
      : [
          {
            executionOrder: index + 1,
            importance: index < (found.setting?.steps ?? 0) ? 'unimportant' : 'essential',
            kinds: [event.type],
            location: { ...place, message: { text: says } },
          },
        ],
  ),
});

const codeFlows = (found: GuaranteeReport, place: SarifLocation): readonly CodeFlow[] => {
  const { trace } = found;
  if (trace === undefined || trace.length === 0) return [];
  const text = `A shortest run of ${trace.length} steps that breaks it; executionOrder tells how the lanes interleave.`;
  return [{ message: { text }, threadFlows: lanesOf(trace).map((lane) => threadFlow(lane, found, trace, place)) }];
};

const sentenceOf = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`);

const fixText = ({ kind, fix }: FindingReport): string | undefined => {
  if (fix === undefined || kind === 'question') return fix && sentenceOf(fix.text);
  return `Fix: ${fix.text}${fix.proved ? ' (proved)' : ''}`;
};

const messageOf = (finding: FindingReport, story: GuaranteeReport | undefined): string =>
  [
    `${finding.object}: ${sentenceOf(finding.title)}`,
    ...finding.happens,
    fixText(finding),
    ...(story === undefined
      ? []
      : [`Broken: ${story.sentence}`, knownText(story), story.why, story.replay && `See it again: ${story.replay}`]),
  ]
    .filter((line) => line !== undefined)
    .join('\n\n');

/** The answer that tells the story of a finding. */
const storyOf = ({ scenarios }: CheckReport, { scenario, guarantee }: FindingReport): GuaranteeReport | undefined =>
  scenarios.find(({ name }) => name === scenario)?.guarantees.find(({ id }) => id === guarantee);

/** Where to look: at the field, else at what the counterexample points to, else at the workload. */
const placeOf = (report: CheckReport, { location, object }: FindingReport, story: GuaranteeReport | undefined): Place =>
  location ??
  story?.location ??
  report.workloads.find((one) => one.object === object) ?? { file: '', line: 1, column: 1 };

/** Neither lines nor the schedule: an alert stays the same alert when the file is edited elsewhere. */
const fingerprintOf = ({ guarantee, object }: FindingReport, story: GuaranteeReport | undefined): string =>
  [guarantee, object, story?.subject ?? ''].join('|');

interface Showing {
  readonly place: Placing;
  readonly ruleIndex: number;
  /** With the counterexample, step by step. */
  readonly told: boolean;
}

/** An annotation stands in the manifest, a baseline beside it; what an earlier report told was accepted by nobody. */
const suppressionsOf = (report: CheckReport, finding: FindingReport): Pick<Result, 'suppressions'> => {
  const { ignored, baseline, baselineReason } = finding;
  if (ignored !== undefined)
    return { suppressions: [{ kind: 'inSource', status: 'accepted', justification: ignored }] };
  if (baseline === undefined || report.baseline?.from !== 'accepted') return {};
  const said = baselineReason === undefined ? {} : { justification: baselineReason };
  return { suppressions: [{ kind: 'external', status: 'accepted', ...said }] };
};

const resultOf = (report: CheckReport, finding: FindingReport, { place, ruleIndex, told }: Showing): Result => {
  const story = storyOf(report, finding);
  const location = place(placeOf(report, finding, story));
  const flows = story === undefined || !told ? [] : codeFlows(story, location);
  const { guarantee, kind } = finding;
  return {
    ruleId: guarantee,
    ruleIndex,
    level: levels[kind],
    message: { text: messageOf(finding, story) },
    locations: [location],
    ...(flows.length === 0 ? {} : { codeFlows: [...flows] }),
    ...suppressionsOf(report, finding),
    ...(report.baseline === undefined ? {} : { baselineState: finding.baseline === true ? 'unchanged' : 'new' }),
    partialFingerprints: { 'podproof/v2': fingerprintOf(finding, story) },
  };
};

const ruleOf = (found: GuaranteeReport, level: Result.level): ReportingDescriptor => {
  const guarantee = guaranteeOf(found.id);
  const [why, advice] = [guarantee?.why ?? '', guarantee?.advice ?? ''];
  return {
    id: found.id,
    shortDescription: { text: found.sentence },
    fullDescription: {
      text: `${found.sentence} ${found.condition === undefined ? '' : `(${found.condition})`}`.trim(),
    },
    helpUri: guaranteePage(found.id),
    help: {
      text: `${why}\n\n${advice}`,
      markdown: `${why}\n\n**Change**: ${advice}\n\n\`podproof explain ${found.id}\``,
    },
    defaultConfiguration: { level },
    properties: { tags: ['kubernetes', 'pod-lifecycle'], facts: [...found.facts] },
  };
};

/** Of a place that is known. */
const locationsOf =
  (place: Placing) =>
  (at: Place): Pick<Notification, 'locations'> =>
    at.file === '' ? {} : { locations: [place(at)] };

const problemNotification = (problem: ProblemReport, level: 'error' | 'warning', place: Placing): Notification => {
  const text = `${problem.field} ${problem.message}. Fix: ${problem.fix}`.trim();
  const { file, line, column } = problem;
  return { level, message: { text }, ...locationsOf(place)({ file, line, column }) };
};

const undecidedNotifications = ({ scenarios }: CheckReport): Notification[] =>
  scenarios.flatMap(({ name, guarantees }) =>
    guarantees
      .filter((found) => answerOf(found) === 'undecided')
      .map((found) => ({
        level: 'warning',
        message: { text: `${name}: ${found.id} is undecided: ${limitText(found)}` },
      })),
  );

/** A rule for every guarantee that was asked, as severe as the worst that was found of it. */
const rulesOf = ({ scenarios, findings }: CheckReport): ReadonlyMap<string, ReportingDescriptor> => {
  const order = ['change', 'question', 'known'] as const;
  const worst = (id: string) =>
    order.find((kind) => findings.some((one) => one.guarantee === id && one.kind === kind)) ?? 'known';
  const all = scenarios.flatMap(({ guarantees }) => guarantees);
  return new Map(all.map((found) => [found.id, ruleOf(found, levels[worst(found.id)])]));
};

/** A result for each finding. Of what nobody acts on a run is told once, not again for every workload like it. */
const resultsOf = (report: CheckReport, place: Placing, ruleIds: readonly string[]): readonly Result[] => {
  const results = new Map<string, Result>();
  const known = new Set<string>();
  for (const finding of report.findings) {
    const { guarantee, kind } = finding;
    const told = kind !== 'known' || !known.has(guarantee);
    const result = resultOf(report, finding, { place, ruleIndex: ruleIds.indexOf(guarantee), told });
    const print = result.partialFingerprints?.['podproof/v2'] ?? '';
    if (!results.has(print)) results.set(print, result);
    if (kind === 'known') known.add(guarantee);
  }
  return [...results.values()];
};

/** The log: a result for each finding. What is undecided is a notification and no result: a code host would show it as a finding. */
export const checkSarif = (report: CheckReport, paths: readonly string[]): Log => {
  const rules = rulesOf(report);
  const place = placing(report.sources, paths);
  const driver = {
    name: 'podproof',
    semanticVersion: report.podproofVersion,
    informationUri: repository,
    rules: [...rules.values()],
  };
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: report.problems.length === 0,
            toolConfigurationNotifications: [
              ...report.problems.map((problem) => problemNotification(problem, 'error', place)),
              ...report.unusedIgnores.map((unused) => problemNotification(unused, 'warning', place)),
              ...(report.baseline?.stale ?? []).map((one) => problemNotification(one, 'warning', place)),
              ...inputNotifications(report, locationsOf(place)),
            ],
            toolExecutionNotifications: undecidedNotifications(report),
          },
        ],
        results: [...resultsOf(report, place, [...rules.keys()])],
      },
    ],
  };
};
