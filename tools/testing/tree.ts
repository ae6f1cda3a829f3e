import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where this project's own files are. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/** A tree of files that exists while `use` runs: what a check would see of such a project. */
export function inTree<T>(files: Readonly<Record<string, string>>, use: (root: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), 'podproof-tree-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The same, with this project's own settings and installed packages in it. */
export function inProjectLike<T>(files: Readonly<Record<string, string>>, use: (root: string) => T): T {
  return inTree(files, (root) => {
    for (const setting of [
      'package.json',
      'tsconfig.json',
      'biome.json',
      '.oxlintrc.json',
      'knip.json',
      '.gitignore',
    ]) {
      cpSync(join(projectRoot, setting), join(root, setting));
    }
    symlinkSync(join(projectRoot, 'node_modules'), join(root, 'node_modules'));
    return use(root);
  });
}
