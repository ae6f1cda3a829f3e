import { describe, expect, it } from 'vitest';
import { defaultMemory, nodeTakes } from './memory.ts';

const gibi = 2 ** 30;

describe('the memory of a search, if nobody says', () => {
  it('is 4Gi where there is more, and less than what a machine or container has where there is not', () => {
    expect(defaultMemory(64 * gibi, 0)).toBe(4 * gibi);
    expect(defaultMemory(64 * gibi, 2 ** 63)).toBe(4 * gibi);
    expect(defaultMemory(64 * gibi, gibi)).toBe(Math.floor(0.9 * gibi) - nodeTakes);
    expect(defaultMemory(2 * gibi, 8 * gibi)).toBe(Math.floor(1.8 * gibi) - nodeTakes);
    expect(defaultMemory(2 ** 27, 0)).toBe(2 ** 26);
  });
});
