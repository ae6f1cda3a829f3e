/** A growing graph seen through its labels: what one step shows comes letter by letter, at nodes of its own. */
import type { GraphEdge } from '../explore/on-demand.ts';
import type { Alphabet } from '../observe/alphabet.ts';

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

/** Nodes of one state: itself, and one before each label of the step that leads to it. */
const places = 256;
/** Nodes are 32-bit integers. */
const maxStates = Math.floor(2 ** 31 / places);
const nobody = -1;

/** The node that lies so many letters before a state. */
const nodeOf = (state: number, left: number): number => {
  if (left >= places) throw new Error(`one step shows more than ${places} labels; they cannot be told apart`);
  if (state >= maxStates) throw new Error(`there are more than ${maxStates} states; their labels cannot be told apart`);
  return state * places + left;
};

/** State s is node 256 s; node 256 s + n lies n letters before it. */
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
    const state = Math.floor(node / places);
    const left = node % places;
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
    if (label === undefined) return { by, letter: hidden, to: nodeOf(state, 0) };
    return { by, letter: this.alphabet.letter(label), to: nodeOf(state, left - 1) };
  }
}
