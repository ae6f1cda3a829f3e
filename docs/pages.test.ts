/** Runs everything the pages of docs/ show (`npx vitest run docs/pages.test.ts -u` writes what is really printed). */
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeExecuted } from '../cli/testing/executed.ts';

const pages = readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('.md'));

describe('the pages', () => {
  it('are there', () => expect(pages.length).toBeGreaterThan(8));
});

for (const page of pages) describeExecuted(`docs/${page}`);
