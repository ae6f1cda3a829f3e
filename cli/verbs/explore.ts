import { basename } from 'node:path';
import type { Command } from 'commander';
import { standardInput } from '../../library/inputArguments.ts';
import { notAskedLines } from '../../reports/check/inputNotes.ts';
import { problemLines } from '../../reports/check/text.ts';
import { inertLine } from '../../reports/inert/text.ts';
import { counted } from '../../reports/run/names.ts';
import { type Answers, type Asking, addAsking, answersTo } from '../asking.ts';
import { bounded, type Searching } from '../bounds.ts';
import { type Exit, exits } from '../exit.ts';
import type { Io } from '../io.ts';
import { discard } from '../output/outputFiles.ts';
import { pageOf } from '../output/page.ts';
import { type PlannedPage, planPage } from '../output/reportFiles.ts';
import type { Outcome } from '../program.ts';
import { verb } from '../verb.ts';

interface ExploreOptions extends Asking {
  readonly output?: string;
}

/** A page is for looking around: what takes longer than this many states to find may stay undecided. */
const defaultStates = 2_000_000;

/** `podproof explore FILE…`: a page in which one can click through every interleaving. */
export const addExplore = (program: Command, io: Io, outcome: Outcome): void => {
  const command = verb(program, io, 'explore', 'write a page to step through every interleaving in a browser', [
    ['podproof explore web.yaml', 'writes web.podproof.html; open it in any browser, no server needed'],
    ['podproof explore web.yaml -o - > page.html', 'to standard output'],
    ['podproof explore web.yaml --faults kubelet-restart=1', 'with a fault to play with'],
  ]);
  addAsking(command)
    .option('-o, --output <file>', 'the file to write the page to; - for standard output')
    .action(async (paths: readonly string[], options: ExploreOptions) => {
      outcome.exit = await bounded(options, io, (searching) => explore(paths, options, io, searching));
    });
};

async function explore(named: readonly string[], options: ExploreOptions, io: Io, searching: Searching): Promise<Exit> {
  const file = options.output ?? defaultName([...(options.filename ?? []), ...named]);
  const { write } = await planPage(file, io);
  try {
    const answers = await answersTo(
      named,
      { ...options, maxStates: options.maxStates ?? defaultStates },
      io,
      searching,
    );
    return await written(answers, io, searching, { file, write });
  } finally {
    discard();
  }
}

async function written(answers: Answers, io: Io, searching: Searching, { file, write }: PlannedPage): Promise<Exit> {
  const { report } = answers;
  for (const problem of report.problems) io.err(`${problemLines(problem, io.style).join('\n')}\n`);
  for (const line of notAskedLines(report)) io.err(`warning: ${line}\n`);
  if (report.scenarios.length === 0) return searching.interrupted() ?? exits.failed;
  await write(() => pageOf(answers, 'explorer'));
  const violated = report.scenarios.flatMap(({ guarantees }) => guarantees.filter((one) => one.verdict === 'violated'));
  const found = `${counted(report.scenarios.length, 'scenario')}, ${counted(violated.length, 'counterexample')}`;
  if (file !== standardInput) io.out(`${inertLine(file)}: ${found}; open it in a browser\n`);
  return searching.interrupted() ?? (report.problems.length > 0 ? exits.failed : exits.holds);
}

/** `web.podproof.html` for `deploy/web.yaml`, here and not there: the input's directory may not be ours to write to. */
const defaultName = ([first = '']: readonly string[]): string => {
  const name = first === standardInput ? '' : basename(first).replace(/\.(ya?ml|json)$/i, '');
  return `${name === '' || name === '.' ? 'podproof' : `${name}.podproof`}.html`;
};
