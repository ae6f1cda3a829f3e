/**
 * Files a command writes: looked at before it computes anything, written beside their place and moved there when they are whole, never
 * over what podproof did not make.
 */
import { chmodSync, rmSync } from 'node:fs';
import { open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Complaint, codeOf, wordsOf } from '../complaint.ts';

/** A file that is to be written. */
export interface Output {
  readonly file: string;
  /** What it is, in words. */
  readonly what: string;
  /** Whether the beginning of a file that is there says that podproof made it, and as the same thing. */
  readonly isOurs: (beginning: string) => boolean;
}

/** A file that can be written. */
export interface PlannedFile {
  readonly file: string;
  /** Puts it there whole, or complains and leaves what was there. */
  readonly write: (text: string) => Promise<void>;
}

/** What can be written, and why the rest cannot. */
export interface Plan {
  readonly files: readonly PlannedFile[];
  readonly complaints: readonly Complaint[];
}

const beginningLength = 4096;

/** Parts that were begun: gone in the end, however it ends. */
const parts = new Set<string>();

let sweeping = false;

const sweep = (): void => {
  for (const part of parts) rmSync(part, { force: true });
};

const unwritable = (file: string, error: unknown): Complaint =>
  new Complaint(`${file}: cannot be written (${wordsOf(error)})`, 'name a file in a directory that can be written to');

/** What is there: nothing, something to be replaced, or something that is written into as it is, such as a pipe or `/dev/null`. */
const standing = async ({ file, what, isOurs }: Output): Promise<'nothing' | 'file' | 'stream'> => {
  const status = await stat(file).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw unwritable(file, error);
  });
  if (status === undefined) return 'nothing';
  if (status.isDirectory()) throw new Complaint(`${file}: is a directory`, 'name a file in it');
  if (!status.isFile()) return 'stream';
  const beginning = status.size === 0 ? '' : await beginningOf(file);
  if (status.size === 0 || isOurs(beginning)) return 'file';
  throw new Complaint(
    `${file}: exists already, and is not a ${what} that podproof made`,
    'name another file, or move it away',
  );
};

const beginningOf = async (file: string): Promise<string> => {
  const handle = await open(file).catch((error: unknown) => {
    throw unwritable(file, error);
  });
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(beginningLength) });
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
};

/** A part in the same directory can be moved to its place in one step. Where none can be made, a file that can be written is written itself. */
const partFor = async (target: string, there: boolean): Promise<string | undefined> => {
  const part = `${target}.${process.pid}.podproof-part`;
  try {
    await (await open(part, 'wx')).close();
  } catch (error) {
    if (!there) throw unwritable(target, error);
    await open(target, 'r+').then(
      (handle) => handle.close(),
      (other: unknown) => {
        throw unwritable(target, other);
      },
    );
    return undefined;
  }
  if (!sweeping) process.on('exit', sweep);
  sweeping = true;
  parts.add(part);
  return part;
};

/** A file that is mounted by itself cannot be replaced, only written. */
const moved = async (part: string, target: string, text: string): Promise<void> => {
  const mode = await stat(target).then(
    (status) => status.mode,
    () => undefined,
  );
  if (mode !== undefined) chmodSync(part, mode);
  try {
    await rename(part, target);
  } catch (error) {
    if (codeOf(error) !== 'EBUSY') throw error;
    await writeFile(target, text);
    await rm(part, { force: true });
  }
  parts.delete(part);
};

const plannedFile = async (output: Output): Promise<PlannedFile> => {
  const { file } = output;
  const there = await standing(output);
  if (there === 'stream') return { file, write: (text) => writeFile(file, text) };
  // A link stays a link: what it leads to is replaced.
  const target = there === 'file' ? await realpath(file) : file;
  const part = await partFor(target, there === 'file');
  return {
    file,
    write: async (text) => {
      if (part === undefined) return writeFile(target, text);
      await writeFile(part, text);
      return moved(part, target, text);
    },
  };
};

/** Looks at every file, and makes room for those that can be written. */
export const planned = async (outputs: readonly Output[]): Promise<Plan> => {
  const [files, complaints]: [PlannedFile[], Complaint[]] = [[], []];
  const taken = new Set<string>();
  for (const output of outputs) {
    const place = await realpath(output.file).catch(() => resolve(output.file));
    try {
      if (taken.has(place))
        throw new Complaint(`${output.file}: is named twice`, 'give every report a file of its own');
      taken.add(place);
      files.push(await plannedFile(output));
    } catch (error) {
      if (!(error instanceof Complaint)) throw error;
      complaints.push(error);
    }
  }
  return { files, complaints };
};

/** Writes one; answers what kept it from being written. */
export const writtenOr = async (
  { file, write }: PlannedFile,
  text: () => string | Promise<string>,
): Promise<Error | undefined> => {
  try {
    await write(await text());
    return undefined;
  } catch (error) {
    if (error instanceof Complaint) return error;
    if (codeOf(error) !== '') return unwritable(file, error);
    return error instanceof Error ? error : new Error(String(error));
  }
};

/** Takes away what was begun and not written. */
export const discard = (): void => {
  sweep();
  parts.clear();
};
