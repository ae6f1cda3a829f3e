/** After `npm install`: fills the gaps it left in package-lock.json. With `--check` only says whether there are any. */

import { readFileSync, writeFileSync } from 'node:fs';
import { completed, gapsIn, type LockEntries } from './lock.ts';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8')) as { readonly packages: LockEntries };
const gaps = gapsIn(lock.packages);

if (process.argv.includes('--check')) {
  for (const { name, wanted } of gaps) console.error(`package-lock.json lacks ${name}@${wanted}: npm run lock`);
  process.exitCode = gaps.length > 0 ? 1 : 0;
} else if (gaps.length > 0) {
  const packages = Object.entries(completed(lock.packages)).sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`);
  console.log(`filled ${gaps.length} gaps`);
}
