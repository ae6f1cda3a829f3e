/**
 * Writes the numbers of states of the examples anew, where they are pinned: in `examples/testing/expected.ts` and in the pages about the
 * examples. Verdicts are never written: those that differ from what is expected are printed, for somebody to say why.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readTasks } from '../../cli/input/scenarios.ts';
import { checkScenario } from '../../generators/check/index.ts';
import { guarantees } from '../../model/guarantees/index.ts';
import { expected } from './expected.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const fileOf = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const replaceIn = (path: string, from: RegExp, to: string): void => {
  const text = readFileSync(fileOf(path), 'utf8');
  const written = text.replace(from, to);
  if (!from.test(text)) say(`${path}: no place for ${to}`);
  else if (written !== text) writeFileSync(fileOf(path), written);
};

const noInput = async function* (): AsyncGenerator<Uint8Array> {};

for (const [example, slices] of Object.entries(expected)) {
  const { tasks } = await readTasks([fileOf(`examples/${example}`)], false, {}, noInput);
  for (const task of tasks) {
    const asked = guarantees.filter((guarantee) => guarantee.slices.includes(task.slice));
    const { statistics, results, ending } = await checkScenario(task, asked);
    const violated = results.filter(({ verdict }) => verdict === 'violated').map(({ guarantee }) => guarantee.id);
    const was = slices[task.slice];
    const gained = violated.filter((id) => was?.violated.includes(id) !== true);
    const lost = (was?.violated ?? []).filter((id) => !violated.includes(id));
    const states = statistics.states.toLocaleString('en-US');
    say(
      `${example} ${task.slice}: ${was?.states.toLocaleString('en-US') ?? 'new'} -> ${states} states${ending === 'complete' ? '' : `, ${ending}`}`,
    );
    for (const id of gained) say(`  now violated: ${id}`);
    for (const id of lost) say(`  no longer violated: ${id}`);
    if (was === undefined || was.states === statistics.states) continue;
    const key = task.slice.includes('-') ? `'${task.slice}'` : task.slice;
    replaceIn(
      'examples/testing/expected.ts',
      new RegExp(String.raw`('${example.replace('.', String.raw`\.`)}': \{[^]*?\n    ${key}: \{\s*states: )[\d_]+`),
      `$1${states.replaceAll(',', '_')}`,
    );
    replaceIn(
      `docs/examples/${example.replace('.yaml', '.md')}`,
      new RegExp(String.raw`(\(\`${task.slice}\`, )[\d,]+( state)`),
      `$1${states}$2`,
    );
  }
}
