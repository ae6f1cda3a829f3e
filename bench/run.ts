/**
 * The benchmark: the same graphs through our explorer, Spin, the naive search and XState, one after the other.
 *
 *   tsx bench/run.ts [--quick] [--repeat N] [--output json|table]
 *
 * After it, how a check grows with a manifest's containers, probes and replicas. Of N runs the fastest is reported. Fails if an engine counts other states or transitions than the others.
 */

import { parseArgs } from 'node:util';
import { CASES } from './cases.ts';
import { type Growth, growth, growthTable } from './growth.ts';
import { type Measurement, measure } from './measure.ts';
import { asTable, disagreements } from './report.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    repeat: { type: 'string', default: '1' },
    output: { type: 'string', default: 'table' },
  },
});
const repeat = Number(values.repeat);
if (!Number.isInteger(repeat) || repeat < 1) throw new Error(`--repeat takes a number, not '${values.repeat}'`);
if (!['json', 'table'].includes(values.output)) throw new Error(`--output is json or table, not '${values.output}'`);

const measurements: Measurement[] = [];
for (const subject of CASES) {
  if (values.quick && !subject.quick) continue;
  for (const engine of subject.engines) {
    process.stderr.write(`${subject.model} ${subject.parameters.join('/')}: ${engine}\n`);
    const runs: Measurement[] = [];
    for (let i = 0; i < repeat; i++) {
      const run = await measure(engine, subject);
      if (run !== undefined) runs.push(run);
    }
    const [fastest] = runs.sort((a, b) => a.seconds - b.seconds);
    if (fastest === undefined) process.stderr.write(`  ${engine} is not installed\n`);
    else measurements.push(fastest);
  }
}
const grown: Growth[] = [];
await growth(values.quick, (row) => grown.push(row));
process.stdout.write(
  values.output === 'json'
    ? `${JSON.stringify({ engines: measurements, growth: grown }, null, 2)}\n`
    : `${asTable(measurements)}\n\n${growthTable(grown)}\n`,
);
const complaints = disagreements(measurements);
for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
process.exitCode = complaints.length === 0 ? 0 : 1;
