/** What is asked of each state and each step so as to tell states apart, answered through the memo of the search. */
import { UNKNOWN } from '../../generators/explore/forest.ts';
import type { Property } from '../../generators/explore/machine.ts';
import type { Memo } from '../../generators/explore/memo.ts';

/** What somebody outside sees of a step, as a text. */
export type Seen<S, E> = (before: S, event: E, after: S) => string;

interface StepQuestion<S, E> {
  readonly name: string;
  readonly concerns: (event: E) => boolean;
  readonly ask: Seen<S, E>;
}

interface StateQuestion<S> {
  readonly name: string;
  readonly ask: (state: S) => string;
}

const everyEvent = (): boolean => true;

const ofStates = <S, E>(property: Property<S, E>): readonly StateQuestion<S>[] => {
  const name = `judge of '${property.id}'`;
  if (property.kind === 'state') return [{ name, ask: (state) => property.judge(state) }];
  if (property.kind === 'step') return [];
  return [property.from, property.to].map((holds) => ({ name, ask: (state) => String(holds(state)) }));
};

const ofSteps = <S, E>(property: Property<S, E>): readonly StepQuestion<S, E>[] =>
  property.kind === 'step'
    ? [
        {
          name: `judge of '${property.id}'`,
          concerns: (event) => property.concerns(event),
          ask: (before, event, after) => property.judge(before, event, after),
        },
      ]
    : [];

/** The labels of states and of steps, numbers from 0: equal if and only if every answer is. */
export class Labels<S, E> {
  readonly #memo: Memo<S, E>;
  readonly #stateQuestions: readonly (StateQuestion<S> & { readonly tree: number })[];
  readonly #stepQuestions: readonly StepQuestion<S, E>[];
  /** The questions that concern each outcome, found when it is first met. */
  readonly #concerned: (readonly (StepQuestion<S, E> & { readonly tree: number })[])[] = [];
  readonly #answers = new Map<string, number>();
  readonly #states = new Sequences();
  readonly #steps = new Sequences();

  /** All that the promises say is asked, of leads-to promises where they begin and end; and what is seen of a step. */
  constructor(memo: Memo<S, E>, properties: readonly Property<S, E>[], seen: Seen<S, E>) {
    this.#memo = memo;
    this.#stateQuestions = properties.flatMap(ofStates).map((question) => ({ ...question, tree: memo.forest.plant() }));
    this.#stepQuestions = [
      ...properties.flatMap(ofSteps),
      { name: 'what is seen of a step', concerns: everyEvent, ask: seen },
    ];
  }

  /** The label of a state. */
  ofState(row: Int32Array): number {
    let label = EMPTY;
    for (const { name, tree, ask } of this.#stateQuestions) {
      label = this.#states.extended(
        label,
        this.#answer(name, tree, row, (state) => ask(state as S)),
      );
    }
    return this.#states.numberOf(label);
  }

  /** The label of a step from this state: who acts, the event, and all answers. */
  ofStep(row: Int32Array, owner: number, outcome: number): number {
    const { outcomeEvent, outcomeAt, changes, events, cells } = this.#memo;
    const id = outcomeEvent.data[outcome] as number;
    const event = events[id] as E;
    let label = this.#steps.extended(this.#steps.extended(EMPTY, owner), id);
    for (const { name, tree, ask } of this.#concernedBy(outcome, event)) {
      const answer = this.#answer(name, tree, row, (before) => {
        const made = changes.data.subarray(outcomeAt.data[outcome], outcomeAt.data[outcome + 1]);
        return ask(before as S, event, cells.with(before, made) as S);
      });
      label = this.#steps.extended(label, answer);
    }
    return this.#steps.numberOf(label);
  }

  #concernedBy(outcome: number, event: E): readonly (StepQuestion<S, E> & { readonly tree: number })[] {
    this.#concerned[outcome] ??= this.#stepQuestions
      .filter(({ concerns }) => concerns(event))
      .map((question) => ({ ...question, tree: this.#memo.forest.plant() }));
    return this.#concerned[outcome];
  }

  #answer(name: string, tree: number, row: Int32Array, ask: (state: object) => string): number {
    const known = this.#memo.forest.walk(tree, row);
    if (known !== UNKNOWN) return known;
    const { result, reads } = this.#memo.cells.run(row, name, ask);
    const number = this.#answers.get(result) ?? this.#answers.size;
    this.#answers.set(result, number);
    this.#memo.learn(name, tree, reads, row, number);
    return number;
  }
}

const MOST_ITEMS = 2 ** 24;
/** The sequence of nothing. */
const EMPTY = 0;

/** Sequences of numbers as nodes of a tree: two are the same node if and only if they are the same sequence. */
class Sequences {
  readonly #nodes = new Map<number, number>();
  readonly #numbers = new Map<number, number>();

  /** The sequence with one more item. */
  extended(node: number, item: number): number {
    if (item >= MOST_ITEMS) throw new Error(`more than ${MOST_ITEMS} events or answers`);
    const key = node * MOST_ITEMS + item;
    const known = this.#nodes.get(key);
    if (known !== undefined) return known;
    this.#nodes.set(key, this.#nodes.size + 1);
    return this.#nodes.size;
  }

  /** Numbers those sequences that are asked for, from 0. */
  numberOf(node: number): number {
    const known = this.#numbers.get(node);
    if (known !== undefined) return known;
    this.#numbers.set(node, this.#numbers.size);
    return this.#numbers.size - 1;
  }
}
