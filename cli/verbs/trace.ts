import { type Command, Option } from 'commander';
import { Collection } from '../../conformance/logs/collect.ts';
import { Reader } from '../../conformance/logs/read.ts';
import { type Account, accountsOf } from '../../conformance/traces/account.ts';
import { versionOf } from '../../library/setup.ts';
import { traceJunit } from '../../reports/trace/junit.ts';
import { type TraceReport, traceReport } from '../../reports/trace/report.ts';
import { traceLines } from '../../reports/trace/text.ts';
import { Complaint } from '../complaint.ts';
import { type Exit, exits } from '../exit.ts';
import { type Going, going } from '../going.ts';
import { countIn, millisecondsIn } from '../input/amounts.ts';
import { recordingsOf } from '../input/recordings.ts';
import { versionOption } from '../input/setup.ts';
import type { Io } from '../io.ts';
import type { Outcome } from '../program.ts';
import { print, printJson, verb } from '../verb.ts';

interface TraceOptions {
  readonly output: 'text' | 'json' | 'junit';
  readonly skew: number;
  readonly kubernetesVersion?: string;
  readonly maxStates: number;
  readonly timeline?: true;
}

const usualSkew = 1000;
const usualStates = 1_000_000;
/** Places of the product of a model and a record, for each state of the model that may be looked at. */
const placesPerState = 4;

/** Of so many impossible histories it is told which mistake would explain them. */
const mostAsked = 3;

/** `podproof trace FILE…`: whether what was recorded of a cluster can have happened. */
export const addTrace = (program: Command, io: Io, outcome: Outcome): void => {
  verb(
    program,
    io,
    'trace',
    'say of recorded histories of Pods whether they can have happened, and which record cannot',
    [
      ['podproof trace audit.log', "an API server's audit log, plain or gzip"],
      [
        'kubectl get pods,endpointslices --watch --output-watch-events -o json | podproof trace -',
        'what a watch told, until Ctrl-C ends it',
      ],
      ['podproof trace audit.log.gz pods.watch.json ctr-events.log', 'several sources that tell of the same time'],
      ['podproof trace audit.log --timeline', 'with what the model did between the records'],
      ['podproof trace audit.log -o json', 'a TraceReport for machines (schemas/trace-report.v1.schema.json)'],
    ],
  )
    .argument('<files...>', 'recordings, each recognised by its content; - for standard input')
    .addOption(new Option('-o, --output <format>', 'output format').choices(['text', 'json', 'junit']).default('text'))
    .addOption(
      new Option('--skew <duration>', 'how far the clocks of two sources may be apart')
        .argParser(millisecondsIn)
        .default(usualSkew, '1s'),
    )
    .addOption(
      new Option('--max-states <n>', 'leave a history undecided whose model has more states than this')
        .argParser(countIn)
        .default(usualStates),
    )
    .option('--timeline', 'print the timeline of every history, with the steps of the model between the records')
    .addOption(versionOption())
    .addHelpText(
      'after',
      `
Records it understands: audit logs (level RequestResponse; Metadata is only counted), watches and lists of kubectl,
events of containerd (ctr events) and podman. Events of the API prove nothing and are counted.

It takes the cluster to have the feature gates that its Kubernetes version has by default, and the selectors
of Services to stay as they were: neither is recorded.

Exit codes: 0 every history is explained, 1 one is impossible, 2 could not do the job, 3 one is undecided.`,
    )
    .action(async (files: readonly string[], options: TraceOptions) => {
      outcome.exit = await trace(files, options, io);
    });
};

const read = async (files: readonly string[], io: Io, { signal }: Going) => {
  const collection = new Collection();
  const reader = new Reader((fact, place) => collection.take(fact, place));
  for (const recording of await recordingsOf(files, io, signal)) await reader.read(recording);
  if (collection.pods.size === 0) {
    const { damagedCount, records, damaged } = reader.inventory;
    const [first] = damaged;
    const why =
      first === undefined
        ? ''
        : `; ${damagedCount} of ${records} records cannot be read, the first at ${first.file}:${first.line}: ${first.why}`;
    throw new Complaint(
      `${files.join(', ')}: no version of a Pod in it${why}`,
      'record with an audit policy of level RequestResponse for pods, or with kubectl get pods --watch --output-watch-events -o json',
    );
  }
  return { collection, inventory: reader.inventory };
};

async function trace(files: readonly string[], options: TraceOptions, io: Io): Promise<Exit> {
  const { skew, maxStates, kubernetesVersion } = options;
  const way = going(io, undefined);
  const { kubernetesVersion: version } = versionOf(kubernetesVersion === undefined ? {} : { kubernetesVersion });
  const { collection, inventory } = await read(files, io, way);
  const accounts: Account[] = [];
  const bounds = { maxStates, maxPlaces: maxStates * placesPerState, asked: mostAsked, skew, version };
  for (const account of accountsOf(collection, bounds)) {
    accounts.push(account);
    await way.breathe();
    if (way.signal.aborted) break;
  }
  const about = { podproofVersion: io.version, kubernetesVersion: version, skew, recordings: { files, ...inventory } };
  const report = traceReport(about, accounts);
  show(report, options, io);
  return way.interrupted() ?? exitOf(report);
}

function show(report: TraceReport, { output, timeline }: TraceOptions, io: Io): void {
  if (output === 'json') printJson(io, report);
  else if (output === 'junit') io.out(traceJunit(report));
  else print(io, traceLines(report, io.style, timeline === true));
}

const exitOf = ({ summary }: TraceReport): Exit => {
  if (summary.impossible > 0) return exits.violated;
  return summary.undecided > 0 ? exits.undecided : exits.holds;
};
