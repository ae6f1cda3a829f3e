/** `tsx tools/check.ts floors|tidy`: prints what is wrong, one line each; exit code 1 if anything is. */

import { fileURLToPath } from 'node:url';
import { floorComplaints } from './floors.ts';
import type { Complaint } from './source.ts';
import { tidyComplaints } from './tidy.ts';

const checks: Readonly<Record<string, (root: string) => readonly Complaint[]>> = {
  floors: floorComplaints,
  tidy: tidyComplaints,
};
const [name = '', root = fileURLToPath(new URL('..', import.meta.url))] = process.argv.slice(2);
const check = checks[name];
if (!check) throw new Error(`unknown check '${name}', there are: ${Object.keys(checks).join(', ')}`);

const complaints = check(root);
for (const { path, line, message } of complaints) console.error(`${path}:${line}  ${message}`);
process.exitCode = complaints.length > 0 ? 1 : 0;
