/** `tsx library/testing/writeDoors.ts DIR`: the examples of all doors, each as TypeScript, as a program for Node, and as what that prints. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { doors } from './doors.ts';

const directory = process.argv[2];
if (directory === undefined) throw new Error('name a directory');
mkdirSync(directory, { recursive: true });
for (const { file, example, prints } of doors()) {
  const path = join(directory, file);
  writeFileSync(path, example);
  writeFileSync(path.replace(/ts$/, 'mjs'), transformSync(example, { loader: 'ts', format: 'esm' }).code);
  writeFileSync(path.replace(/ts$/, 'txt'), prints);
}
