/** Runs everything the pages of docs/ show (`npx vitest run docs/pages.test.ts -u` writes what is really printed). */
import { describe, expect, it } from 'vitest';
import { describeExecuted } from '../cli/testing/executed.ts';
import { heavyPages, pages } from './testing/pages.ts';

const light = pages.filter((page) => !heavyPages.includes(page));

describe('the pages', () => {
  it('are there', () => {
    expect(light.length).toBeGreaterThan(12);
    expect(heavyPages.filter((page) => !pages.includes(page))).toEqual([]);
  });
});

for (const page of light) describeExecuted(page);
