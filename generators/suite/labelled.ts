/** A growing graph seen through its labels: what one step shows comes letter by letter, at nodes of its own. */
import type { GraphEdge } from './graph.ts';

/** Words by number, and back. */
export class Alphabet {
  readonly words: string[] = [];
  readonly #letters = new Map<string, number>();

  /** The number of a word, which is added if it is new. */
  letter(word: string): number {
    const known = this.#letters.get(word);
    if (known !== undefined) return known;
    this.#letters.set(word, this.words.length);
    return this.words.push(word) - 1;
  }
}

/** The letter of a step that nobody sees. */
export const hidden = -1;

/** Whatever has numbered states, steps between them, and words that the step to a state has shown. */
export interface Stepwise {
  readonly edges: (state: number) => readonly GraphEdge<unknown>[];
  readonly words: (state: number) => readonly string[];
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
export class Labelled {
  readonly alphabet: Alphabet;
  readonly isTester: Stepwise['isTester'];
  readonly #graph: Stepwise;
  /** From states. */
  readonly #moves: (readonly Move[])[] = [];

  constructor(graph: Stepwise, alphabet: Alphabet) {
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
    const moves = this.#graph.edges(state).map(({ by, to }) => this.#enter(to, this.#graph.words(to).length, by));
    this.#moves[state] = moves;
    return moves;
  }

  /** The step that shows the first of so many letters before a state. */
  #enter(state: number, left: number, by: number): Move {
    const words = this.#graph.words(state);
    const word = words[words.length - left];
    if (word === undefined) return { by, letter: hidden, to: state * most };
    return { by, letter: this.alphabet.letter(word), to: state * most + left - 1 };
  }
}
