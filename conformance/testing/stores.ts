/** A place for the stores of runs on the real podman, and what is left of them. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A directory for stores. Afterwards nothing must be left in it, nor any process that has to do with it. */
export interface Stores {
  readonly parent: string;
  /** Command lines of processes that have to do with it. */
  readonly processes: () => readonly string[];
  readonly left: () => readonly string[];
  readonly remove: () => void;
}

/** A new one. Its path is short: podman wants it so. */
export const stores = (): Stores => {
  const parent = mkdtempSync(join(tmpdir(), 'pp-'));
  const processes = () =>
    execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line.includes(`${parent}/`));
  return {
    parent,
    processes,
    left: () => [...readdirSync(parent), ...processes()],
    remove: () => rmSync(parent, { recursive: true }),
  };
};
