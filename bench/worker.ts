/** The child process of a measurement: `worker.ts ENGINE CASE` runs it and prints counts, seconds and peak memory. */

import { caseNamed, ENGINES, runHere } from './cases.ts';

const [, , engineName, caseName = ''] = process.argv;
const engine = ENGINES.find((name) => name === engineName);
const subject = caseNamed(caseName);
if (engine === undefined || engine === 'spin' || subject === undefined) {
  throw new Error(`no such engine or case: ${engineName} ${caseName}`);
}
const start = performance.now();
const { states, transitions } = runHere(engine, subject);
const seconds = (performance.now() - start) / 1000;
const MB = (process.resourceUsage().maxRSS * 1024) / 1e6;
process.stdout.write(JSON.stringify({ states, transitions, seconds, MB }));
