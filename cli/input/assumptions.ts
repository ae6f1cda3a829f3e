/** Assumptions about delays from the command line, and from files it names. */
import { readFile } from 'node:fs/promises';
import { type Setup, saidIn } from '../../library/setup.ts';
import type { SaidAssumption } from '../../model/assumptionSources.ts';
import { linesOf } from '../../model/assumptionText.ts';
import { Complaint, wordsOf } from '../complaint.ts';

const fromFile = async (file: string): Promise<readonly string[]> => {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Complaint(`--assume @${file}: ${wordsOf(error)}`, 'name a readable file with one assumption to a line');
  });
  return linesOf(text);
};

/** What the command line assumes for every workload; undefined if nobody is to assume anything. */
export const assumedByOptions = async ({
  assume = [],
  untimed,
}: Setup): Promise<readonly SaidAssumption[] | undefined> => {
  if (untimed === true) {
    if (assume.length === 0) return undefined;
    throw new Complaint('--untimed and --assume contradict each other', 'leave one of them out');
  }
  const texts = await Promise.all(
    assume.map((text) => (text.startsWith('@') ? fromFile(text.slice(1)) : Promise.resolve([text]))),
  );
  return saidIn(texts.flat());
};
