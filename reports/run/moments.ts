/** Moments in seconds, for people and for machines. */
import type { Moments } from '../../generators/explore/machine.ts';

/** When a step can happen, in seconds from the beginning of the run. */
export interface MomentReport {
  readonly earliest: number;
  /** null: the run can wait there for ever. */
  readonly latest: number | null;
  /** The moment itself is too early, everything after it is not. */
  readonly earliestOpen?: true;
  readonly latestOpen?: true;
}

const perSecond = 1000;

/** The same in seconds; JSON knows no infinity. */
export const momentReport = ({ earliest, latest, earliestOpen, latestOpen }: Moments): MomentReport => ({
  earliest: earliest / perSecond,
  latest: Number.isFinite(latest) ? latest / perSecond : null,
  ...(earliestOpen === true ? { earliestOpen } : {}),
  ...(latestOpen === true ? { latestOpen } : {}),
});

/** `5 s`, or `>5 s` where 5 s itself is too early. */
export const momentText = ({ earliest, earliestOpen }: MomentReport): string =>
  `${earliestOpen === true ? '>' : ''}${earliest} s`;
