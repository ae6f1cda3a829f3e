/** Checks what the command line names: reads it, has it searched, hands on the answers. Verbs show them in their own ways. */
import { type Command, Option } from 'commander';
import { type Asking as Asked, answersAbout, type Answers as Known } from '../library/checking.ts';
import { guaranteesNamed } from '../library/guarantees.ts';
import { standardInput } from '../library/inputArguments.ts';
import type { Tasks, UsualExit } from '../library/tasks.ts';
import { sliceNames } from '../model/guarantees/guarantee.ts';
import type { CheckDifference } from '../reports/against/report.ts';
import { addBounds, addJobs, type Bounds, type Searching, searchWay } from './bounds.ts';
import { Complaint, complaintText } from './complaint.ts';
import type { Exit } from './exit.ts';
import { namesIn } from './input/amounts.ts';
import { readTasks } from './input/scenarios.ts';
import { addSetup } from './input/setup.ts';
import type { Io } from './io.ts';
import { jobsFor, threadsFor } from './runs/threads.ts';
import { addInput } from './verb.ts';

/** What is asked, of which files, and how far the searches may go. */
export interface Asking extends Asked, Bounds {
  readonly filename?: readonly string[];
}

/** The answers, with what they were made from. */
export interface Answers extends Known {
  /** The paths that were read, as the user named them. */
  readonly paths: readonly string[];
  /** How they differ from an earlier report, where one was named. */
  readonly difference?: CheckDifference;
  /** What a configuration says of the exit code. */
  readonly usual?: UsualExit;
  /** The exit code if a signal came; the answers are what was known by then. */
  readonly interrupted: Exit | undefined;
}

/** Adds what `check` and its relatives have in common: the input, the setup, the bounds. */
export const addAsking = (command: Command): Command => {
  addInput(command, 'manifests: files, directories, or - for standard input');
  addSetup(command);
  command
    .addOption(new Option('--guarantee <ids>', 'check only these guarantees, separated by commas').argParser(namesIn))
    .addOption(new Option('--slice <name>', 'check only this slice of each workload').choices(sliceNames))
    .option('--stdin-filename <name>', 'the file name to show for standard input');
  return addJobs(addBounds(command));
};

/** Reads, searches, answers. Complains if there is nothing to check. Tells `heard` what reading found before it searches. */
export const answersTo = async (
  named: readonly string[],
  options: Asking,
  io: Io,
  searching: Searching,
  heard: (found: Tasks) => void = () => undefined,
): Promise<Answers> => {
  const paths = pathsOr([...(options.filename ?? []), ...named], io);
  const wanted = guaranteesNamed(options.guarantee, io.program);
  const found = await readTasks(paths, options.recursive === true, options, io.input, searching);
  const { limits } = searching;
  const complain = (complaint: Complaint): void => {
    searching.line.clear();
    io.err(`warning: ${complaintText(io.program, complaint)}`);
  };
  const jobs = jobsFor(options.jobs ?? io.processors, limits.maxMemoryBytes);
  const way = { ...searchWay(searching, io), ...(jobs > 1 ? { threads: threadsFor(jobs, limits, complain) } : {}) };
  const answers = await answersAbout(found, wanted, options, io, way, heard);
  return {
    ...answers,
    paths,
    interrupted: searching.interrupted(),
    ...(found.usual === undefined ? {} : { usual: found.usual }),
  };
};

/** The paths that were named, or standard input if it is not a terminal. */
export const pathsOr = (paths: readonly string[], io: Io): readonly string[] => {
  if (paths.length > 0) return paths;
  if (io.inputIsTerminal) {
    throw new Complaint(
      'no manifest was named',
      `name a file, a directory or -, such as: ${io.program} check web.yaml`,
    );
  }
  io.err(`${io.program}: no file was named: reading standard input\n`);
  return [standardInput];
};
