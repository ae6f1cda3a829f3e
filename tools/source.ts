import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** One text file of the project: its path from the root, with forward slashes, and what it says. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** What a check has to complain about, and where. */
export interface Complaint {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** Folders that hold nothing anybody wrote here. */
const foreign = /^(node_modules|dist|cache|\.dist-\d+|coverage|out|\.git)$/;

/** Every file below `root` whose path matches, in a fixed order. An empty answer is an error: a check of nothing is no check. */
export function readSources(root: string, wanted: RegExp): readonly SourceFile[] {
  const paths = walk(root)
    .map((path) => relative(root, path).split(sep).join('/'))
    .filter((path) => wanted.test(path))
    .sort();
  if (paths.length === 0) throw new Error(`nothing to check: no file below ${root} matches ${wanted}`);
  return paths.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

function walk(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (foreign.test(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [path];
  });
}

/** The line an offset lies on, counted from 1. */
export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** Code for tests and benchmarks alone: it is not shipped, and nothing shipped may lean on it. */
export const isTestCode = (path: string): boolean => /\.test\.ts$|(^|\/)(testing|toys)\//.test(path);
