/** A statechart as a view: a projection of the cluster, and the names its edges carry. */
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { Scenario } from '../../model/scenario.ts';

/** One lifecycle people draw. Every subject (a container, a pod, …) of every scenario goes through the same chart. */
export interface Chart {
  readonly id: string;
  /** What it shows, in a sentence. */
  readonly title: string;
  readonly subjects: (scenario: Scenario) => readonly string[];
  /** The state of a subject, a name of the chart. Reads few cells. */
  readonly project: (cluster: Cluster, subject: string) => string;
  /** The name of an edge: the event's type, with what decides where it leads. */
  readonly label: (event: Event) => string;
}

/** An edge of a chart: an event takes a subject from one state to another. */
export interface Edge {
  readonly from: string;
  readonly label: string;
  readonly to: string;
}

/** An edge as one word. */
export const edgeKey = ({ from, label, to }: Edge): string => `${from} —${label}→ ${to}`;
