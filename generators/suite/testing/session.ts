/** The model, or a mutant, as something to be tested: it takes steps as chance has it until one of them shows. */
import type { Event } from '../../../model/event.ts';
import type { Model } from '../../../model/reducer.ts';
import { lastLabels, rememberLast, type TesterEvent, testMachine } from '../../environment/tested-machine.ts';
import { isObservation, type Observation } from '../../observe/label.ts';
import type { Case, ProfileName } from '../case.ts';
import type { Session } from '../judge.ts';
import { wayThrough } from '../shortest-passing-run.ts';

/** A session in which `choose(n)` decides which of n possible steps is taken; if `aimed`, only after the way on which every stimulus is done. */
export const modelSession = (
  model: Model,
  { stimuli, manifest }: Pick<Case, 'stimuli' | 'manifest'>,
  profile: ProfileName,
  choose: (count: number) => number,
  aimed = false,
): Session => {
  const machine = testMachine(model, { profile, programs: manifest.programs, stimuli }, rememberLast);
  const way = [...((aimed ? wayThrough(machine, stimuli.length) : undefined) ?? [])];
  let cluster = machine.initial;
  let step = 0;
  const shown: Observation[] = [];
  const take = (event: Event | TesterEvent): void => {
    cluster = machine.reduce(cluster, event);
    shown.push(...lastLabels(cluster).filter(isObservation));
  };
  return {
    stimulate: async () => {
      for (let next = way.shift(); next !== undefined && next.type !== 'tester/stimulus'; next = way.shift())
        take(next);
      take({ type: 'tester/stimulus', step: step++ });
    },
    next: async () => {
      while (shown.length === 0) {
        const possible = machine.components.slice(0, -1).flatMap((component) => component.enabled(cluster));
        const event = way.shift() ?? possible[choose(possible.length)];
        if (event === undefined) return undefined;
        take(event);
      }
      return shown.shift();
    },
  };
};
