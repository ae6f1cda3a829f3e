/** After `npm install`: fills the gaps it left in package-lock.json, and the hashes. With `--check` only says whether there are any. */

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { completed, gapsIn, hashed, type LockEntries, type Unhashed, unhashedIn } from './lock.ts';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8')) as { readonly packages: LockEntries };

/** What the registry says of this very version. */
function integrityOf({ name, version }: Unhashed): string | undefined {
  const { stdout } = spawnSync('npm', ['view', `${name}@${version}`, 'dist.integrity'], { encoding: 'utf8' });
  return /^sha512-[A-Za-z0-9+/=]+$/.exec(stdout.trim())?.[0];
}

function check(): boolean {
  const [gaps, unhashed] = [gapsIn(lock.packages), unhashedIn(lock.packages)];
  for (const { name, wanted } of gaps) console.error(`package-lock.json lacks ${name}@${wanted}: npm run lock`);
  for (const { name, version } of unhashed) {
    console.error(`package-lock.json has no integrity of ${name}@${version}: npm run lock`);
  }
  return gaps.length + unhashed.length === 0;
}

function complete(): void {
  const packages = hashed(completed(lock.packages), integrityOf);
  const sorted = Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
  const [gaps, before, left] = [gapsIn(lock.packages), unhashedIn(lock.packages), unhashedIn(packages)];
  console.log(
    `filled ${gaps.length} gaps; of ${before.length + gaps.length} missing hashes ${left.length} are not known`,
  );
}

if (process.argv.includes('--check')) process.exitCode = check() ? 0 : 1;
else complete();
