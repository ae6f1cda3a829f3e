/** What a history is made of. */
import type { Place, Within } from '../logs/fact.ts';
import type { Shown } from './shown.ts';

/**
 * One entry. `step`: a step of the model shows exactly this label next. `look`: the Pod was seen like this; what was written before
 * may have been missed.
 */
export interface Entry extends Place, Within {
  readonly kind: 'step' | 'look';
  readonly key: string;
  readonly says: string;
  /** Who wrote it, as far as that is known. */
  readonly by: string;
  /** It changed the status, and no component of the model writes that. */
  readonly foreign?: true;
  /** A version: what the Pod showed then. */
  readonly shown?: Shown;
}

/** A write that no component of the model makes: what it changed of the status. */
export type ForeignWrite = Partial<Shown>;

/** A Service that has or had the Pod among its endpoints. */
export interface ServiceTold {
  readonly name: string;
  readonly publishNotReadyAddresses: boolean;
}

/** A Pod's life as it was recorded. */
export interface History {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  readonly owner: string;
  readonly object: unknown;
  /** It named its node itself. */
  readonly namesNode: boolean;
  /** By source; each in its order. */
  readonly sources: readonly (readonly Entry[])[];
  readonly services: readonly ServiceTold[];
  /** Starts and exits of its containers are told. */
  readonly runtime: boolean;
  readonly foreign: readonly ForeignWrite[];
  /** What of it is not looked at, and why. */
  readonly unchecked: readonly string[];
  /** Why nothing can be said of it; empty if something can. */
  readonly beyond: string;
}

/** An entry with the resourceVersion it has its place by. */
export interface Numbered extends Entry {
  readonly at: number;
}

/** Nobody knows when. */
export const always: Within = { earliest: Number.NEGATIVE_INFINITY, latest: Number.POSITIVE_INFINITY };
