/** A threshold where it is expected: two searches if the guess is right, bisection if not. */
import { type Answer, type Quest, type Threshold, threshold } from '../explore/index.ts';

/** Where the number was looked for: what does, and the next number, which does not. */
export interface Nearby {
  readonly value: number;
  readonly beside?: number;
}

const within = ({ from, to }: Quest, value: number): number => Math.min(to, Math.max(from, value));

const asFound = ({ outcome, at, beside }: Threshold<undefined>): Nearby | 'never' | 'undecided' => {
  if (outcome === 'found') return { value: at.value, ...(beside === undefined ? {} : { beside: beside.value }) };
  if (outcome === 'always') return { value: at.value };
  return outcome === 'never' ? 'never' : 'undecided';
};

/** The least or greatest number with which it holds; `always`: the end of the range, with nothing beside it. */
export const nearby = async (
  quest: Quest,
  guess: number,
  ask: (value: number) => Promise<Answer<undefined>>,
): Promise<Nearby | 'never' | 'undecided'> => {
  const known = new Map<number, Answer<undefined>>();
  const once = async (value: number): Promise<Answer<undefined>> => {
    const answer = known.get(value) ?? (await ask(value));
    known.set(value, answer);
    return answer;
  };
  const value = within(quest, guess);
  const beside = quest.seek === 'least' ? value - 1 : value + 1;
  if ((await once(value)).holds === true && beside === within(quest, beside) && (await once(beside)).holds === false)
    return { value, beside };
  return asFound(await threshold(quest, once));
};
