import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expected } from './testing/expected.ts';

const pageOf = (example: string): string =>
  readFileSync(new URL(`../docs/examples/${example.replace('.yaml', '.md')}`, import.meta.url), 'utf8');

/** Slice → what its section says does not hold, and how many states it names. */
const told = (page: string) =>
  Object.fromEntries(
    page
      .split(/^## /m)
      .slice(1)
      .flatMap((section) => {
        const [, slice, states = ''] = /\(`([a-z-]+)`, ([\d,]+) state/.exec(section) ?? [];
        if (slice === undefined) return [];
        const violated = [...section.matchAll(/^- `([a-z-]+)` does not hold\. \S/gm)].map(([, id]) => id);
        return [[slice, { states: Number(states.replaceAll(',', '')), violated }]];
      }),
  );

describe('the pages about the examples', () => {
  it('are one for each', () => {
    const pages = readdirSync(new URL('../docs/examples/', import.meta.url)).sort();
    expect(pages).toEqual(
      Object.keys(expected)
        .map((name) => name.replace('.yaml', '.md'))
        .sort(),
    );
  });

  it.each(Object.keys(expected))('explain every verdict of %s', (example) => {
    expect(told(pageOf(example))).toEqual(expected[example]);
  });
});
