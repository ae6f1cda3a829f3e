/** A driver that shows what a test wrote down, for tests of what listens to drivers. */
import { setImmediate } from 'node:timers/promises';
import type { Case, Observation, Stimulus } from '../../generators/suite/case.ts';
import type { Capabilities, Driver, Seen } from '../driver.ts';
import { Queue } from '../drivers/queue.ts';

/** What it shows when the stimulus of that kind is done. A string is the error with which it refuses. */
export type Answers = Readonly<Partial<Record<Stimulus['do'], readonly Observation[] | string>>>;

const capabilities: Capabilities = { target: 'fake', profile: 'podman', skew: 0, lateness: 0, haste: 1 };

/** The driver. Its clock counts what was done and shown. `show` shows something at once. */
export const scripted = (answers: Answers): Driver & { readonly show: (observation: Observation) => void } => {
  const shown = new Queue<Seen>();
  let now = 0;
  const tick = () => {
    now += 1;
    return { earliest: now, latest: now };
  };
  const show = (observation: Observation): void => shown.push({ observation, source: 'script', ...tick() });
  return {
    show,
    capabilities,
    observations: shown,
    reset: (_next: Case) => Promise.resolve(shown.clear()),
    stimulate: (stimulus) => {
      const answer = answers[stimulus.do] ?? [];
      if (typeof answer === 'string') return Promise.reject(new Error(answer));
      const moment = tick();
      for (const observation of answer) show(observation);
      return Promise.resolve(moment);
    },
    pass: async () => {
      await setImmediate();
    },
    close: () => Promise.resolve(shown.end()),
  };
};
