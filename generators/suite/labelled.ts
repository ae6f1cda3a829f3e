/** A growing graph seen through its labels: what one step shows comes letter by letter, at nodes of its own. */
import type { GraphEdge } from './graph.ts';
import type { Alphabet } from './labels/alphabet.ts';

/** The letter of a step that nobody sees. */
export const hidden = -1;

/** Whatever has numbered states, steps between them, and labels that the step to a state has shown. */
export interface Stepwise<L extends object> {
  readonly edges: (state: number) => readonly GraphEdge<unknown>[];
  readonly labels: (state: number) => readonly L[];
  /** Is that component part of the tester? */
  readonly isTester: (component: number) => boolean;
}

/** A step between nodes. */
export interface Move {
  readonly by: number;
  readonly letter: number;
  readonly to: number;
}

const most = 16;
const nobody = -1;

/** State s is node 16 s; node 16 s + n lies n letters before it. */
export class Labelled<L extends object = object> {
  readonly alphabet: Alphabet<L>;
  readonly isTester: Stepwise<L>['isTester'];
  readonly #graph: Stepwise<L>;
  /** From states. */
  readonly #moves: (readonly Move[])[] = [];

  constructor(graph: Stepwise<L>, alphabet: Alphabet<L>) {
    this.#graph = graph;
    this.alphabet = alphabet;
    this.isTester = graph.isTester;
  }

  /** The steps from a node. */
  moves(node: number): readonly Move[] {
    const state = Math.floor(node / most);
    const left = node % most;
    if (left > 0) return [this.#enter(state, left, nobody)];
    const known = this.#moves[state];
    if (known !== undefined) return known;
    const moves = this.#graph.edges(state).map(({ by, to }) => this.#enter(to, this.#graph.labels(to).length, by));
    this.#moves[state] = moves;
    return moves;
  }

  /** The step that shows the first of so many letters before a state. */
  #enter(state: number, left: number, by: number): Move {
    const labels = this.#graph.labels(state);
    const label = labels[labels.length - left];
    if (label === undefined) return { by, letter: hidden, to: state * most };
    return { by, letter: this.alphabet.letter(label), to: state * most + left - 1 };
  }
}
