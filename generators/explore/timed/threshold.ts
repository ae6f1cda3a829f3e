/** The value of a parameter at which an answer changes, found by bisection, with what shows it on either side. */

/** What is known at one value: whether it holds (`undefined` if that could not be decided), and what shows it. */
export interface Answer<W> {
  readonly holds: boolean | undefined;
  readonly shown: W;
}

/** An answer at a value. */
export interface Point<W> extends Answer<W> {
  readonly value: number;
}

/** Which value is looked for: the least or the greatest that holds, among the whole numbers from `from` to `to`. */
export interface Quest {
  readonly seek: 'least' | 'greatest';
  readonly from: number;
  readonly to: number;
  /** How many more values on either side of the threshold are asked, to see whether they agree with it. Default 1. */
  readonly beyond?: number;
}

/**
 * `found`: `at` holds, and `beside`, the next value on the other side, does not. `always` and `never`: both ends of the
 * range agree, so there is no threshold to find. `not monotone`: `at` and `beside` contradict that there is one threshold.
 * `undecided`: the answer at `at` is not known.
 */
export interface Threshold<W> {
  readonly outcome: 'found' | 'always' | 'never' | 'not monotone' | 'undecided';
  readonly at: Point<W>;
  readonly beside?: Point<W>;
  /** Every value that was asked, ascending. */
  readonly asked: readonly Point<W>[];
}

/** Answers for one value, at once or in a while. */
export type Ask<W> = (value: number) => Answer<W> | Promise<Answer<W>>;

/** Bisects, assuming that there is one threshold, and then asks the neighbours whether there is. */
export async function threshold<W>(quest: Quest, ask: Ask<W>): Promise<Threshold<W>> {
  if (!(Number.isInteger(quest.from) && Number.isInteger(quest.to) && quest.from <= quest.to)) {
    throw new RangeError(`there are no whole numbers from ${quest.from} to ${quest.to}`);
  }
  return new Bisection(quest, ask).run();
}

class Bisection<W> {
  readonly #quest: Quest;
  readonly #ask: Ask<W>;
  readonly #points = new Map<number, Point<W>>();

  constructor(quest: Quest, ask: Ask<W>) {
    this.#quest = quest;
    this.#ask = ask;
  }

  async run(): Promise<Threshold<W>> {
    const { seek, from, to } = this.#quest;
    const [best, worst] = seek === 'least' ? [to, from] : [from, to];
    const good = await this.#at(best);
    if (good.holds === undefined) return this.#answer('undecided', good);
    const bad = await this.#at(worst);
    if (bad.holds === undefined) return this.#answer('undecided', bad);
    if (good.holds && bad.holds) return this.#answer('always', bad, good);
    if (!good.holds) return this.#answer(bad.holds ? 'not monotone' : 'never', good, bad);
    return this.#narrow(good, bad);
  }

  async #narrow(holds: Point<W>, fails: Point<W>): Promise<Threshold<W>> {
    let [good, bad] = [holds, fails];
    while (Math.abs(good.value - bad.value) > 1) {
      const middle = await this.#at(Math.floor((good.value + bad.value) / 2));
      if (middle.holds === undefined) return this.#answer('undecided', middle);
      if (middle.holds) good = middle;
      else bad = middle;
    }
    return this.#verified(good, bad);
  }

  /** Asks the neighbours on both sides; one that disagrees with its side shows that there is not one threshold. */
  async #verified(good: Point<W>, bad: Point<W>): Promise<Threshold<W>> {
    const { from, to, beyond = 1 } = this.#quest;
    const outwards = Math.sign(good.value - bad.value);
    for (let i = 1; i <= beyond; i++) {
      for (const [side, value] of [
        [good, good.value + i * outwards],
        [bad, bad.value - i * outwards],
      ] as const) {
        if (value < from || value > to) continue;
        const neighbour = await this.#at(value);
        if (neighbour.holds === undefined) return this.#answer('undecided', neighbour);
        if (neighbour.holds !== side.holds) return this.#answer('not monotone', side, neighbour);
      }
    }
    return this.#answer('found', good, bad);
  }

  async #at(value: number): Promise<Point<W>> {
    const known = this.#points.get(value);
    if (known !== undefined) return known;
    const point = { value, ...(await this.#ask(value)) };
    this.#points.set(value, point);
    return point;
  }

  #answer(outcome: Threshold<W>['outcome'], at: Point<W>, beside?: Point<W>): Threshold<W> {
    const asked = [...this.#points.values()].sort((a, b) => a.value - b.value);
    return { outcome, at, ...(beside && beside !== at && { beside }), asked };
  }
}
