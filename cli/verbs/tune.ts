import { type Command, Option } from 'commander';
import { stringify } from 'yaml';
import {
  inRollout,
  isTunable,
  type Parameter,
  parameterOf,
  parameters,
  sleepsOf,
  type Tuned,
  tune,
  type Unreached,
} from '../../generators/tune/index.ts';
import { guaranteesNamed } from '../../library/guarantees.ts';
import { inputArguments } from '../../library/inputArguments.ts';
import { quoted, type Setup } from '../../library/setup.ts';
import type { Places } from '../../library/tasks.ts';
import { type Guarantee, guaranteeOf } from '../../model/guarantees/index.ts';
import type { Whole } from '../../model/slices/index.ts';
import type { Place } from '../../model/workload/index.ts';
import { openHookNotes } from '../../model/workload/index.ts';
import { type TuneReport, tuneReport } from '../../reports/tune/report.ts';
import { tuneLines } from '../../reports/tune/text.ts';
import { pathsOr } from '../asking.ts';
import { addBounds, type Bounds, bounded, type Searching } from '../bounds.ts';
import { Complaint } from '../complaint.ts';
import { type Exit, exits } from '../exit.ts';
import { readPlaces } from '../input/scenarios.ts';
import { addSetup } from '../input/setup.ts';
import type { Io } from '../io.ts';
import { canPatch, patchOf } from '../output/patch.ts';
import type { Outcome } from '../program.ts';
import { addInput, print, printJson, verb } from '../verb.ts';

interface TuneVerbOptions extends Setup, Bounds {
  readonly filename?: readonly string[];
  readonly recursive?: true;
  readonly for?: string;
  readonly guarantee?: string;
  readonly object?: string;
  readonly output: 'text' | 'json' | 'patch';
}

/** `podproof tune FILE`: the number with which a guarantee begins to hold. */
export const addTune = (program: Command, io: Io, outcome: Outcome): void => {
  const command = verb(
    program,
    io,
    'tune',
    'find the least or greatest number of seconds with which a guarantee holds',
    [
      ['podproof tune web.yaml', 'how long should preStop sleep?'],
      [`podproof tune web.yaml --assume 'endpoint-propagation<=8s'`, 'and if endpoints take as long as that?'],
      ['podproof tune web.yaml --for terminationGracePeriodSeconds --assume shutdown=2s..20s', 'how much grace?'],
      ['podproof tune web.yaml --for endpoint-propagation', 'how slow may endpoints be?'],
      ['kubectl patch deployment web --patch "$(podproof tune web.yaml -o patch)"', 'apply it'],
    ],
  );
  command.addHelpText(
    'after',
    '\nExit codes: 0 a number was found, 1 no number helps, 2 could not do the job, 3 undecided,\n130 interrupted.',
  );
  addInput(command, 'manifests: files, directories, or - for standard input');
  addSetup(command);
  addBounds(command)
    .addOption(
      new Option('--for <number>', 'the number to find (default: preStop.sleep where there is a Service)').choices(
        parameters.map(({ name }) => name),
      ),
    )
    .option('--guarantee <id>', 'the guarantee that has to hold (default: the one this number is for)')
    .option('--object <Kind/name>', 'the workload, where there are several')
    .addOption(new Option('-o, --output <format>', 'output format').choices(['text', 'json', 'patch']).default('text'))
    .action(async (paths: readonly string[], options: TuneVerbOptions) => {
      outcome.exit = await bounded(options, io, (searching) => tuneNumber(paths, options, io, searching));
    });
};

/** One workload with what is asked of it. */
interface Question {
  readonly place: Place;
  readonly parameter: Parameter;
  readonly guarantee: Guarantee;
}

