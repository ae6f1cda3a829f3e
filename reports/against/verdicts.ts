/** Which answers differ between two reports: what was proved and is violated now, and the like. */
import { type Answer, answerOf } from '../check/answer.ts';
import type { RecordedReport } from '../check/toldOnce.ts';

/** An answer that differs; null: it was not asked. */
export interface AnswerChange {
  readonly object: string;
  readonly slice: string;
  readonly guarantee: string;
  readonly from: Answer | null;
  readonly to: Answer | null;
}

type Key = Pick<AnswerChange, 'object' | 'slice' | 'guarantee'>;

/** Of several scenarios of one slice the worst answer is told. */
const worst: readonly Answer[] = ['vacuous', 'holds', 'ignored', 'undecided', 'violated'];

const answersIn = ({ scenarios }: RecordedReport, nameNow: (object: string) => string) => {
  const answers = new Map<string, Key & { readonly answer: Answer }>();
  for (const { object, slice, guarantees } of scenarios)
    for (const found of guarantees) {
      const key = { object: nameNow(object), slice, guarantee: found.id };
      const [text, answer] = [JSON.stringify(Object.values(key)), answerOf(found)];
      const other = answers.get(text)?.answer ?? answer;
      answers.set(text, { ...key, answer: worst.indexOf(other) > worst.indexOf(answer) ? other : answer });
    }
  return answers;
};

/** Answers about objects that both reports have. */
export const answerChanges = (before: RecordedReport, now: RecordedReport, nameNow: (object: string) => string) => {
  const [old, here] = [answersIn(before, nameNow), answersIn(now, (object) => object)];
  const shared = new Set([...old.values()].map(({ object }) => object));
  const there = new Set([...here.values()].map(({ object }) => object));
  const keys = [...new Set([...here.keys(), ...old.keys()])];
  const pairs = keys.flatMap((key): readonly AnswerChange[] => {
    const [from, to] = [old.get(key), here.get(key)];
    const known = to ?? from;
    if (known === undefined || !shared.has(known.object) || !there.has(known.object)) return [];
    const { object, slice, guarantee } = known;
    return [{ object, slice, guarantee, from: from?.answer ?? null, to: to?.answer ?? null }];
  });
  const answers = pairs.filter(({ from, to }) => from !== to);
  return { answers, sameAnswers: pairs.length - answers.length };
};
