import { type Command, Option } from 'commander';
import { createTwoFilesPatch } from 'diff';
import { stringify } from 'yaml';
import { answering, Fixer, type Fixing, fixReport, proofsOf, type Reading } from '../../library/fix/index.ts';
import { pathArguments, standardInput } from '../../library/inputArguments.ts';
import { quoted, type Setup, setupArguments } from '../../library/setup.ts';
import { sourcesIn } from '../../library/sources.ts';
import type { Input } from '../../library/tasks.ts';
import { problemLines } from '../../reports/check/text.ts';
import type { FileReport, FixReport } from '../../reports/fix/report.ts';
import { fixLines } from '../../reports/fix/text.ts';
import { pathsOr } from '../asking.ts';
import { addBounds, type Bounds, bounded, type Searching, searchWay } from '../bounds.ts';
import { Complaint, complaintText } from '../complaint.ts';
import { type Exit, exits } from '../exit.ts';
import { namesIn } from '../input/amounts.ts';
import { type Rereadable, readToChange } from '../input/scenarios.ts';
import { addSetup } from '../input/setup.ts';
import type { Io } from '../io.ts';
import { patchesOf } from '../output/fixPatch.ts';
import { discard } from '../output/outputFiles.ts';
import { rewritten } from '../output/rewrite.ts';
import type { Outcome } from '../program.ts';
import { addInput, print, printJson, verb } from '../verb.ts';

interface FixVerbOptions extends Setup, Bounds {
  readonly filename?: readonly string[];
  readonly recursive?: true;
  readonly write?: true;
  readonly object?: string;
  readonly sidecar?: readonly string[];
  readonly output: 'text' | 'diff' | 'yaml' | 'patch' | 'json';
}

const fixExits = `
Exit codes: 0 nothing to change, or all of it is written; 1 there are changes that are not written, or something
is left to change by hand; 2 could not do the job; 3 undecided; 130 interrupted.`;

/** `podproof fix FILE…`: changes of the manifests that mend what a check finds in them, each proved in its place. */
export const addFix = (program: Command, io: Io, outcome: Outcome): void => {
  const command = verb(program, io, 'fix', 'change manifests so that the findings of check are gone, and prove it', [
    ['podproof fix web.yaml', 'what to change, as a diff, and what was proved of it'],
    ['podproof fix web.yaml --write', 'change the file; comments and layout stay'],
    ['podproof fix -R deploy/ --write', 'all manifests of a directory'],
    ['podproof fix job.yaml --sidecar log', 'the container log only serves the others: make it a sidecar'],
    ['podproof fix web.yaml -o patch > patch.yaml', 'for kubectl patch deployment web --patch-file patch.yaml'],
    ['helm template . | podproof fix - -o diff', 'of what a chart renders; the change belongs into its templates'],
  ]);
  command.addHelpText('after', fixExits);
  addInput(command, 'manifests: files, directories, or - for standard input');
  addSetup(command);
  addBounds(command)
    .option('--write', 'change the files')
    .option('--object <Kind/name>', 'change only this workload')
    .addOption(
      new Option(
        '--sidecar <containers>',
        'containers that only serve the others of their Pod and may become sidecars, separated by commas',
      ).argParser(namesIn),
    )
    .addOption(
      new Option('-o, --output <format>', 'output format')
        .choices(['text', 'diff', 'yaml', 'patch', 'json'])
        .default('text'),
    )
    .action(async (paths: readonly string[], options: FixVerbOptions) => {
      outcome.exit = await bounded(options, io, (searching) => fixFiles(paths, options, io, searching));
    });
};

async function fixFiles(
  named: readonly string[],
  options: FixVerbOptions,
  io: Io,
  searching: Searching,
): Promise<Exit> {
  const paths = pathsOr([...(options.filename ?? []), ...named], io);
  if (options.write === true && paths.includes(standardInput))
    throw new Complaint(
      'standard input cannot be changed',
      'name the file, or the source it is made from; -o yaml prints the changed text',
    );
  const input = await readToChange(paths, options.recursive === true, options, io.input, searching);
  const { places } = input.reading;
  for (const problem of places.problems) io.err(`${problemLines(problem, io.style).join('\n')}\n`);
  if (options.object !== undefined && !places.places.some(({ whole }) => whole.name === options.object))
    throw new Complaint(
      `there is no ${options.object} in the input`,
      `there are ${places.places.map(({ whole }) => whole.name).join(', ')}`,
    );
  const { fixing, report } = await fixed(input, options, io, searching);
  const files = await filesOf(fixing, places.inputs, options, io);
  const whole: FixReport = {
    ...report,
    files,
    notes: [...sourceNotes(fixing, places.inputs), ...helperNotes(report, input.reading, { paths, options, io })],
  };
  show(whole, fixing, { paths, options, io });
  return searching.interrupted() ?? exitOf(whole, fixing, options.write === true);
}

const fixed = async (
  { reading, again }: Rereadable,
  { object, sidecar = [] }: FixVerbOptions,
  io: Io,
  searching: Searching,
) => {
  const way = searchWay(searching, io);
  const { inputs } = reading.places;
  const fixer = new Fixer(inputs, again, way, { ...(object === undefined ? {} : { object }), sidecars: sidecar });
  const fixing = await fixer.fix(reading);
  const proofs = await proofsOf(fixing, { inputs, again, answers: answering(way) });
  return { fixing, report: fixReport(io.version, fixing, proofs, object) };
};

