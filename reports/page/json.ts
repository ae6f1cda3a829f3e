/** JSON with the one number that it lacks and scenarios have: a delay without a bound is infinite. */

const infinity = { number: 'Infinity' };

const isInfinity = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).join() === 'number' &&
  'number' in value &&
  value.number === infinity.number;

/** A value as text. */
export const textOf = (value: unknown): string =>
  JSON.stringify(value, (_key, one: unknown) => (one === Number.POSITIVE_INFINITY ? infinity : one));

/** The value again. */
export const valueIn = (text: string): unknown =>
  JSON.parse(text, (_key, one: unknown) => (isInfinity(one) ? Number.POSITIVE_INFINITY : one));
