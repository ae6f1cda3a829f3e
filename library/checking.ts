/** Searches every slice of what was read and makes the report: what `podproof check` and `checkManifest` both do. */
import { type Guarantee, isAskedIn, type SliceName } from '../model/guarantees/guarantee.ts';
import { reasonsIn, type Task, unusedIgnores } from '../model/workload/index.ts';
import type { FailLevel } from '../reports/check/answer.ts';
import { groupedBy, type NotAsked, type Unsearched } from '../reports/check/inputNotes.ts';
import { type Checked, type CheckReport, checkReport, scenarioReport } from '../reports/check/report.ts';
import { findingsIn } from './findings.ts';
import { heldIn } from './held.ts';
import { InputError } from './inputError.ts';
import { originOf } from './origin.ts';
import { replayBeginning, replayCommand } from './replayCommand.ts';
import { type Question, searchAll } from './searches.ts';
import type { Setup } from './setup.ts';
import { sourcesIn } from './sources.ts';
import type { Tasks } from './tasks.ts';
import type { SearchWay } from './way.ts';

/** Who asks: the name to put into commands that repeat an answer, and the version to put into reports. */
export interface Asker {
  readonly program: string;
  readonly version: string;
}

/** What is asked. */
export interface Asking extends Setup {
  readonly recursive?: true;
  readonly guarantee?: readonly string[];
  readonly slice?: SliceName;
  readonly failOn?: FailLevel;
}

/** The answers, with what they were made from. */
export interface Answers {
  readonly report: CheckReport;
  readonly checked: readonly Checked[];
}

/** Searches and answers, and lets go of the threads, if there are any. Throws if nothing of what is wanted is about anything in the input. Tells `heard` what is to be searched before it begins. */
export const answersAbout = async (...all: Parameters<typeof answersWith>): Promise<Answers> => {
  try {
    return await answersWith(...all);
  } finally {
    const [, , , , way] = all;
    await way.threads?.end();
  }
};

const answersWith = async (
  found: Tasks,
  wanted: readonly Guarantee[],
  options: Asking,
  asker: Asker,
  way: SearchWay,
  heard: (found: Tasks) => void = () => undefined,
): Promise<Answers> => {
  const known = found.tasks.filter((task) => isKnown(task, options));
  const questions = questionsOf(found, wanted, options);
  if (found.problems.length + found.notBegun.length + questions.length === 0) throw nothingAsked(found, options);
  heard(found);
  const checked = await searchAll(questions, way, ({ task }, result, like): Checked => {
    const one = { ...aboutOf(task, found, options, asker), ...alike(like), result };
    return { ...one, told: scenarioReport(one) };
  });
  const answers = questions.flatMap(({ task }, index) => {
    const one = checked[index];
    return one === undefined ? [] : [{ task, checked: one }];
  });
  const findings = await findingsIn(found.places, answers, way);
  const held = await heldIn(found.places, checked, way);
  const report = checkReport(asker.version, checked, {
    ...found.manifest,
    problems: found.problems,
    passedOver: found.passedOver,
    notBegun: found.notBegun,
    notes: found.remarks,
    workloads: found.workloads,
    unsearched: unsearchedIn(known),
    findings,
    held,
    sources: found.inputs.filter(({ piped }) => piped === true).flatMap((one) => sourcesIn(found.manifest, one)),
    notAsked: options.guarantee === undefined ? [] : notAskedOf(wanted, questions, found.tasks, options.slice),
    unusedIgnores: unusedIn(questions, checked, found, options, way.signal.aborted),
  });
  return { report, checked };
};

/** The earlier scenario whose search answered this one. */
const alike = (like: Question | undefined): Pick<Checked, 'like'> =>
  like === undefined ? {} : { like: { object: like.task.object, scenario: like.task.scenario.name } };

/** Annotations that ignored nothing, as far as the questions can tell. */
const unusedIn = (
  questions: readonly Question[],
  checked: readonly Checked[],
  { manifest }: Tasks,
  { guarantee, slice, untimed }: Asking,
  interrupted: boolean,
) => {
  const everything = guarantee === undefined && slice === undefined && untimed === undefined && !interrupted;
  const asked = questions.map(({ task }, index) => ({
    workload: task.workload,
    ignores: task.ignores,
    results: checked[index]?.result.results ?? [],
  }));
  return unusedIgnores(manifest, asked, everything);
};

