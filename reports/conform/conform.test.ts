import { describe, expect, it } from 'vitest';
import { type Conformance, conform } from '../../conformance/conform.ts';
import { modelTarget } from '../../conformance/drivers/model.ts';
import { mutationOf } from '../../generators/mutants/index.ts';
import { caseOf, initThenMain, restarts, suiteOf } from '../../generators/suite/testing/cases.ts';
import { styleOf } from '../format/style.ts';
import { elementsOf } from '../testing/xml.ts';
import { conformJunit } from './junit.ts';
import { matrixOf } from './matrix.ts';
import { conformReport } from './report.ts';
import { conformLines } from './text.ts';

const style = styleOf({ width: 100, unicode: true, colour: false });
const suite = suiteOf('podman', [
  { ...caseOf(initThenMain('Never'), 'podman'), covers: ['near-miss:init-reruns-after-success'] },
  caseOf(restarts('Never', 1), 'podman'),
]);

const run = (id?: string): Promise<Conformance> => {
  const mutation = id === undefined ? undefined : mutationOf(id);
  const target = modelTarget({ profile: 'podman', seed: '1', ...(mutation === undefined ? {} : { mutation }) });
  return conform(suite, target, { parallel: 1, signal: new AbortController().signal });
};

const model = await run();
const mutant = await run('init-reruns-after-success');
const report = conformReport('9.9.9', suite, [model, mutant]);

describe('a conformance report', () => {
  it('has every case of every target with its verdict, trace and divergence', () => {
    expect(report.targets.map(({ target, pass, fail }) => `${target} ${pass} ${fail}`)).toEqual([
      'model 2 0',
      'mutant:init-reruns-after-success 1 1',
    ]);
    const failed = report.cases.filter(({ verdict }) => verdict === 'fail');
    expect(failed.map(({ id }) => id)).toEqual(['init-then-main-Never']);
    expect(failed[0]?.trace[0]).toMatchObject({ words: 'tester: create web#1', earliest: 0, latest: 0 });
    expect(failed[0]?.manifests.map(({ kind }) => kind)).toEqual(['Pod']);
    expect(failed[0]?.divergence?.rule).toContain('web#1: container init starts');
  });

  it('has a matrix with a column for each target', () => {
    expect(report.matrix.cases).toEqual([
      { id: 'init-then-main-Never', cells: ['pass', 'fail'] },
      { id: 'main-exits-1-Never', cells: ['pass', 'pass'] },
    ]);
    expect(conformReport('9.9.9', suite, [model]).matrix.targets).toEqual(['model']);
  });

  it('says of a guarantee what its cases say: kept, broken, suspect or nothing', () => {
    const rowOf = (runs: readonly Conformance[]) =>
      matrixOf(suite, runs).guarantees.find(({ id }) => id === 'init-containers-run-once')?.cells;
    expect(rowOf([model, mutant])).toEqual(['kept', 'broken']);
    const unsure = mutant.cases.map((one) =>
      one.divergence === null
        ? one
        : { ...one, divergence: { ...one.divergence, asIf: [...one.divergence.asIf, 'other'] } },
    );
    expect(
      rowOf([
        { ...mutant, cases: unsure },
        { ...model, cases: [] },
      ]),
    ).toEqual(['suspect', 'open']);
  });
});

describe('in words', () => {
  const lines = conformLines(report, style);

  it('a failure is told with its manifest, what was done, what was seen, the rule and the promise', () => {
    const text = lines.join('\n');
    for (const part of ['apiVersion: v1', 'create web#1 at once', '✗', 'rule', 'init-containers-run-once: ']) {
      expect(text).toContain(part);
    }
  });

  it('the matrix has a row for each guarantee and each case', () => {
    expect(lines).toContain('divergence matrix');
    expect(lines.some((line) => /^ {2}init-then-main-Never +pass +fail/u.test(line))).toBe(true);
    expect(lines.some((line) => /^ {2}init-containers-run-once +kept +broken/u.test(line))).toBe(true);
  });
});

describe('as JUnit', () => {
  it('there is a suite for each target, a failure with the trace for each failed case', () => {
    const xml = conformJunit(report);
    expect(xml.match(/<testsuite /gu)).toHaveLength(2);
    expect(xml.match(/<failure /gu)).toHaveLength(1);
    expect(xml).toContain('<testcase classname="podman/model" name="init-then-main-Never"');
    expect(elementsOf(xml).filter(({ name }) => name === 'testcase')).toHaveLength(4);
    expect(xml).toContain('<property name="title" value="init-then-main-Never"/>');
    expect(xml).toContain('web#1: container init starts');
  });
});
