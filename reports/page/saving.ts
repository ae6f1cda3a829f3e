/** A run to take away: as a picture, and as the record `podproof replay -o json` writes. */
import { withMoments } from '../../generators/explore/timed/timetable.ts';
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import { isAskedIn, type SliceName } from '../../model/guarantees/guarantee.ts';
import { guarantees } from '../../model/guarantees/index.ts';
import { breachOf } from '../run/breach.ts';
import { type BrokenReport, type TraceReport, traceReport } from '../run/report.ts';
import { type Run, scheduleOf, traceOf } from './run.ts';
import type { Store } from './store.ts';

const brokenBy = (run: Run, slice: SliceName): readonly BrokenReport[] => {
  const trace = traceOf(run);
  const { scenario } = run.model.initial;
  return guarantees
    .filter((guarantee) => isAskedIn(guarantee, { slice, scenario }))
    .flatMap((guarantee) => {
      const breaches = guarantee.promises(scenario).flatMap((promise) => breachOf(promise, run.model, trace) ?? []);
      const [first] = breaches.sort((a, b) => a.steps - b.steps);
      return first === undefined ? [] : [{ guarantee: guarantee.id, ...first }];
    });
};

/** The record of the run that is shown, with everything it breaks. */
export const recordOf = (store: Store): TraceReport => {
  const run = store.run.value;
  const { model } = run;
  const slice = store.scene.value.report.slice as SliceName;
  const trace = model.timing === undefined ? traceOf(run) : withMoments<Cluster, Event>(model, traceOf(run));
  const about = { scenario: model.initial.scenario, slice, schedule: scheduleOf(run) };
  return traceReport(store.data.report.podproofVersion, { ...about, run: trace, breaks: brokenBy(run, slice) });
};

/** Offers a text as a file. */
export const save = (name: string, type: string, text: string): void => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
};
