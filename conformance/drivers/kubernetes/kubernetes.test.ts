/**
 * A real cluster, where PODPROOF_TEST_CONTEXT names one that kubectl knows: nobody's current context is used unasked. Elsewhere these
 * tests are skipped with one line.
 */
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { caseOf, deletion, initThenMain, restarts, suiteOf } from '../../../generators/suite/testing/cases.ts';
import { type ConformOptions, conform } from '../../conform.ts';
import { clusterVersion, kubernetesTarget } from './index.ts';
import { runLabel } from './manifest.ts';

const context = process.env['PODPROOF_TEST_CONTEXT'];
const found =
  context === undefined
    ? { missing: 'PODPROOF_TEST_CONTEXT names no context of kubectl' }
    : await clusterVersion({ context });
const version = 'version' in found ? found.version : '';
const minutes = 60_000;

if ('missing' in found) process.stderr.write(`skipped: tests of a real cluster: ${found.missing}\n`);

const sketches = [
  restarts('Always', 1),
  restarts('OnFailure', 0),
  initThenMain('Never'),
  initThenMain('Always'),
  deletion('ignores', 1),
];
const suite = suiteOf(
  'kubernetes',
  sketches.map((sketch) => caseOf(sketch, 'kubernetes')),
);
const options: ConformOptions = { parallel: 3, signal: new AbortController().signal };

const namespaces = (): readonly string[] => {
  const args = ['--context', context ?? '', 'get', 'namespaces', '-l', runLabel, '-o', 'name'];
  return execFileSync('kubectl', args, { encoding: 'utf8' })
    .split('\n')
    .filter((name) => name !== '');
};

describe.skipIf(version === '')(`kubernetes ${version}`, () => {
  it('does what the model does, and nothing is left behind', { timeout: 5 * minutes }, async () => {
    const { cases } = await conform(suite, kubernetesTarget(version, { context: context ?? '' }), options);
    expect(cases.map(({ id, verdict }) => `${id}: ${verdict}`)).toEqual(sketches.map(({ id }) => `${id}: pass`));
    expect(namespaces()).toEqual([]);
  });

  it('an interruption in the middle of a case removes everything, too', { timeout: 3 * minutes }, async () => {
    const target = kubernetesTarget(version, { context: context ?? '' });
    const driver = await target.open();
    const [first] = suite.cases;
    if (first === undefined) throw new Error('no case');
    await driver.reset(first);
    await driver.stimulate({ do: 'create', uid: 'web#1' });
    expect(namespaces()).toHaveLength(1);
    await target.close();
    expect(namespaces()).toEqual([]);
  });
});
