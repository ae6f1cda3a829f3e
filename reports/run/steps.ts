/** The steps of a run, in words and as data. */
import type { Trace } from '../../generators/explore/machine.ts';
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { StepReport } from '../check/report.ts';
import { momentReport } from './moments.ts';
import { laneOf, says } from './says.ts';

/** A trace as sentences. */
export const stepReports = ({ initial, steps }: Trace<Cluster, Event>): readonly StepReport[] =>
  steps.map(({ by, event, state, at }, index) => ({
    by: laneOf(by, event),
    says: says(event, steps[index - 1]?.state ?? initial, state),
    event,
    ...(at === undefined ? {} : { at: momentReport(at) }),
  }));
