/** An alphabet gives every label a number, its letter, so that automata are made of integers. */
import { type Label, labelKey } from './label.ts';

/** Labels by number, and back. */
export class Alphabet<L extends object = Label> {
  readonly labels: L[] = [];
  readonly #letters = new Map<string, number>();

  /** `labels` have the numbers of their places. */
  constructor(labels: readonly L[] = []) {
    for (const label of labels) this.letter(label);
  }

  /** The number of a label, which is added if it is new. */
  letter(label: L): number {
    const key = labelKey(label);
    const known = this.#letters.get(key);
    if (known !== undefined) return known;
    this.#letters.set(key, this.labels.length);
    return this.labels.push(label) - 1;
  }

  /** The number of a label; undefined if the alphabet does not have it. */
  find(label: L): number | undefined {
    return this.#letters.get(labelKey(label));
  }
}