const diffOf = ({ file, text }: Input, after: string): string =>
  createTwoFilesPatch(file, file, text, after, undefined, undefined, {
    context: 3,
    headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
  });

const filesOf = async (
  fixing: Fixing,
  inputs: readonly Input[],
  { write }: FixVerbOptions,
  io: Io,
): Promise<readonly FileReport[]> => {
  const changed = inputs.flatMap((input) => {
    const after = fixing.texts.get(input.file);
    return after === undefined ? [] : [{ input, after }];
  });
  const results = write === true ? await writing(changed) : { written: new Set<string>(), complaints: [] };
  for (const complaint of results.complaints) io.err(complaintText(io.program, complaint));
  return changed.map(({ input, after }) => ({
    file: input.file,
    diff: diffOf(input, after),
    written: results.written.has(input.file),
  }));
};

const writing = async (changed: readonly { readonly input: Input; readonly after: string }[]) => {
  try {
    return await rewritten(changed.map(({ input: { file, text }, after }) => ({ file, before: text, after })));
  } finally {
    discard();
  }
};

const sourceNotes = ({ texts, given }: Fixing, inputs: readonly Input[]): readonly string[] =>
  inputs.flatMap((input) => {
    const { file } = input;
    const told = texts.has(file) ? sourcesIn(given.reading.places.manifest, input) : [];
    const sources = [...new Set(told.flatMap(({ source }) => (source === undefined ? [] : [source])))];
    const what = file === standardInput ? 'the input' : file;
    return sources.length === 0
      ? []
      : [
          `${what} is made from ${sources.slice(0, 3).join(', ')}${sources.length > 3 ? ', …' : ''}: change that, or the next rendering undoes the change`,
        ];
  });

/** A pod that runs on for a helper's sake: which of its containers is one, only its owner knows. */
const helperNotes = ({ known }: Pick<FixReport, 'known'>, { places }: Reading, showing: Showing): readonly string[] =>
  places.places.flatMap(({ whole, workload: { spec } }) => {
    const names = spec.containers.map(({ name }) => name);
    const isHeld = known.some(({ object, guarantee }) => object === whole.name && guarantee === 'finished-pod-ends');
    const command = [
      showing.io.program,
      'fix',
      ...pathArguments(showing.paths).map(quoted),
      '--sidecar',
      quoted(names.at(-1) ?? ''),
    ];
    return isHeld && names.length > 1
      ? [
          `${whole.name} ends only when ${names.join(', ')} have all ended; if one of them only serves the others, say so: ${command.join(' ')}`,
        ]
      : [];
  });

interface Showing {
  readonly paths: readonly string[];
  readonly options: FixVerbOptions;
  readonly io: Io;
}

function show(report: FixReport, fixing: Fixing, showing: Showing): void {
  const {
    options: { output },
    io,
  } = showing;
  if (output === 'json') {
    printJson(io, report);
    return;
  }
  const diffs = report.files.map(({ diff }) => diff).join('');
  const lines = fixLines(report, applying(showing), io.style);
  if (output === 'text') {
    io.out(inLines(diffs === '' ? '' : `${diffs}\n`));
    print(io, lines);
    return;
  }
  if (output === 'diff') io.out(diffs);
  else if (output === 'yaml') io.out(editedStream(fixing));
  else io.out(patchText(fixing, io));
  io.err(`${lines.join('\n')}\n`);
}

/** The command that writes the changes; what comes through a pipe has no place to be written to. */
const applying = ({ paths, options, io }: Showing): string | undefined => {
  if (paths.includes(standardInput)) return undefined;
  const { recursive, object, sidecar = [] } = options;
  const words = [
    ...pathArguments(paths),
    ...(recursive === true ? ['-R'] : []),
    ...setupArguments(options),
    ...(object === undefined ? [] : ['--object', object]),
    ...(sidecar.length === 0 ? [] : ['--sidecar', sidecar.join(',')]),
    '--write',
  ];
  return [io.program, 'fix', ...words.map(quoted)].join(' ');
};

/** What people read on a terminal ends its lines in one way; a diff or a text for another program ends them as the file does. */
const inLines = (text: string): string => text.replaceAll('\r\n', '\n');

const editedStream = ({ texts, given }: Fixing): string => {
  const [only, ...others] = given.reading.places.inputs;
  if (only === undefined || others.length > 0)
    throw new Complaint('-o yaml prints one text, and there are several', 'name one file, or use --write');
  return texts.get(only.file) ?? only.text;
};

const patchText = (fixing: Fixing, { program }: Io): string => {
  const [only, ...others] = patchesOf(fixing);
  if (only === undefined) return '';
  if (others.length === 0) return stringify(only.patch);
  const names = [only, ...others].map(({ object: { kind, name } }) => `${kind}/${name}`);
  throw new Complaint(
    `kubectl patches one object at a time, and there are several to change: ${names.join(', ')}`,
    `name one with --object, or use ${program} fix --write`,
  );
};

const exitOf = ({ left, files, problems, changes }: FixReport, { changed }: Fixing, write: boolean): Exit => {
  if (problems.length > 0 || (write && files.some(({ written }) => !written))) return exits.failed;
  if (left.some(({ undecided }) => !undecided) || (!write && changes.length > 0)) return exits.violated;
  const open = changed.answers.some(({ result }) => result.results.some(({ verdict }) => verdict === 'undecided'));
  return open || left.length > 0 ? exits.undecided : exits.holds;
};
