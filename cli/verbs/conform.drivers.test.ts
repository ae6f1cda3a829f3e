/** Drivers that are not podproof's own: modules, and processes in any language. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseOf, deletion, initThenMain, suiteOf } from '../../generators/suite/testing/cases.ts';
import type { ConformReport } from '../../reports/conform/report.ts';
import { schemaErrors } from '../../reports/testing/schema.ts';
import { driversIn } from '../runs/targets.ts';
import { directoryWith, podproof } from '../testing/world.ts';

const suite = suiteOf('podman', [
  { ...caseOf(initThenMain('Never'), 'podman'), id: 'init-then-main' },
  caseOf(deletion('ignores', 1), 'podman'),
]);
const text = JSON.stringify(suite);
const example = (name: string) => fileURLToPath(new URL(`../../examples/drivers/${name}`, import.meta.url));
const conform = (...args: readonly string[]) => podproof(['conform', '-', ...args], { text });
const told = async (...args: readonly string[]) => {
  const answer = await conform(...args, '-o', 'json');
  const report = JSON.parse(answer.out) as ConformReport;
  expect(schemaErrors(report, 'conform-report')).toEqual([]);
  return { ...answer, report, verdicts: report.cases.map(({ id, verdict }) => `${id}: ${verdict}`) };
};

/** A driver in the language of this test that answers as a script says: messages are written down beside it. */
const scriptedDriver = `
import { createInterface } from 'node:readline';
import { appendFileSync } from 'node:fs';
const [log, mode] = process.argv.slice(2);
const say = (message) => console.log(typeof message === 'string' ? message : JSON.stringify({ jsonrpc: '2.0', ...message }));
const see = (observation, more = {}) => say({ method: 'observed', params: { observation, ...more } });
createInterface({ input: process.stdin }).on('line', (line) => {
  appendFileSync(log, line + '\\n');
  const { id, method, params } = JSON.parse(line);
  if (method === 'hello') {
    if (mode === 'mute') return;
    const protocol = mode === 'future' ? 2 : 1;
    const hello = { protocol, target: 'scripted 1', profile: mode === 'model' ? 'model' : 'podman', clock: mode === 'timed' ? 'driver' : 'arrival', second: 5, reviews: mode === 'review' };
    return say({ id, result: mode === 'nameless' ? { ...hello, target: '' } : hello });
  }
  if (method === 'stimulate') {
    if (mode === 'dies') { console.error('out of', 'coffee'); process.exit(3); }
    if (mode === 'garbage') say('hello?');
    if (mode === 'typo') see({ see: 'pod storred', uid: 'web#1' });
    if (mode === 'refuses') return say({ id, error: { code: 1, message: 'not today' } });
    if (mode === 'unasked') say({ id: 99 });
    see({ see: 'pod stored', uid: 'web#1' }, mode === 'timed' ? { earliest: 1, latest: 2 } : {});
    return say({ id, result: mode === 'timed' ? { earliest: 0, latest: 1 } : null });
  }
  say({ id, result: method === 'review' ? 'it sleeps' : {} });
});
`;

let directory: ReturnType<typeof directoryWith>;
let go = false;

beforeAll(() => {
  directory = directoryWith({ 'scripted.mjs': scriptedDriver });
  const binary = join(directory.path, 'toykubelet');
  const built = spawnSync('go', ['build', '-o', binary, '.'], { cwd: example('toykubelet'), encoding: 'utf8' });
  go = built.error === undefined;
  // Where Go is, it has to build; in CI it has to be there.
  const needed = go || process.env['CI'] !== undefined;
  if (needed && built.status !== 0) throw new Error(`go build: ${built.error?.message ?? built.stderr}`);
}, 300_000);

afterAll(() => directory.remove());

const scripted = (mode: string) => {
  const log = join(directory.path, `${mode}.log`);
  return { log, driver: `exec:${process.execPath} ${join(directory.path, 'scripted.mjs')} ${log} ${mode}` };
};

describe('a driver in Go', () => {
  it('conforms, case by case and side by side', async ({ skip }) => {
    if (!go) skip('Go is not here');
    const { exit, report, verdicts } = await told('--driver', `exec:${join(directory.path, 'toykubelet')}`);
    expect([exit, verdicts]).toEqual([0, ['init-then-main: pass', 'delete-1-ignores: pass']]);
    expect(report.targets).toMatchObject([{ target: 'toykubelet 0.1', pass: 2 }]);
    expect(report.cases[0]?.covers.length).toBeGreaterThan(10);
  });

  it('is caught at a mistake, which is called by its name', async ({ skip }) => {
    if (!go) skip('Go is not here');
    const { exit, report } = await told('--driver', `model,exec:${join(directory.path, 'toykubelet')} -eager`);
    expect(exit).toBe(1);
    const wrong = report.cases.find(({ verdict }) => verdict === 'fail');
    expect(wrong).toMatchObject({ target: 'toykubelet 0.1', id: 'init-then-main' });
    expect(wrong?.divergence?.asIf).toContain('main-beside-init');
  });
});

