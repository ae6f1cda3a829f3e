import { describe, expect, it } from 'vitest';
import { Alphabet } from './alphabet.ts';
import { isObservation, type Label, labelKey } from './label.ts';

const uid = 'web#1';
const ready: Label = { see: 'sandbox ready', uid };
const turned: Label = { uid, see: 'sandbox ready' };
const stopped: Label = { see: 'sandbox stopped', uid };
const create: Label = { do: 'create', uid };

describe('labelKey', () => {
  it('is the same whatever the order of the fields, and different for different labels', () => {
    expect(labelKey(turned)).toBe(labelKey(ready));
    expect(new Set([ready, stopped, create].map(labelKey)).size).toBe(3);
  });

  it('knows nothing of the order of fields further in, and everything of what they hold', () => {
    expect(labelKey({ programs: { b: 1, a: 0 } })).toBe(labelKey({ programs: { a: 0, b: 1 } }));
    expect(labelKey({ programs: { a: 0 } })).not.toBe(labelKey({ programs: { a: '0' } }));
  });
});

describe('isObservation', () => {
  it('is true of what is seen, false of what is done', () => {
    expect([ready, create].map(isObservation)).toEqual([true, false]);
  });
});

describe('an alphabet', () => {
  it('numbers labels as they come, each once', () => {
    const alphabet = new Alphabet<Label>([ready]);
    expect([create, turned, stopped].map((label) => alphabet.letter(label))).toEqual([1, 0, 2]);
    expect(alphabet.labels).toEqual([ready, create, stopped]);
  });

  it('finds what it has, and adds nothing thereby', () => {
    const alphabet = new Alphabet<Label>([ready]);
    expect([turned, stopped].map((label) => alphabet.find(label))).toEqual([0, undefined]);
    expect(alphabet.labels).toHaveLength(1);
  });
});
