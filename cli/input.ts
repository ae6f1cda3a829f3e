/** Reads what the command was pointed at: files, directories, standard input. */
import { constants, createReadStream, type Stats } from 'node:fs';
import { access, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Complaint, codeOf, wordsOf } from './complaint.ts';

/** A manifest as text, under the name the user gave it. */
export interface Input {
  readonly file: string;
  readonly text: string;
}

/** Files larger than this are refused before they are read. */
export const mostBytes = 50 * 2 ** 20;
const manifestNames = /\.(ya?ml|json)$/i;
/** The name under which standard input appears in reports. */
export const standardInput = '-';

const tooLarge = (file: string, bytes: number): Complaint =>
  new Complaint(
    `${file}: is ${(bytes / 2 ** 20).toFixed(0)} MiB long; at most 50 MiB are read`,
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

const decoded = (file: string, bytes: Uint8Array): Input => {
  try {
    return { file, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    throw new Complaint(`${file}: is not UTF-8 text`, 'save it as UTF-8');
  }
};

const readOne = async (file: string, status: Stats): Promise<Input> => {
  if (status.size > mostBytes) throw tooLarge(file, status.size);
  try {
    // Pipes such as /dev/fd/63 do not know their size beforehand.
    return decoded(file, status.isFile() ? await readFile(file) : await collected(file, createReadStream(file)));
  } catch (error) {
    throw error instanceof Complaint ? error : unreadable(file, error);
  }
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
    else if (!entry.isDirectory() && manifestNames.test(entry.name)) found.push(path);
  }
  return found;
};

const readDirectory = async (directory: string, recursive: boolean): Promise<readonly Input[]> => {
  const files = await listed(directory, recursive);
  if (files.length === 0) {
    throw new Complaint(
      `${directory}: has no *.yaml, *.yml or *.json file`,
      recursive ? 'point at the directory with the manifests' : 'add -R to look into its directories too',
    );
  }
  const inputs: Input[] = [];
  for (const file of files) inputs.push(await readOne(file, await statusOf(file)));
  return inputs;
};

const collected = async (file: string, stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > mostBytes) throw tooLarge(file, length);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** The texts of all these paths; each file once, in the order given. */
export const readInputs = async (
  paths: readonly string[],
  recursive: boolean,
  input: () => AsyncIterable<Uint8Array>,
): Promise<readonly Input[]> => {
  const inputs = new Map<string, Input>();
  for (const path of paths) {
    const found = await readPath(path, recursive, input);
    for (const one of found) if (!inputs.has(one.file)) inputs.set(one.file, one);
  }
  return [...inputs.values()];
};

const readPath = async (path: string, recursive: boolean, input: () => AsyncIterable<Uint8Array>) => {
  if (path === standardInput) return [decoded(standardInput, await collected('standard input', input()))];
  const status = await statusOf(path);
  if (status.isDirectory()) return readDirectory(path, recursive);
  return [await readOne(path, status)];
};
