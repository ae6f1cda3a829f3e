/** What is pushed here comes out there, in order, when somebody asks. One reader. */
export class Queue<T> implements AsyncIterable<T> {
  #values: T[] = [];
  #waiting: ((next: IteratorResult<T>) => void) | undefined;
  #ended = false;

  push(value: T): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting === undefined) this.#values.push(value);
    else waiting({ done: false, value });
  }

  /** Forgets what nobody has read yet, and whoever waits. */
  clear(): void {
    this.#values = [];
    this.#waiting = undefined;
  }

  end(): void {
    this.#ended = true;
    this.#waiting?.({ done: true, value: undefined });
    this.#waiting = undefined;
  }

  /** True if there is nothing to read. */
  get empty(): boolean {
    return this.#values.length === 0;
  }

  /** True if somebody waits for a value. */
  get awaited(): boolean {
    return this.#waiting !== undefined;
  }

  [Symbol.asyncIterator](): AsyncIterator<T> {
    return { next: () => this.#next() };
  }

  #next(): Promise<IteratorResult<T>> {
    const value = this.#values.shift();
    if (value !== undefined) return Promise.resolve({ done: false, value });
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }
}