/** What is to be asked of each slice. */
export const questionsOf = (found: Tasks, wanted: readonly Guarantee[], options: Asking): readonly Question[] =>
  found.tasks
    .filter((task) => (options.slice === undefined || task.slice === options.slice) && !isKnown(task, options))
    .map((task) => ({ task, asked: wanted.filter((guarantee) => isAskedIn(guarantee, task)) }))
    .filter(({ asked }) => asked.length > 0);

/** Nobody has to search it, and nobody has asked for it by name. */
const isKnown = ({ known }: Task, { slice, guarantee }: Asking): boolean =>
  known !== undefined && slice === undefined && guarantee === undefined;

/** What was not searched, as nothing could be found there, with why. */
const unsearchedIn = (known: readonly Task[]): readonly Unsearched[] =>
  groupedBy(known, ({ slice, known: why = '' }) => `${slice} ${why}`).map(([first, ...others]) => ({
    slice: first.slice,
    objects: [first, ...others].map(({ object }) => object),
    why: first.known ?? '',
  }));

/** The guarantees that were named and that no question asks, each with why. A name in a CI file must not vanish. */
const notAskedOf = (
  wanted: readonly Guarantee[],
  questions: readonly Question[],
  tasks: readonly Task[],
  only: SliceName | undefined,
): readonly NotAsked[] => {
  const asked = new Set(questions.flatMap((question) => question.asked));
  return wanted
    .filter((guarantee) => !asked.has(guarantee))
    .map((guarantee) => ({
      id: guarantee.id,
      sentence: guarantee.sentence,
      reason: whyNotAsked(guarantee, tasks, only),
    }));
};

const whyNotAsked = ({ slices, applies }: Guarantee, tasks: readonly Task[], only: SliceName | undefined): string => {
  const cut = new Set(tasks.map(({ slice }) => slice));
  const there = tasks.filter(({ slice }) => slices.includes(slice));
  const kinds = `slice${slices.length === 1 ? '' : 's'} ${slices.join(', ')}`;
  if (cut.size === 0) return 'nothing in the input could be checked';
  if (there.length === 0) return `it is about ${kinds}, and the input has only ${[...cut].join(', ')}`;
  if (there.some(({ scenario }) => applies(scenario)))
    return `it is about ${kinds}, and --slice ${only ?? ''} was named`;
  return 'nothing in the input has what it speaks about';
};

/** What a slice needs, and why what there is will not do. */
const neededFor = (slice: SliceName, { remarks }: Tasks): string => {
  const needs = 'endpoints needs a Service, capacity two replicas, identity a StatefulSet or Pod, claims a claim';
  const services = remarks.filter(({ object }) => object.startsWith('Service/'));
  if (!slice.endsWith('endpoints') || services.length === 0) return needs;
  return services.map(({ file, line, object, text }) => `${file}:${line}: ${object} ${text}`).join('; ');
};

const nothingAsked = (found: Tasks, { slice, guarantee = [] }: Asking): InputError => {
  const { tasks } = found;
  const cuts = [...new Set(tasks.map((task) => task.slice))].join(', ');
  return slice !== undefined && !tasks.some((task) => task.slice === slice)
    ? new InputError(`nothing in the input has a slice '${slice}', only ${cuts}`, neededFor(slice, found))
    : new InputError(
        `${guarantee.join(', ')}: does not apply to anything in this input`,
        'podproof explain says on which slices a guarantee is checked; leave --guarantee out to check all that apply',
      );
};

const failing = (failOn: FailLevel | undefined): Pick<Checked, 'failOn'> => (failOn === undefined ? {} : { failOn });

/** What the report has to know beside the answer. */
export const aboutOf = (
  task: Task,
  { inputs, manifest, paths, usual }: Tasks,
  options: Asking,
  { program }: Asker,
): Omit<Checked, 'result'> => ({
  object: task.object,
  slice: task.slice,
  notes: task.notes,
  delaySources: task.delaySources,
  ignored: reasonsIn(task.ignores),
  ...failing(options.failOn ?? usual?.failOn),
  origin: originOf(task.workload, manifest, inputs),
  replaying: replayBeginning(program, paths, options, task.scenario.name),
  replay: (guarantee, schedule) =>
    replayCommand(program, paths, options, { scenario: task.scenario.name, guarantee, schedule }),
});
