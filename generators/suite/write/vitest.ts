/** Vitest files that run stand-alone: no import but vitest and the user's own adapter. */
import type { Suite } from '../case.ts';
import { adapterText, readmeText, typesText } from './adapter.ts';
import { type SuiteFile, suiteText } from './json.ts';
import { judgeText } from './judge-text.ts';

const testText = `// Made by podproof.
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, it } from 'vitest';
import * as adapter from './adapter.mjs';
import { explained, isShown, judge, say, titleOf } from './judge.mjs';

const suite = JSON.parse(readFileSync(new URL('./suite.json', import.meta.url), 'utf8'));
const { second = 1000, haste = 1, concurrent = true, target = 'adapter.mjs' } = adapter;

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
        const timer = setTimeout(resolve, timeoutSeconds * haste * second);
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

const began = performance.now();
const told = new Map();

/** A case as podproof report reads it. What it went through is for the model to say: podproof conform asks it. */
const reportOf = (test, { verdict, because, trace = [] }, times, seconds) => {
  const at = (label) => times.find((one) => one.label === label)?.at;
  const zero = trace.map(at).find((time) => time !== undefined) ?? 0;
  let last = 0;
  return {
    target,
    id: test.id,
    title: test.title,
    verdict,
    because,
    aims: test.covers,
    covers: [],
    uncounted: 'the generated tests do not ask the model what a case went through',
    seconds,
    manifests: Object.values(test.manifest.pods),
    stimuli: test.stimuli,
    trace: trace.map((label) => {
      last = Math.max(last, ((at(label) ?? zero) - zero) * 1000 / second);
      return { label, words: say(label), source: 'see' in label ? 'adapter' : 'driver', earliest: last, latest: last };
    }),
    divergence: null,
  };
};

/** Writes runs.json, in the order of the suite, for: podproof report suite.json runs.json */
const writeRuns = () => {
  const cases = suite.cases.flatMap(({ id }) => told.get(id) ?? []);
  const count = (verdict) => cases.filter((one) => one.verdict === verdict).length;
  const seconds = (performance.now() - began) / 1000;
  const sum = { pass: count('pass'), fail: count('fail'), inconclusive: count('inconclusive') };
  const runs = {
    apiVersion: 'podproof.dev/v1',
    kind: 'ConformReport',
    podproofVersion: 'generated',
    profile: suite.profile,
    kubernetesVersion: suite.kubernetesVersion,
    targets: [{ target, ...sum, seconds, interrupted: false }],
    cases,
    skipped: [
      ...suite.skipped,
      ...suite.cases.filter(({ id }) => !told.has(id)).map(({ id }) => ({ id, because: 'not run' })),
    ],
    matrix: { targets: [target], guarantees: [], cases: cases.map(({ id, verdict }) => ({ id, cells: [verdict] })) },
  };
  writeFileSync(new URL('./runs.json', import.meta.url), JSON.stringify(runs, null, 2) + '\\n');
};

const runOf = async (test, times) => {
  const shown = new Shown();
  const session = await adapter.open(test, shown.show);
  const noted = (label) => {
    if (label !== undefined) times.push({ label, at: performance.now() });
    return label;
  };
  try {
    return await judge(test, {
      stimulate: (stimulus) => session.stimulate(noted(stimulus)),
      next: async (timeoutSeconds) => noted(await shown.next(timeoutSeconds)),
    });
  } finally {
    await session.close();
  }
};

const otherWay = 'nothing was wrong, but it took another way than this case aims at';

(concurrent ? describe.concurrent : describe)(\`Pod lifecycle, Kubernetes \${suite.kubernetesVersion}\`, () => {
  for (const test of suite.cases) {
    it(titleOf(test), { timeout: 0 }, async ({ skip }) => {
      const start = performance.now();
      const times = [];
      const tell = (judged) => told.set(test.id, reportOf(test, judged, times, (performance.now() - start) / 1000));
      const judged = await runOf(test, times).catch((error) => {
        tell({ verdict: 'inconclusive', because: \`the adapter failed: \${error.message}\`, trace: times.map(({ label }) => label) });
        throw error;
      });
      const wrong = judged.silent ? 'it stayed silent where the model goes on' : 'it showed what the model cannot show there';
      const because = { pass: '', inconclusive: otherWay, fail: wrong }[judged.verdict];
      tell({ ...judged, because });
      if (judged.verdict === 'inconclusive') skip(otherWay);
      if (judged.verdict === 'fail') throw new Error(explained(test, judged));
    });
  }
  afterAll(writeRuns);
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
