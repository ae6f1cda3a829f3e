/** A run of an exhibit once more, by its schedule and without a search. */
import { replay } from '../../generators/explore/index.ts';
import type { Exhibit, Side } from '../../generators/museum/exhibit.ts';
import { positionsOf } from '../../generators/museum/follow.ts';
import { modelOn, promisesOf, scenarioOn } from '../../generators/museum/sides.ts';
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import { runReport, stageOf } from '../../reports/museum/report.ts';
import { runLines } from '../../reports/museum/text.ts';
import { breachOf } from '../../reports/run/breach.ts';
import { Complaint, wordsOf } from '../complaint.ts';
import { type Exit, exits } from '../exit.ts';
import type { Io } from '../io.ts';
import { print } from '../verb.ts';
import { dated } from './walk.ts';

/** Prints the run, and whether it breaks the promise of the exhibit. */
export const replayExhibit = (exhibit: Exhibit, side: Side, schedule: string, io: Io): Exit => {
  const model = modelOn(exhibit, side);
  const run = runBy(() => dated(model, replay<Cluster, Event>(model, schedule)), exhibit);
  const breaches = promisesOf(exhibit.asked, scenarioOn(exhibit, side)).flatMap(
    (promise) => breachOf(promise, model, run) ?? [],
  );
  const [breach] = breaches.sort((a, b) => a.steps - b.steps);
  const steps = run.steps.slice(0, breach?.steps);
  const loop = breach?.loopsTo === undefined ? {} : { loopsTo: breach.loopsTo };
  const trace = { initial: run.initial, steps, ...loop };
  const report = runReport(
    exhibit,
    { subject: breach?.subject ?? '', trace, schedule, positions: positionsOf(exhibit.run, trace) },
    { ends: breach?.ends ?? 'open', replay: '' },
  );
  const { symbols, paint } = io.style;
  print(io, [
    ...runLines(report, stageOf(trace, report), io.style),
    '',
    breach === undefined
      ? `${symbols.holds} this run does not break the promise of ${exhibit.id}`
      : paint('red', `${symbols.violated} this run breaks the promise of ${exhibit.id} (${breach.subject})`),
  ]);
  return breach === undefined ? exits.holds : exits.violated;
};

const runBy = <T>(make: () => T, { id }: Exhibit): T => {
  try {
    return make();
  } catch (error) {
    throw new Complaint(
      `the schedule does not fit exhibit ${id}: ${wordsOf(error)}`,
      'take it and the side from podproof museum; another version of podproof may number choices differently',
    );
  }
};
