/** Assumptions about delays, from the command line and from files. */
import { readFile } from 'node:fs/promises';
import type { Assumptions } from '../../model/assumptions.ts';
import { linesOf, readAssumptions } from '../../model/assumptionText.ts';
import { Complaint, wordsOf } from '../complaint.ts';
import type { Setup } from './setup.ts';

const fromFile = async (file: string): Promise<readonly string[]> => {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Complaint(`--assume @${file}: ${wordsOf(error)}`, 'name a readable file with one assumption to a line');
  });
  return linesOf(text);
};

/** The delays to assume; undefined if nobody is to assume any. */
export const assumptionsIn = async ({ assume = [], untimed }: Setup): Promise<Assumptions | undefined> => {
  if (untimed === true) {
    if (assume.length === 0) return undefined;
    throw new Complaint('--untimed and --assume contradict each other', 'leave one of them out');
  }
  const texts = await Promise.all(
    assume.map((text) => (text.startsWith('@') ? fromFile(text.slice(1)) : Promise.resolve([text]))),
  );
  const read = readAssumptions(texts.flat());
  if ('assumptions' in read) return read.assumptions;
  throw new Complaint(`--assume '${read.problem.text}': ${read.problem.message}`, read.problem.fix);
};
