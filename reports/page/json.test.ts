import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOf, valueIn } from './json.ts';

describe('JSON with infinity', () => {
  it('comes back as it went (law, seed 42)', () => {
    const value = fc.letrec((tie) => ({
      node: fc.oneof(
        fc.string(),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.constant(Number.POSITIVE_INFINITY),
        fc.array(tie('node'), { maxLength: 4 }),
        fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), tie('node'), { maxKeys: 4, noNullPrototype: true }),
      ),
    })).node;
    fc.assert(
      fc.property(value, (one) => {
        expect(valueIn(textOf(one))).toEqual(one);
      }),
      { seed: 42 },
    );
  });

  it('is plain JSON where nothing is infinite', () => {
    expect(textOf({ a: [1, null] })).toBe('{"a":[1,null]}');
  });
});