async function tuneNumber(
  named: readonly string[],
  options: TuneVerbOptions,
  io: Io,
  searching: Searching,
): Promise<Exit> {
  if (options.untimed === true) throw new Complaint('--untimed leaves nothing to tune', 'leave --untimed out');
  const paths = pathsOr([...(options.filename ?? []), ...named], io);
  const { places, problems, remarks } = await readPlaces(
    paths,
    options.recursive === true,
    options,
    io.input,
    searching,
  );
  const [problem] = problems;
  if (problem !== undefined) throw new Complaint(`${problem.file}:${problem.line}: ${problem.message}`, problem.fix);
  const question = oneOf(places, options, io);
  const { place, parameter, guarantee } = question;
  const { limits, line, breathe } = searching;
  const asking = (whole: Whole) =>
    tune(whole, parameter, guarantee, {
      ...limits,
      onValue: async (value) => {
        line.begin(`${whole.name} with ${parameter.name} = ${value} s`);
        await breathe();
      },
    });
  const tuned = await asking(place.whole);
  const rollout = await rolledOut(tuned, place.whole, asking);
  line.clear();
  if (tuned === undefined) throw nothingToTune(question);
  if ('unreached' in tuned) throw notReached(question, tuned);
  const report = reportOf(tuned, place, io, rollout, notesOn(place, remarks));
  show(report, question, { paths, options, io });
  return searching.interrupted() ?? exitOf(report);
}

/** Where no number helps the only Pod when it is deleted alone, one may help in a rollout. */
const rolledOut = async (
  alone: Tuned | Unreached | undefined,
  whole: Whole,
  asking: (whole: Whole) => Promise<Tuned | Unreached | undefined>,
): Promise<Tuned | undefined> => {
  const other = inRollout(whole);
  if (alone === undefined || 'unreached' in alone || alone.threshold.outcome !== 'never') return undefined;
  const tuned = other === undefined ? undefined : await asking(other);
  return tuned === undefined || 'unreached' in tuned ? undefined : tuned;
};

const guaranteeFor = (parameter: Parameter, { guarantee }: TuneVerbOptions, io: Io): Guarantee => {
  if (guarantee !== undefined) guaranteesNamed([guarantee], io.program);
  const found = guaranteeOf(guarantee ?? parameter.guarantee);
  if (found === undefined) throw new Complaint(`there is no guarantee '${guarantee}'`, `see ${io.program} explain`);
  return found;
};

/** The parameter that is asked for, or the one a workload like this is tuned by. */
const parameterFor = ({ whole }: Place, options: TuneVerbOptions, io: Io): Parameter | undefined => {
  if (options.for !== undefined) return parameterOf(options.for);
  return parameters.find((one) => isTunable(whole, one, guaranteeFor(one, options, io)));
};

const fits = ({ place: { whole }, parameter, guarantee }: Question): boolean => isTunable(whole, parameter, guarantee);

const nothingToTune = ({ place, parameter, guarantee }: Question): Complaint => {
  const hooks = openHooks(place).join('; ');
  const needs =
    'preStop.sleep needs a Service that is not headless, and no preStop hook that does more than sleep (how long such a hook may take is --for pre-stop-hook); a guarantee has to be one about time';
  return new Complaint(
    `${place.whole.name}: no ${parameter.name} to tune for ${guarantee.id}`,
    hooks === '' ? needs : `${needs}; ${hooks}`,
  );
};

/** A number that makes a guarantee hold of a Pod that never runs would be any number. */
const notReached = ({ place, guarantee }: Question, { unreached, runs }: Unreached): Complaint =>
  new Complaint(
    `${place.whole.name}: no number follows for ${guarantee.id}: ${unreached}`,
    runs
      ? 'allow what it speaks of, for example with --user or --faults'
      : 'mend the Pod, or give the Nodes that it is meant for (--nodes FILE)',
  );

/** The one workload to tune: the one that is named, or the only one that fits. */
const oneOf = (places: readonly Place[], options: TuneVerbOptions, io: Io): Question => {
  const named = places.filter(({ whole }) => options.object === undefined || whole.name === options.object);
  const names = (among: readonly Place[]): string => among.map(({ whole }) => whole.name).join(', ');
  if (named.length === 0)
    throw new Complaint(`there is no ${options.object ?? 'workload'} in the input`, `there are ${names(places)}`);
  const questions = named.flatMap((place) => {
    const parameter = parameterFor(place, options, io);
    return parameter === undefined ? [] : [{ place, parameter, guarantee: guaranteeFor(parameter, options, io) }];
  });
  const fitting = questions.filter(fits);
  const [only, ...more] = fitting;
  if (only !== undefined && more.length === 0) return only;
  if (only !== undefined)
    throw new Complaint(
      `there are several workloads to tune: ${names(fitting.map(({ place }) => place))}`,
      'name one with --object',
    );
  const [first] = questions;
  if (first !== undefined) throw nothingToTune(first);
  throw new Complaint(`nothing to tune in ${names(named)}`, 'name a number with --for');
};

