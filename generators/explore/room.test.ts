import { describe, expect, it } from 'vitest';
import { OutOfRoom, Room } from './room.ts';

describe('room', () => {
  it('is given back when the language has none for so long an array', () => {
    const room = new Room(2 ** 50);
    expect(() => room.ints(2 ** 40)).toThrow(OutOfRoom);
    expect(room.left).toBe(2 ** 50);
  });

  it('is refused beyond its bound, and not taken', () => {
    const room = new Room(100);
    expect(room.ints(20).length).toBe(20);
    expect(() => room.ints(6)).toThrow(OutOfRoom);
    expect(room.left).toBe(20);
  });
});