describe('a driver in JavaScript', () => {
  it('is a module beside others, named by its path', async () => {
    const { exit, report, verdicts } = await told('--driver', `model,${example('toykubelet.mjs')}`, '--parallel', '2');
    expect([exit, verdicts.slice(2)]).toEqual([0, ['init-then-main: pass', 'delete-1-ignores: pass']]);
    expect(report.targets.map(({ target }) => target)).toEqual(['model', 'toykubelet.mjs 0.1']);
  });

  it.each([
    ['export const x = 1;', 'exports neither default nor driver'],
    ['export default {};', 'something else than a function'],
    ['export default () => 1;', 'is no object'],
    ['export default () => ({});', 'has no method reset'],
    [
      'const f = () => {}; export default () => ({ reset: f, stimulate: f, pass: f, close: f });',
      'has no async iterable observations',
    ],
    [
      'const f = () => {}; export default () => ({ reset: f, stimulate: f, pass: f, close: f, observations: (async function* () {})(), capabilities: { target: "x" } });',
      'has no profile in capabilities.profile: one of model, kubernetes, podman',
    ],
    ['throw new Error("not me");', 'not me'],
  ])('that is none is refused: %s', async (module, why) => {
    const bad = directoryWith({ 'bad.mjs': module });
    const { exit, err } = await conform('--driver', join(bad.path, 'bad.mjs'));
    bad.remove();
    expect(exit).toBe(2);
    expect(err).toContain(why);
    expect(err).not.toContain('a bug in podproof');
  });

  it('that is not there is refused', async () => {
    expect(await conform('--driver', './nowhere.mjs')).toMatchObject({ exit: 2 });
  });

  it('for another profile is refused', async () => {
    const { exit, err } = await podproof(['conform', '-', '--driver', example('toykubelet.mjs')], {
      text: JSON.stringify(suiteOf('model', [{ ...caseOf(initThenMain('Never'), 'model'), id: 'init-then-main' }])),
    });
    expect([exit, err.includes('the suite is for profile model')]).toEqual([2, true]);
  });
});

describe('a driver in a process', () => {
  it('is asked and answers as the schema has it', async () => {
    const { readFileSync } = await import('node:fs');
    const { log, driver } = scripted('review');
    const { report } = await told('--driver', driver);
    const asked = readFileSync(log, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { method: string });
    expect(asked.map(({ method }) => method)).toEqual(
      expect.arrayContaining(['hello', 'reset', 'stimulate', 'review', 'close']),
    );
    expect(asked.flatMap((request) => schemaErrors(request, 'driver request'))).toEqual([]);
    expect(report.cases[0]).toMatchObject({ verdict: 'fail', because: expect.stringContaining('it sleeps') });
  });

  it('may tell the time', async () => {
    const { report } = await told('--driver', scripted('timed').driver, '--focus', 'init');
    expect(report.cases[0]?.trace).toMatchObject([
      { source: 'driver', earliest: 0, latest: 1 },
      { source: 'driver', earliest: 1, latest: 2 },
    ]);
  });

  it.each([
    ['future', 'it speaks version 2 of the protocol, podproof 1'],
    ['nameless', 'hello.target'],
    ['model', 'says it is model'],
  ])('that is another than it should be is refused: %s', async (mode, why) => {
    const { exit, err } = await conform('--driver', scripted(mode).driver);
    expect(exit).toBe(2);
    expect(err).toContain(why);
  });

  it('that is no driver at all is refused, with its last words', async () => {
    const { exit, err } = await conform('--driver', 'exec:echo nothing here >&2; exit 4');
    expect(exit).toBe(2);
    expect(err).toContain('the driver ended with exit code 4; its last words: nothing here');
  });

  it.each([
    ['dies', 'the driver ended with exit code 3; its last words: out of coffee'],
    ['garbage', "line 3 of the driver's output is no JSON: hello?"],
    ['typo', "line 3 of the driver's output: params.observation"],
    ['unasked', "line 3 of the driver's output answers 99, which nobody asked"],
    ['refuses', 'create: not today'],
  ])('that goes wrong is no verdict on what it drives: %s', async (mode, why) => {
    const { exit, report, err } = await told('--driver', scripted(mode).driver, '--parallel', '1');
    expect(exit).toBe(3);
    // It is begun anew for the second case.
    expect(report.cases.map(({ verdict }) => verdict)).toEqual(['inconclusive', 'inconclusive']);
    for (const { because } of report.cases) expect(because).toContain(why);
    expect(err.includes('out of coffee')).toBe(mode === 'dies');
  });

  it('has a command with commas in it', () => {
    expect(driversIn('model, exec:./k --a=1,2')).toEqual(['model', 'exec:./k --a=1,2']);
    expect(driversIn('./a.mjs,podman', ['model'])).toEqual(['model', './a.mjs', 'podman']);
  });
});
