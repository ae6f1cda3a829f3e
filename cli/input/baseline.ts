/** A baseline, read: the findings that somebody accepts, each with the place where it stands. */
import { readFile, stat } from 'node:fs/promises';
import { readDocuments } from '../../model/manifest/index.ts';
import { plainValue } from '../../model/manifest/tree.ts';
import type { KnownFinding } from '../../reports/check/knownBefore.ts';
import type { ProblemReport } from '../../reports/check/report.ts';
import { Complaint, codeOf } from '../complaint.ts';
import { fieldOf } from './astray.ts';
import { unreadable } from './input.ts';
import { errorsOf, expected } from './schemas.ts';

/** What a baseline says. */
export interface Baseline {
  readonly file: string;
  readonly entries: readonly BaselineEntry[];
}

/** One finding that is accepted, and a complaint about the place where that is said. */
export interface BaselineEntry {
  readonly known: KnownFinding;
  readonly problem: (message: string, fix: string) => ProblemReport;
}

const again =
  'podproof check --update-baseline writes such files; schemas/baseline.v1.schema.json says what they may be';

const complaint = ({ file, line, column, field, message, fix }: ProblemReport): Complaint =>
  new Complaint(`${file}:${line}:${column}: ${field === '' ? '' : `${field}: `}${message}`, fix);

interface Written {
  readonly findings: readonly (Omit<KnownFinding, 'also'> & { readonly also?: readonly string[] })[];
}

/** What is accepted where nothing is. */
const noBaseline = (file: string): Baseline => ({ file, entries: [] });

const read = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT')
      throw new Complaint(`${file}: there is no such file`, 'add --update-baseline to write it');
    throw unreadable(file, error);
  });

/** Reads a baseline that may not be there yet. */
export const readBaselineIfThere = async (file: string): Promise<Baseline> => {
  const empty = await stat(file).then(
    ({ size }) => size === 0,
    (error: unknown) => codeOf(error) === 'ENOENT',
  );
  return empty ? noBaseline(file) : readBaseline(file);
};

/** Reads a baseline, or complains with the place of what is wrong. */
export const readBaseline = async (file: string): Promise<Baseline> => {
  const { documents, problems } = readDocuments(await read(file), file);
  const [problem] = problems;
  if (problem !== undefined) throw complaint(problem);
  const [root, second] = documents;
  if (root === undefined) throw new Complaint(`${file}: is empty`, again);
  if (second !== undefined) throw complaint(second.problem('is a second document', 'write one'));
  const value = plainValue(root.tree);
  const [error] = await errorsOf('baseline', value);
  if (error !== undefined) throw complaint(fieldOf(root, error).problem(expected(error), again));
  const places = root.at('findings').items;
  return {
    file,
    entries: (value as Written).findings.flatMap((one, index) => {
      const place = places[index];
      if (place === undefined) return [];
      return [
        {
          known: { ...one, also: one.also ?? [] },
          problem: (message: string, fix: string) => ({ ...place.problem(message, fix), field: '' }),
        },
      ];
    }),
  };
};
