/** Which searches have to be made for a list of questions: those about scenarios of one shape are answered by one. */
import type { Guarantee } from '../../model/guarantees/guarantee.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Slice } from '../../model/slices/index.ts';
import { type PackedResult, unpacked } from './packed.ts';
import type { ScenarioResult } from './result.ts';
import { type Shape, shapeOf, withNames } from './shapes/shape.ts';

/** What is to be found out about a slice. */
export interface Question {
  readonly task: Slice;
  readonly asked: readonly Guarantee[];
}

/** One search, for everybody whom its answer answers. */
export interface Errand<Q extends Question = Question> {
  /** What to search: the only question's own scenario, or the shape of several. */
  readonly scenario: Scenario;
  readonly asked: readonly Guarantee[];
  /** In the order of the questions. */
  readonly askers: readonly [Asker<Q>, ...Asker<Q>[]];
}

/** Somebody who waits for the answer. */
export interface Asker<Q extends Question = Question> {
  readonly question: Q;
  /** The place among all questions. */
  readonly index: number;
  /** The names to tell the answer in, where the search was made without. */
  readonly names?: readonly string[];
}

interface Shaped<Q extends Question> {
  readonly shape: Shape | undefined;
  readonly asker: Asker<Q>;
}

type Group<Q extends Question> = [Shaped<Q>, ...Shaped<Q>[]];

const errandOf = <Q extends Question>([first, ...rest]: Group<Q>): Errand<Q> => {
  const { shape, asker } = first;
  const { task, asked } = asker.question;
  if (shape === undefined || rest.length === 0) return { scenario: task.scenario, asked, askers: [asker] };
  const named = (one: Shaped<Q>): Asker<Q> => ({ ...one.asker, names: one.shape?.names ?? [] });
  return { scenario: shape.scenario, asked, askers: [named(first), ...rest.map(named)] };
};

/** The searches, in the order in which their first questions are asked. */
export const errandsOf = <Q extends Question>(questions: readonly Q[]): readonly Errand<Q>[] => {
  const groups = new Map<string, Group<Q>>();
  questions.forEach((question, index) => {
    const shape = shapeOf(question.task.scenario);
    const ids = question.asked.map(({ id }) => id).join(' ');
    const key = shape === undefined ? `alone ${index}` : `${ids}\n${shape.key}`;
    const shaped = { shape, asker: { question, index } };
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [shaped]);
    else group.push(shaped);
  });
  return [...groups.values()].map(errandOf);
};

/** What an errand brought, told to one of those who asked. */
export const toldTo = ({ question: { task, asked }, names }: Asker, result: PackedResult): ScenarioResult =>
  unpacked(result, task, asked, names === undefined ? undefined : (text) => withNames(text, names));
