/** Answers as sign and word, readable without colour. */
import type { Answer } from '../check/answer.ts';

/** A sign and the word. */
export const signs: Readonly<Record<Answer, string>> = {
  holds: '✓ holds',
  violated: '✗ violated',
  undecided: '? undecided',
  vacuous: '○ cannot occur',
  ignored: '– ignored',
};
