/** Vitest files that run stand-alone: no import but vitest and the user's own adapter. */
import type { Suite } from '../case.ts';
import { type SuiteFile, suiteText } from './json.ts';

const adapterText = `/**
 * How the cases reach your implementation. Fill in the three functions; the tests import nothing else.
 * @typedef {{ see: string, [field: string]: unknown }} Observation
 * @typedef {{ do: string, [field: string]: unknown }} Stimulus
 * @typedef {{
 *   stimulate: (stimulus: Stimulus) => Promise<void>,
 *   next: (timeoutSeconds: number) => Promise<Observation | undefined>,
 *   close: () => Promise<void>,
 * }} Session  \`next\` answers the next thing your implementation showed, or undefined after so many seconds of silence.
 */

/** @param {object} test One case of suite.json: its manifest says what to create. @returns {Promise<Session>} */
export async function open(test) {
  throw new Error(\`adapter.mjs: say how to run "\${test.title}"\`);
}
`;

const judgeText = `/** Walks the oracle of a case: pass, fail (with what would have been right), or inconclusive. */

const word = (label) => JSON.stringify(label);

const follow = (oracle, state, label) => {
  const letter = oracle.alphabet.findIndex((other) => word(other) === word(label));
  return oracle.states[state].next.find(([index]) => index === letter)?.[1];
};

const right = (oracle, state) =>
  oracle.states[state].next.map(([index]) => oracle.alphabet[index]).filter((label) => 'see' in label);

const due = (step, seen) =>
  step !== undefined && (step.when === null || (seen.get(word(step.when.observation)) ?? 0) >= step.when.times);

/** Runs a case in a session. */
export async function judge(test, session) {
  const { oracle, stimuli, timeoutSeconds } = test;
  const seen = new Map();
  const trace = [];
  let state = 0;
  let done = 0;
  for (;;) {
    while (due(stimuli[done], seen)) {
      const stimulus = stimuli[done++].do;
      trace.push(stimulus);
      const after = follow(oracle, state, stimulus);
      if (after === undefined) return { verdict: 'inconclusive', trace, right: right(oracle, state) };
      state = after;
      await session.stimulate(stimulus);
    }
    const observation = await session.next(timeoutSeconds);
    if (observation === undefined) {
      if (!oracle.states[state].rest) return { verdict: 'fail', trace, right: right(oracle, state) };
      return { verdict: done === stimuli.length ? 'pass' : 'inconclusive', trace, right: [] };
    }
    trace.push(observation);
    const after = follow(oracle, state, observation);
    if (after === undefined) return { verdict: 'fail', trace, right: right(oracle, state) };
    state = after;
    seen.set(word(observation), (seen.get(word(observation)) ?? 0) + 1);
  }
}
`;

const testText = `import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { open } from './adapter.mjs';
import { judge } from './judge.mjs';

const suite = JSON.parse(readFileSync(new URL('./suite.json', import.meta.url), 'utf8'));

describe(\`Pod lifecycle, Kubernetes \${suite.kubernetesVersion}\`, () => {
  for (const test of suite.cases) {
    it(\`\${test.id}: \${test.title}\`, { timeout: 0 }, async ({ skip }) => {
      const session = await open(test);
      try {
        const { verdict, trace, right } = await judge(test, session);
        if (verdict === 'inconclusive') skip('the implementation did not go where this case aimed');
        expect({ verdict, trace, right }).toMatchObject({ verdict: 'pass' });
      } finally {
        await session.close();
      }
    });
  }
});
`;

/** A directory that runs with \`npx vitest run\` once `adapter.mjs` is filled in. */
export const vitestFiles = (suite: Suite): readonly SuiteFile[] => [
  { path: 'suite.json', text: suiteText(suite) },
  { path: 'suite.test.mjs', text: testText },
  { path: 'judge.mjs', text: judgeText },
  { path: 'adapter.mjs', text: adapterText },
];
