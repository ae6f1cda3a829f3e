import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { problemLines } from '../reports/checkText.ts';
import { notAskedLines } from '../reports/inputNotes.ts';
import { counted } from '../reports/names.ts';
import { type Asking, addAsking, answersTo } from './checking.ts';
import { Complaint, wordsOf } from './complaint.ts';
import { type Exit, exits } from './exit.ts';
import { standardInput } from './input.ts';
import type { Io } from './io.ts';
import { pageOf } from './page.ts';
import type { Outcome } from './program.ts';
import { verb } from './verb.ts';

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
    .option('-o, --output <file>', 'where to write the page; - for standard output')
    .action(async (paths: readonly string[], options: ExploreOptions) => {
      outcome.exit = await explore(paths, options, io);
    });
};

async function explore(named: readonly string[], options: ExploreOptions, io: Io): Promise<Exit> {
  const answers = await answersTo(named, { ...options, maxStates: options.maxStates ?? defaultStates }, io);
  const { report, paths } = answers;
  for (const problem of report.problems) io.err(`${problemLines(problem, io.style).join('\n')}\n`);
  for (const line of notAskedLines(report)) io.err(`warning: ${line}\n`);
  if (report.scenarios.length === 0) return exits.failed;
  const page = await pageOf(answers, 'explorer');
  const file = options.output ?? defaultName(paths);
  if (file === standardInput) io.out(page);
  else await writeTo(file, page);
  const violated = report.scenarios.flatMap(({ guarantees }) => guarantees.filter((one) => one.verdict === 'violated'));
  const found = `${counted(report.scenarios.length, 'scenario')}, ${counted(violated.length, 'counterexample')}`;
  if (file !== standardInput) io.out(`${file}: ${found}; open it in a browser\n`);
  if (report.problems.length > 0) return exits.failed;
  return answers.interrupted ? exits.interrupted : exits.holds;
}

/** `web.podproof.html` for `deploy/web.yaml`, here and not there: the input's directory may not be ours to write to. */
const defaultName = ([first = '']: readonly string[]): string => {
  const name = first === standardInput ? '' : basename(first).replace(/\.(ya?ml|json)$/i, '');
  return `${name === '' || name === '.' ? 'podproof' : `${name}.podproof`}.html`;
};

/** Writes a file the user asked for. */
export const writeTo = async (file: string, text: string): Promise<void> =>
  writeFile(file, text).catch((error: unknown) => {
    throw new Complaint(`${file}: cannot be written (${wordsOf(error)})`, 'name a file in a directory that exists');
  });
