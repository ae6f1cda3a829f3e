/** Verdicts: a case run in a session with something that can be stimulated and shows things. */

import { Alphabet } from '../observe/alphabet.ts';
import { isObservation, type Label, labelKey, type Observation, type Stimulus } from '../observe/label.ts';
import type { Case, Oracle, Step } from './case.ts';

/** Whatever is tested. `next` answers the next thing it shows, or undefined after so many seconds of silence. */
export interface Session {
  readonly stimulate: (stimulus: Stimulus) => Promise<void>;
  readonly next: (timeoutSeconds: number) => Promise<Observation | undefined>;
}

/** What came of it. `right` is what would have been right after a trace that fails. */
export interface Judged {
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  readonly trace: readonly Label[];
  readonly right: readonly Observation[];
}

/** Where an oracle goes from a state with a label, in whatever order the fields of the label stand. */
const following = ({ alphabet, states }: Oracle): ((state: number, label: Label) => number | undefined) => {
  const letters = new Alphabet(alphabet);
  return (state, label) => {
    const letter = letters.find(label);
    return states[state]?.next.find(([index]) => index === letter)?.[1];
  };
};

const rightAfter = ({ alphabet, states }: Oracle, state: number): readonly Observation[] =>
  (states[state]?.next ?? []).flatMap(([index]) => {
    const label = alphabet[index];
    return label !== undefined && isObservation(label) ? [label] : [];
  });

/** Has the cue of this step come? */
const isDue = ({ when }: Step, seen: ReadonlyMap<string, number>): boolean =>
  when === null || (seen.get(labelKey(when.observation)) ?? 0) >= when.times;

/** Runs a case: whatever is due is done, then the next thing is waited for. */
export const judge = async (
  { oracle, stimuli, timeoutSeconds }: Pick<Case, 'oracle' | 'stimuli' | 'timeoutSeconds'>,
  session: Session,
): Promise<Judged> => {
  const follow = following(oracle);
  const seen = new Map<string, number>();
  const trace: Label[] = [];
  const todo = [...stimuli];
  for (let state = 0; ; ) {
    for (let step = todo[0]; step !== undefined && isDue(step, seen); step = todo[0]) {
      todo.shift();
      trace.push(step.do);
      const after = follow(state, step.do);
      if (after === undefined) return { verdict: 'inconclusive', trace, right: rightAfter(oracle, state) };
      state = after;
      await session.stimulate(step.do);
    }
    const observation = await session.next(timeoutSeconds);
    if (observation === undefined) {
      if (oracle.states[state]?.rest !== true) return { verdict: 'fail', trace, right: rightAfter(oracle, state) };
      return { verdict: todo.length === 0 ? 'pass' : 'inconclusive', trace, right: [] };
    }
    if (!oracle.observes.includes(observation.see)) continue;
    trace.push(observation);
    const after = follow(state, observation);
    if (after === undefined) return { verdict: 'fail', trace, right: rightAfter(oracle, state) };
    state = after;
    const key = labelKey(observation);
    seen.set(key, (seen.get(key) ?? 0) + 1);
  }
};
