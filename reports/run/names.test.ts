import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counted, grouped } from './names.ts';

describe('numbers in sentences', () => {
  it('are written as English does', () => {
    fc.assert(
      fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), (count) => {
        expect(grouped(count)).toBe(count.toLocaleString('en-US'));
      }),
      { seed: 1, examples: [[0], [999], [1000], [123456], [1234567]] },
    );
  });

  it('bring the noun into their number', () => {
    expect([0, 1, 1234].map((count) => counted(count, 'query'))).toEqual(['0 queries', '1 query', '1,234 queries']);
  });
});
