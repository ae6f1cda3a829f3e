/** Opens recordings: files, and standard input for `-`. They are read as streams, for they may be larger than memory. */
import { createReadStream } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import type { Recording } from '../../conformance/logs/read.ts';
import { standardInput } from '../../library/inputArguments.ts';
import { Complaint } from '../complaint.ts';
import type { Io } from '../io.ts';
import { unreadable } from './input.ts';

/** The recordings of these names; complains of one that cannot be read before any of them is. */
export const recordingsOf = async (
  files: readonly string[],
  io: Io,
  signal: AbortSignal,
): Promise<readonly Recording[]> => {
  for (const file of files.filter((one) => one !== standardInput)) {
    const found = await stat(file).catch((error: unknown) => {
      throw unreadable(file, error);
    });
    if (found.isDirectory()) throw new Complaint(`${file}: is a directory`, `name the recordings in it: ${file}/*`);
    await access(file, constants.R_OK).catch((error: unknown) => {
      throw unreadable(file, error);
    });
  }
  return files.map((file) =>
    file === standardInput
      ? { file: 'standard input', bytes: () => io.input(signal) }
      : { file, bytes: () => createReadStream(file, { signal }) },
  );
};
