/** Runs what the pages of docs/ show that take minutes. */
import { describe } from 'vitest';
import { describeExecuted } from '../cli/testing/executed.ts';
import { heavyPages } from './testing/pages.ts';

describe('heavy pages', () => {
  for (const page of heavyPages) describeExecuted(page);
});
