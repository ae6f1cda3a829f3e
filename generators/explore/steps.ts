/** Long computations that stop now and then, so that whoever runs them can let others in, or give them up. */

/** A computation in steps. */
export type Steps<T> = Generator<undefined, T>;

/** Runs it at once. */
export const drained = <T>(steps: Steps<T>): T => {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
};
