/** Reads what the command was pointed at: files, directories, standard input. */
import { constants, createReadStream, type Stats } from 'node:fs';
import { access, open, readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { standardInput } from '../../library/inputArguments.ts';
import type { Input } from '../../library/tasks.ts';
import { longestText, type Problem } from '../../model/manifest/index.ts';
import { Complaint, codeOf, wordsOf } from '../complaint.ts';

/** What could be read, and what is wrong with the rest. */
export interface Reading {
  readonly inputs: readonly Input[];
  readonly problems: readonly Problem[];
}

/** Files larger than this are refused before they are read, unless less is asked for. */
export const mostBytes = 50 * 2 ** 20;
/** The same for manifests. */
export const mostManifestBytes = longestText;
const manifestNames = /\.(ya?ml|json)$/i;
/** A file of manifests by its name; podproof's own configuration is none. */
const isManifest = (name: string): boolean => manifestNames.test(name) && !/^\.podproof\.ya?ml$/.test(name);

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MiB`;

const tooLarge = (file: string, most: number): Complaint =>
  new Complaint(
    `${file}: is longer than ${mebibytes(most)}, the most that is read`,
    'split the file, or leave out what is not a workload',
  );

/** What to say when the operating system does not let a file be read. */
export const unreadable = (file: string, error: unknown): Complaint => {
  const code = codeOf(error);
  if (code === 'ENOENT') return new Complaint(`${file}: no such file or directory`, 'check the path');
  if (code === 'EACCES' || code === 'EPERM') {
    return new Complaint(`${file}: permission denied`, 'make it readable for this user');
  }
  return new Complaint(`${file}: cannot be read (${code === '' ? wordsOf(error) : code})`, 'check the path');
};

const statusOf = async (path: string): Promise<Stats> => {
  try {
    const status = await stat(path);
    await access(path, constants.R_OK);
    return status;
  } catch (error) {
    throw unreadable(path, error);
  }
};

const decoded = (file: string, bytes: Uint8Array, listed: boolean): Input => {
  try {
    return { file, listed, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    throw new Complaint(`${file}: is not UTF-8 text`, 'save it as UTF-8');
  }
};

const readOne = async (file: string, status: Stats, listed: boolean, most: number): Promise<Input> => {
  if (status.size > most) throw tooLarge(file, most);
  try {
    // Pipes such as /dev/fd/63 do not know their size beforehand.
    return decoded(file, status.isFile() ? await readFile(file) : await piped(file, status, most), listed);
  } catch (error) {
    throw error instanceof Complaint ? error : unreadable(file, error);
  }
};

/** How long a named pipe may wait for somebody to write into it. */
const patience = 3000;

/** The bytes of what is no regular file. Opening a pipe waits for a writer; where none comes, one that writes nothing ends the wait. */
const piped = async (file: string, status: Stats, most: number): Promise<Uint8Array> => {
  const stream = createReadStream(file);
  if (!status.isFIFO()) return collected(file, stream, most);
  let given = false;
  const timer = setTimeout(() => {
    given = true;
    open(file, constants.O_WRONLY | constants.O_NONBLOCK).then(
      (writer) => writer.close(),
      () => undefined,
    );
  }, patience);
  stream.once('open', () => clearTimeout(timer));
  const bytes = await collected(file, stream, most);
  if (!given || bytes.length > 0) return bytes;
  throw new Complaint(
    `${file}: is a pipe that no process writes into`,
    'start what writes into it first, or name a file',
  );
};

/** Manifests of a directory in the order of their names; with `recursive` those of its directories as well. */
const listed = async (directory: string, recursive: boolean): Promise<readonly string[]> => {
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
    throw unreadable(directory, error);
  });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const found: string[] = [];
  for (const entry of entries) {
    const path = join(directory, entry.name);
    if (entry.isDirectory() && recursive && !entry.name.startsWith('.')) found.push(...(await listed(path, true)));
    else if ((entry.isFile() || entry.isSymbolicLink()) && isManifest(entry.name)) found.push(path);
  }
  return found;
};

/** One file among others: what keeps it from being read does not keep the others. */
const readAmongOthers = async (file: string, read: () => Promise<Reading>): Promise<Reading> => {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Complaint)) throw error;
    const message = error.message.replace(`${file}: `, '');
    return { inputs: [], problems: [{ file, line: 1, column: 1, field: '', message, fix: error.fix }] };
  }
};

const together = (readings: readonly Reading[]): Reading => ({
  inputs: readings.flatMap(({ inputs }) => inputs),
  problems: readings.flatMap(({ problems }) => problems),
});

const readDirectory = async (
  directory: string,
  recursive: boolean,
  most: number,
  goOn: () => Promise<void>,
): Promise<Reading> => {
  const files = await listed(directory, recursive);
  if (files.length === 0) {
    throw new Complaint(
      `${directory}: has no *.yaml, *.yml or *.json file`,
      recursive ? 'point at the directory with the manifests' : 'add -R to look into its directories too',
    );
  }
  const readings: Reading[] = [];
  for (const file of files) {
    await goOn();
    readings.push(await readAmongOthers(file, () => readFileAt(file, true, most)));
  }
  return together(readings);
};

const readFileAt = async (file: string, listed: boolean, most: number): Promise<Reading> => ({
  inputs: [await readOne(file, await statusOf(file), listed, most)],
  problems: [],
});

const collected = async (file: string, stream: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > most) throw tooLarge(file, most);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** The texts of all these paths; each file once, in the order given. Throws only if there is one path and it cannot be read, or if it must not `goOn`. */
export const readInputs = async (
  paths: readonly string[],
  recursive: boolean,
  input: () => AsyncIterable<Uint8Array>,
  most: number = mostBytes,
  goOn: () => Promise<void> = async () => undefined,
): Promise<Reading> => {
  const readings: Reading[] = [];
  for (const path of new Set(paths)) {
    await goOn();
    const read = () => readPath(path, recursive, input, most, goOn);
    readings.push(paths.length === 1 ? await read() : await readAmongOthers(path, read));
  }
  const { inputs, problems } = together(readings);
  // By the path it really has: a file that is named in two ways is one file. What was named counts before what was found.
  const byPath = new Map<string, Input>();
  for (const one of inputs) {
    const path = resolve(one.file);
    const before = byPath.get(path);
    byPath.set(path, before === undefined ? one : { ...before, listed: before.listed && one.listed });
  }
  return { inputs: [...byPath.values()], problems };
};

const readPath = async (
  path: string,
  recursive: boolean,
  input: () => AsyncIterable<Uint8Array>,
  most: number,
  goOn: () => Promise<void>,
): Promise<Reading> => {
  if (path === standardInput) {
    const bytes = await collected('standard input', input(), most);
    return { inputs: [{ ...decoded(standardInput, bytes, false), piped: true }], problems: [] };
  }
  const status = await statusOf(path);
  return status.isDirectory() ? readDirectory(path, recursive, most, goOn) : readFileAt(path, false, most);
};
