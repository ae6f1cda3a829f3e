/** Vitest files that run stand-alone: no import but vitest and the user's own adapter. */
import type { Suite } from '../case.ts';
import { adapterText, readmeText, typesText } from './adapter.ts';
import { type SuiteFile, suiteText } from './json.ts';
import { judgeText } from './judge-text.ts';

const testText = `// Made by podproof.
import { readFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import * as adapter from './adapter.mjs';
import { explained, isShown, judge } from './judge.mjs';

const suite = JSON.parse(readFileSync(new URL('./suite.json', import.meta.url), 'utf8'));
const { second = 1000 } = adapter;

/** What was shown and not asked for yet; a mistake of the adapter comes out where the next one is asked for. */
class Shown {
  #waiting = [];
  #wake = () => {};

  show = (observation) => {
    try {
      if (isShown(observation)) this.#waiting.push({ observation });
    } catch (mistake) {
      this.#waiting.push({ mistake });
    }
    this.#wake();
  };

  async next(timeoutSeconds) {
    if (this.#waiting.length === 0) {
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, timeoutSeconds * second);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    const { observation, mistake } = this.#waiting.shift() ?? {};
    if (mistake !== undefined) throw mistake;
    return observation;
  }
}

describe(\`Pod lifecycle, Kubernetes \${suite.kubernetesVersion}\`, () => {
  for (const test of suite.cases) {
    it(\`\${test.id}: \${test.title}\`, { timeout: 0 }, async ({ skip }) => {
      const shown = new Shown();
      const session = await adapter.open(test, shown.show);
      try {
        const judged = await judge(test, {
          stimulate: (stimulus) => session.stimulate(stimulus),
          next: (timeoutSeconds) => shown.next(timeoutSeconds),
        });
        if (judged.verdict === 'inconclusive') skip('nothing was wrong, but it took another way than this case aims at');
        if (judged.verdict === 'fail') throw new Error(explained(test, judged));
      } finally {
        await session.close();
      }
    });
  }
});
`;

const packageText = `${JSON.stringify(
  { private: true, type: 'module', scripts: { test: 'vitest run' }, devDependencies: { vitest: '^4.0.0' } },
  null,
  2,
)}\n`;

/** A directory that runs with \`npm test\` once `adapter.mjs` is filled in; that file and `package.json` are the user's from then on. */
export const vitestFiles = (suite: Suite): readonly SuiteFile[] => [
  { path: 'README.md', text: readmeText(suite) },
  { path: 'suite.json', text: suiteText(suite) },
  { path: 'suite.test.mjs', text: testText },
  { path: 'judge.mjs', text: judgeText(suite) },
  { path: 'types.d.ts', text: typesText(suite) },
  { path: 'adapter.mjs', text: adapterText(suite), keep: true },
  { path: 'package.json', text: packageText, keep: true },
];
