/** When something happens, in whole milliseconds from the moment it became possible. The ends belong to it unless they are open. */
export interface Interval {
  readonly earliest: number;
  /** Infinity: it may never happen. */
  readonly latest: number;
  readonly earliestOpen?: boolean;
  readonly latestOpen?: boolean;
}

/** One second in the model's unit of time. */
export const second = 1000;

/** At any time, or never. */
export const anyTime: Interval = { earliest: 0, latest: Number.POSITIVE_INFINITY };

/** At once: nothing else takes time in between. */
export const atOnce: Interval = { earliest: 0, latest: 0 };

/** After exactly so many seconds. */
export const exactly = (seconds: number): Interval => ({ earliest: seconds * second, latest: seconds * second });

/** Some time within so many seconds. */
export const within = (seconds: number): Interval => ({ earliest: 0, latest: seconds * second });

/** Not before so many seconds, with no end. */
export const after = (seconds: number): Interval => ({ ...anyTime, earliest: seconds * second });

/** One delay and then another. */
export const inTurn = (first: Interval, next: Interval): Interval => {
  const latestOpen = first.latestOpen === true || next.latestOpen === true;
  const earliestOpen = first.earliestOpen === true || next.earliestOpen === true;
  return {
    earliest: first.earliest + next.earliest,
    latest: first.latest + next.latest,
    ...(earliestOpen ? { earliestOpen } : {}),
    ...(latestOpen ? { latestOpen } : {}),
  };
};
