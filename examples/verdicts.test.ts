import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readTasks } from '../cli/input/scenarios.ts';
import { checkScenario } from '../generators/check/index.ts';
import { guarantees } from '../model/guarantees/index.ts';
import type { Task } from '../model/workload/index.ts';
import { expected } from './testing/expected.ts';

const noInput = async function* (): AsyncGenerator<Uint8Array> {};

const answerOf = async (task: Task) => {
  const asked = guarantees.filter(({ slices }) => slices.includes(task.slice));
  const { ending, statistics, results } = await checkScenario(task, asked);
  const violated = results.filter(({ verdict }) => verdict === 'violated').map(({ guarantee }) => guarantee);
  return {
    slice: task.slice,
    ending,
    states: statistics.states,
    violated: violated.map(({ id }) => id).sort(),
    surprises: violated.filter(({ standing }) => standing === 'always').map(({ id }) => id),
    reduceCallsPerTransition: statistics.reduceCalls / statistics.transitions,
    bytesPerState: statistics.bytesPerState,
  };
};

/** A state class carries the moments its events can come at. */
const bytesAllowed = (slice: string): number => (slice.startsWith('timed-') ? 256 : 64);

describe('examples are explored completely and answer as expected', () => {
  it.each(Object.keys(expected))(
    '%s',
    async (name) => {
      const file = fileURLToPath(new URL(name, import.meta.url));
      const { tasks } = await readTasks([file], false, {}, noInput);
      const answers = [];
      for (const task of tasks) answers.push(await answerOf(task));
      expect(Object.fromEntries(answers.map(({ slice, states, violated }) => [slice, { states, violated }]))).toEqual(
        expected[name],
      );
      expect(answers.filter(({ ending }) => ending !== 'complete')).toEqual([]);
      expect(answers.flatMap(({ surprises }) => surprises)).toEqual([]);
      // The memo pays: on large runs the reducer is called less than once per hundred transitions.
      const large = answers.filter(({ states }) => states > 100_000);
      expect(
        large.filter(
          (answer) => answer.reduceCallsPerTransition >= 0.01 || answer.bytesPerState > bytesAllowed(answer.slice),
        ),
      ).toEqual([]);
    },
    180_000,
  );
});
