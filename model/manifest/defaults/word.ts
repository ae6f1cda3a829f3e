import type { Cursor } from '../cursor.ts';

/** The word a field holds if it is one of these; absent, empty and unknown words give the fallback. */
export function word<Word extends string>(cursor: Cursor, words: readonly Word[], fallback: NoInfer<Word>): Word {
  const { text } = cursor;
  return words.find((one) => one === text) ?? fallback;
}
