/**
 * The quotient report: how many of the states of each slice have different futures, and where equivalent states differ.
 *
 *   tsx bench/quotient/run.ts [--slice NAME] [--top N] [FILE...]
 *
 * Without files, the examples are read.
 */
import { parseArgs } from 'node:util';
import { differences } from './pairs.ts';
import { quotientsOf } from './slices.ts';

const { values, positionals } = parseArgs({
  options: { slice: { type: 'string' }, top: { type: 'string', default: '8' } },
  allowPositionals: true,
});
const top = Number(values.top);
if (!Number.isInteger(top) || top < 0) throw new Error(`--top takes a number, not '${values.top}'`);

const examples = ['web', 'job', 'statefulset', 'daemonset', 'everything'].map((name) => `examples/${name}.yaml`);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const inWords = (number: number): string => number.toLocaleString('en-US');

for (const file of positionals.length > 0 ? positionals : examples) {
  const chosen = (slice: string) => (values.slice ?? slice) === slice;
  for await (const { slice, graph, classes, states, factor } of quotientsOf(file, chosen)) {
    say(`${file} ${slice}: ${inWords(states)} states, ${inWords(classes.count)} classes, factor ${factor.toFixed(1)}`);
    for (const { cell, fields, pairs, example } of differences(graph, classes).slice(0, top)) {
      say(`  ${inWords(pairs)} pairs differ in ${cell} ${fields}, as in ${example.slice(0, 120)}`);
    }
  }
}
