import type { Command } from 'commander';
import type { Setup } from '../../library/setup.ts';
import {
  type AssumptionsReport,
  assumptionLines,
  assumptionReports,
  workloadAssumptions,
} from '../../reports/catalogue/assumptions.ts';
import { problemLines } from '../../reports/check/text.ts';
import { Complaint } from '../complaint.ts';
import { type Exit, exits } from '../exit.ts';
import { readPlaces } from '../input/scenarios.ts';
import { addSetup } from '../input/setup.ts';
import type { Io } from '../io.ts';
import type { Outcome } from '../program.ts';
import { addInput, outputOption, print, printJson, verb } from '../verb.ts';

interface AssumptionsOptions extends Setup {
  readonly filename?: readonly string[];
  readonly recursive?: true;
  readonly output: 'text' | 'json';
}

/** `podproof assumptions [FILE…]`: what is assumed of delays, why, how to measure it; for files, what is in force and who said it. */
export const addAssumptions = (program: Command, io: Io, outcome: Outcome): void => {
  const command = verb(
    program,
    io,
    'assumptions',
    'list how long things are assumed to take, why, and how to measure it',
    [
      ['podproof assumptions', 'every name: its default, where that comes from, how to measure it on a cluster'],
      ['podproof assumptions web.yaml', 'what is in force for each workload, and where it was said'],
      ['podproof assumptions -o json', 'for machines, see schemas/'],
    ],
  );
  addInput(command, 'manifests: files, directories, or - for standard input');
  addSetup(command)
    .addOption(outputOption())
    .action(async (paths: readonly string[], options: AssumptionsOptions) => {
      outcome.exit = await tellAssumptions([...(options.filename ?? []), ...paths], options, io);
    });
};

async function tellAssumptions(paths: readonly string[], options: AssumptionsOptions, io: Io): Promise<Exit> {
  if (options.untimed === true) throw new Complaint('--untimed leaves no assumption to list', 'leave --untimed out');
  const found = paths.length === 0 ? undefined : await readPlaces(paths, options.recursive === true, options, io.input);
  const problems = found?.problems ?? [];
  for (const problem of problems) io.err(`${problemLines(problem, io.style).join('\n')}\n`);
  const workloads = (found?.places ?? []).flatMap(({ whole: { name, assumptions }, delaySources }) =>
    assumptions === undefined ? [] : [workloadAssumptions(name, assumptions, delaySources)],
  );
  const report: AssumptionsReport = {
    apiVersion: 'podproof.dev/v1',
    kind: 'AssumptionsReport',
    podproofVersion: io.version,
    assumptions: assumptionReports,
    workloads,
  };
  if (options.output === 'json') printJson(io, report);
  else if (found === undefined || workloads.length > 0) print(io, assumptionLines(report, io.style));
  return problems.length === 0 ? exits.holds : exits.failed;
}
