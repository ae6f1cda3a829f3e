/**
 * The sentences of the guarantees once more, written down from the sentences alone by somebody who had not read how they are judged: slow, simple,
 * and without any shortcut. Where the two answer differently, one of them looks away.
 */
import type { Cluster } from '../../../../model/cluster.ts';
import type { Event } from '../../../../model/event.ts';

/** One step of a history; with `at`, in milliseconds, if the history has a clock. */
export interface Step {
  readonly before: Cluster;
  readonly event: Event;
  readonly after: Cluster;
  readonly at?: number;
}

/** What a history has shown so far, as far as a sentence asks for it. */
export type Facts = ReadonlySet<string>;

/** A sentence about every step or state of every history. */
export interface Always {
  readonly kind: 'always';
  /** What is known after this step, from what was known before it. Absent: the sentence asks for nothing that is past. */
  readonly facts?: (known: Facts, step: Step) => Facts;
  /** Whether this step, or the state after it, is against the sentence. `known` is about the steps before. */
  readonly breaks: (step: Step, known: Facts) => boolean;
}

/** A sentence about what comes in the end: every cluster with `from` is followed by one with `to`, for each subject. */
export interface Eventually {
  readonly kind: 'eventually';
  readonly subjects: (cluster: Cluster) => readonly string[];
  readonly from: (cluster: Cluster, subject: string) => boolean;
  readonly to: (cluster: Cluster, subject: string) => boolean;
}

/** A sentence in either form. */
export type Transcription = Always | Eventually;

/** A sentence that needs no memory. */
export const always = (breaks: (step: Step) => boolean): Always => ({ kind: 'always', breaks });

/** A sentence that needs to know what happened before. */
export const remembering = (facts: NonNullable<Always['facts']>, breaks: Always['breaks']): Always => ({
  kind: 'always',
  facts,
  breaks,
});

/** With these facts. */
export const also = (known: Facts, ...more: readonly string[]): Facts => new Set([...known, ...more]);

/** Without the facts that begin so. */
export const forget = (known: Facts, beginning: string): Facts =>
  new Set([...known].filter((fact) => !fact.startsWith(beginning)));
