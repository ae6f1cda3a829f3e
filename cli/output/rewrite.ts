/** Changes files in their place: whole or not at all, and never over what somebody wrote into them meanwhile. */
import { readFile } from 'node:fs/promises';
import { Complaint } from '../complaint.ts';
import { planned, writtenOr } from './outputFiles.ts';

/** A file with the text that was read and the one to write. */
export interface Rewriting {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

const stillIs = async ({ file, before }: Rewriting): Promise<boolean> =>
  (await readFile(file)).equals(Buffer.from(before));

/** Writes them all; answers which were written, and what kept the others. */
export const rewritten = async (
  files: readonly Rewriting[],
): Promise<{ readonly written: ReadonlySet<string>; readonly complaints: readonly Complaint[] }> => {
  const plan = await planned(files.map(({ file }) => ({ file, what: 'manifest', isOurs: () => true })));
  const complaints = [...plan.complaints];
  const written = new Set<string>();
  for (const one of plan.files) {
    const rewriting = files.find(({ file }) => file === one.file);
    if (rewriting === undefined) continue;
    const error = (await stillIs(rewriting))
      ? await writtenOr(one, () => rewriting.after)
      : new Complaint(`${one.file}: has changed since it was read`, 'run the command again');
    if (error === undefined) written.add(one.file);
    else if (error instanceof Complaint) complaints.push(error);
    else throw error;
  }
  return { written, complaints };
};