/** What was said of this workload when it was read. */
const notesOn = (place: Place, remarks: Places['remarks']): readonly string[] => {
  const { kind, name, origin } = place.workload;
  const about = remarks.filter(({ object, file }) => object === `${kind}/${name}` && file === origin.file);
  return [...about.map(({ text }) => text), ...openHooks(place)];
};

/** What nobody has said of its hooks. */
const openHooks = ({ workload, whole }: Place): readonly string[] => openHookNotes(workload.spec, whole.assumptions);

const reportOf = (
  tuned: Tuned,
  { whole }: Place,
  io: Io,
  rollout: Tuned | undefined,
  notes: readonly string[],
): TuneReport =>
  tuneReport(tuned, {
    notes,
    podproofVersion: io.version,
    object: whole.name,
    current: tuned.parameter.current(whole),
    ...(rollout === undefined ? {} : { rollout }),
  });

interface Showing {
  readonly paths: readonly string[];
  readonly options: TuneVerbOptions;
  readonly io: Io;
}

function show(report: TuneReport, question: Question, showing: Showing): void {
  const { options, io } = showing;
  if (options.output === 'json') printJson(io, report);
  else if (options.output === 'patch') {
    const patch = patchIn(report, question);
    for (const note of report.notes) io.err(`${io.program}: note: ${note}\n`);
    for (const line of lowered(report, question)) io.err(`${io.program}: the patch lowers ${line}\n`);
    io.out(stringify(patch));
  } else {
    const apply = applying(report, question, showing);
    const lowers = apply === undefined ? [] : lowered(report, question);
    print(io, tuneLines(report, question.guarantee, io.style, { ...(apply === undefined ? {} : { apply }), lowers }));
  }
}

/** What somebody has set higher than the answer, perhaps for reasons that are not asked about here. */
const lowered = ({ value }: TuneReport, { place: { whole }, parameter }: Question): readonly string[] => {
  if (value === null || parameter.kind !== 'field') return [];
  const now = parameter.name === 'preStop.sleep' ? sleepsOf(whole) : { [whole.name]: parameter.current(whole) ?? 0 };
  return Object.entries(now)
    .filter(([, seconds]) => seconds > value)
    .map(([name, seconds]) => `${parameter.name} of ${name} from ${seconds} s to ${value} s`);
};

const patchIn = ({ value, range }: TuneReport, { parameter, place }: Question): object => {
  if (parameter.kind !== 'field')
    throw new Complaint(`${parameter.name} is an assumption: there is nothing to patch`, 'use -o text or json');
  if (value !== null) return patchOf(place, parameter.name, value);
  throw new Complaint(
    `no ${parameter.name} from ${range.from} to ${range.to} s was found`,
    'podproof tune without -o patch shows why',
  );
};

/** The command that applies the answer, if there is anything to apply. */
const applying = (
  { value, current }: TuneReport,
  { place: { workload, whole }, parameter }: Question,
  { paths, options, io }: Showing,
): string | undefined => {
  if (parameter.kind !== 'field' || value === null || value === current || !canPatch(workload)) return undefined;
  const { kind, name, namespace } = workload;
  const asked = [...inputArguments(paths, options), '--for', parameter.name, '--object', whole.name, '-o', 'patch'];
  const where = namespace === 'default' ? '' : ` -n ${quoted(namespace)}`;
  const patch = [io.program, 'tune', ...asked.map(quoted)].join(' ');
  return `kubectl patch ${kind.toLowerCase()} ${quoted(name)}${where} --patch "$(${patch})"`;
};

const exitOf = ({ verdict }: TuneReport): Exit => {
  if (verdict === 'holds') return exits.holds;
  return verdict === 'violated' ? exits.violated : exits.undecided;
};
