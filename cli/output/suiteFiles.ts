/** Writes what `generate` makes: all of it or nothing, and never over what somebody else wrote. */
import { access, constants, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SuiteFile } from '../../generators/suite/index.ts';
import { Complaint, codeOf, wordsOf } from '../complaint.ts';

/** Every file podproof makes says so near its beginning; a manifest that only names podproof, in an annotation say, does not. */
const mark = /Made by podproof|"apiVersion":\s*"podproof\.dev\/v1"/i;
const markWithin = 400;

const isAbsent = (error: unknown): boolean => codeOf(error) === 'ENOENT';

const cannotWrite = (path: string, error: unknown): Complaint =>
  new Complaint(`${path}: cannot be written: ${wordsOf(error)}`, 'name a directory that can be written to');

/** What stands there; undefined if nothing does. */
const written = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw cannotWrite(path, error);
  }
};

/** Complains before a long computation rather than after it: the directory is made, and tried. */
export const prepareDirectory = async (path: string): Promise<void> => {
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.W_OK);
  } catch (error) {
    throw cannotWrite(path, error);
  }
};

/** True of a directory that is there. */
export const isDirectory = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() === true;

/** Those to be written: not what is the user's to change and there already. */
const wanted = async (
  files: readonly SuiteFile[],
): Promise<{ readonly todo: readonly SuiteFile[]; readonly kept: readonly string[] }> => {
  const todo: SuiteFile[] = [];
  const kept: string[] = [];
  for (const file of files) {
    const before = await written(file.path);
    if (before === undefined || before === file.text) todo.push(file);
    else if (file.keep) kept.push(file.path);
    else if (mark.test(before.slice(0, markWithin))) todo.push(file);
    else
      throw new Complaint(
        `${file.path}: exists already, and podproof did not make it`,
        'name another directory, or move it away',
      );
  }
  return { todo, kept };
};

const part = (path: string): string => `${path}.podproof-part`;

/** Writes every file beside its place, then moves all of them there. Answers which were written and which are the user's. */
export const writeFiles = async (
  files: readonly SuiteFile[],
): Promise<{ readonly written: number; readonly kept: readonly string[] }> => {
  const { todo, kept } = await wanted(files);
  try {
    for (const { path, text } of todo) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(part(path), text);
    }
    for (const { path } of todo) await rename(part(path), path);
  } catch (error) {
    await Promise.all(todo.map(({ path }) => rm(part(path), { force: true }).catch(() => undefined)));
    throw cannotWrite(todo[0]?.path ?? '.', error);
  }
  return { written: todo.length, kept };
};
