/** Labels of one step that are still to come, in whatever order: a set of places in the list of labels, as one number with a bit for each. */

/** More labels than this have no exact number. */
const maxLabels = 52;

/** The set of all of so many labels. */
export const allPending = (count: number): number => {
  if (count > maxLabels)
    throw new Error(`one step shows ${count} labels; in any order at most ${maxLabels} can be followed`);
  return 2 ** count - 1;
};

/** Is the label at this place still to come? */
export const isPending = (open: number, place: number): boolean => Math.floor(open / 2 ** place) % 2 === 1;

/** The set without the label at this place, which is in it. */
export const withoutPending = (open: number, place: number): number => open - 2 ** place;

/** Numbers pairs of a state and a set of labels still to come, so that no two pairs have the same number. */
export class PendingNumbers {
  readonly #sets: number;

  /** For so many states, if no step shows more labels than `labels`. */
  constructor(states: number, labels: number) {
    this.#sets = allPending(labels) + 1;
    if (states * this.#sets > Number.MAX_SAFE_INTEGER)
      throw new Error(
        `one step of ${states} states shows ${labels} labels; these are too many to be told in any order`,
      );
  }

  /** The number of a pair. */
  of(state: number, open: number): number {
    return state * this.#sets + open;
  }

  /** The state of a pair. */
  state(number: number): number {
    return Math.floor(number / this.#sets);
  }

  /** The labels of a pair that are still to come. */
  open(number: number): number {
    return number % this.#sets;
  }
}
