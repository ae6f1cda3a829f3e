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
import { lanesOf } from '../run/lanes.ts';
import type { Location } from '../run/location.ts';
import { answerOf, knownText, limitText } from './answer.ts';
import { inputNotifications } from './inputNotes.ts';
import type { Checked, CheckReport, GuaranteeReport, ProblemReport, ScenarioReport, StepReport } from './report.ts';

type Level = 'error' | 'warning';

/** What Kubernetes does not promise is worth a warning; what it does promise is an error. */
const levelOf = ({ standing }: GuaranteeReport): Level => (standing === 'violated' ? 'warning' : 'error');

/** A path as SARIF wants it: relative stays relative, absolute becomes a file URI. Standard input is no file. */
const uriOf = (file: string): string => {
  const path = file.replace(/^\.\//, '').split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${path}` : path;
};

type Place = Pick<Location, 'file' | 'line' | 'column'> & { readonly text?: string };

const placed = ({ file, line, column, text }: Place): SarifLocation =>
  file === '-' || file === ''
    ? {}
    : {
        physicalLocation: {
          artifactLocation: { uri: uriOf(file) },
          region: {
            startLine: line,
            startColumn: column,
            ...(text === undefined || text === '' ? {} : { snippet: { text } }),
          },
        },
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

const messageOf = (found: GuaranteeReport, { object }: ScenarioReport): string =>
  [
    `${object}: ${found.sentence} This does not hold${found.subject === undefined ? '' : ` for ${found.subject}`}.`,
    knownText(found),
    found.why,
    found.advice,
    found.replay === undefined ? undefined : `See it again: ${found.replay}`,
  ]
    .filter((line) => line !== undefined)
    .join('\n\n');

const resultOf = (
  found: GuaranteeReport,
  scenario: ScenarioReport,
  checked: Checked | undefined,
  ruleIndex: number,
): Result => {
  const origin = checked?.origin;
  const location = found.location ?? (origin === undefined ? undefined : origin.locate([]));
  const place = location === undefined ? {} : placed(location);
  const flows = codeFlows(found, place);
  return {
    ruleId: found.id,
    ruleIndex,
    level: levelOf(found),
    message: { text: messageOf(found, scenario) },
    ...(place.physicalLocation === undefined ? {} : { locations: [place] }),
    ...(flows.length === 0 ? {} : { codeFlows: [...flows] }),
    ...(found.ignored === undefined
      ? {}
      : { suppressions: [{ kind: 'inSource', status: 'accepted', justification: found.ignored }] }),
    // Neither lines nor the schedule: an alert stays the same alert when the file is edited elsewhere.
    partialFingerprints: { 'podproof/v1': [found.id, scenario.object, scenario.slice, found.subject ?? ''].join('|') },
  };
};

const ruleOf = (found: GuaranteeReport): ReportingDescriptor => {
  const guarantee = guaranteeOf(found.id);
  const [why, advice] = [guarantee?.why ?? '', guarantee?.advice ?? ''];
  return {
    id: found.id,
    shortDescription: { text: found.sentence },
    fullDescription: {
      text: `${found.sentence} ${found.condition === undefined ? '' : `(${found.condition})`}`.trim(),
    },
    help: {
      text: `${why}\n\n${advice}`,
      markdown: `${why}\n\n**Change**: ${advice}\n\n\`podproof explain ${found.id}\``,
    },
    defaultConfiguration: { level: levelOf(found) },
    properties: { tags: ['kubernetes', 'pod-lifecycle'], facts: [...found.facts] },
  };
};

const locationsOf = (place: Place): Pick<Notification, 'locations'> => {
  const location = placed(place);
  return location.physicalLocation === undefined ? {} : { locations: [location] };
};

const problemNotification = (problem: ProblemReport, level: Level = 'error'): Notification => {
  const text = `${problem.field} ${problem.message}. Fix: ${problem.fix}`.trim();
  return {
    level,
    message: { text },
    ...locationsOf({ file: problem.file, line: problem.line, column: problem.column }),
  };
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

/** The log. What is undecided is a notification and no result: a code host would show it as a finding. */
export const checkSarif = (report: CheckReport, checked: readonly Checked[]): Log => {
  const rules = new Map<string, ReportingDescriptor>();
  for (const found of report.scenarios.flatMap(({ guarantees }) => guarantees)) rules.set(found.id, ruleOf(found));
  const indexOf = (id: string) => [...rules.keys()].indexOf(id);
  const results = report.scenarios.flatMap((scenario, index) =>
    scenario.guarantees
      .filter(({ verdict }) => verdict === 'violated')
      .map((found) => resultOf(found, scenario, checked[index], indexOf(found.id))),
  );
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'podproof', semanticVersion: report.podproofVersion, rules: [...rules.values()] } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: report.problems.length === 0,
            toolConfigurationNotifications: [
              ...report.problems.map((problem) => problemNotification(problem)),
              ...report.unusedIgnores.map((unused) => problemNotification(unused, 'warning')),
              ...inputNotifications(report, locationsOf),
            ],
            toolExecutionNotifications: undecidedNotifications(report),
          },
        ],
        results,
      },
    ],
  };
};
