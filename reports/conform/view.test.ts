import { describe, expect, it } from 'vitest';
import { conform } from '../../conformance/conform.ts';
import { modelTarget } from '../../conformance/drivers/model.ts';
import { mutationOf } from '../../generators/mutants/index.ts';
import { caseOf, deletion, initThenMain, suiteOf } from '../../generators/suite/testing/cases.ts';
import { schemaErrors } from '../testing/schema.ts';
import { differenceOfCase, differenceOfGuarantee } from './lookup.ts';
import { conformMarkdown, seenLines } from './markdown.ts';
import { type ConformReport, conformReport } from './report.ts';
import { conformView } from './view.ts';

const suite = suiteOf('podman', [
  caseOf(initThenMain('Never'), 'podman'),
  caseOf(initThenMain('OnFailure'), 'podman'),
  caseOf(deletion('ignores', 1), 'podman'),
]);

const run = async (...ids: readonly string[]): Promise<ConformReport> => {
  const runs = [];
  for (const id of ids) {
    const mutation = mutationOf(id);
    const target = modelTarget({ profile: 'podman', seed: '1', ...(mutation === undefined ? {} : { mutation }) });
    runs.push(await conform(suite, target, { parallel: 1, signal: new AbortController().signal }));
  }
  return conformReport('9.9.9', suite, runs);
};

const mutant = 'main-beside-init';
const report = await run('model', mutant);
const view = conformView([report]);
if (view === undefined) throw new Error('there is nothing to show');

describe('a conformance run on the model', () => {
  it('is as its schema describes it, whatever the verdicts, and the schema can say no', async () => {
    expect(report.cases.map(({ verdict }) => verdict)).toContain('fail');
    expect(schemaErrors(JSON.parse(JSON.stringify(report)), 'conform-report')).toEqual([]);
    const silent = await run('sigkill-without-sigterm', 'kubelet-forgets-to-sync');
    expect(schemaErrors(JSON.parse(JSON.stringify(silent)), 'conform-report')).toEqual([]);
    const [first] = report.cases;
    expect(schemaErrors({ ...report, cases: [{ ...first, verdict: 'maybe' }] }, 'conform-report')).not.toEqual([]);
  });
});

describe('the view of conformance runs', () => {
  it('tells failures that are alike once, by the smallest of them', () => {
    expect(view.differences.map(({ target, id, others }) => [target, id, others])).toEqual([
      [`mutant:${mutant}`, 'init-then-main-Never', ['init-then-main-OnFailure']],
    ]);
    const [difference] = view.differences;
    expect(difference?.manifest).toContain('kind: Pod\n');
    expect(difference?.trace[difference.unexplained]?.words).toBe('web#1: container app starts');
    expect(difference?.rule).toContain('container app starts');
    expect(difference?.promises.map(({ id }) => id)).toContain('init-before-main');
  });

  it('leads from every cell that differs to its difference', () => {
    expect(differenceOfCase(view, `mutant:${mutant}`, 'init-then-main-OnFailure')).toBe(1);
    expect(differenceOfGuarantee(view, `mutant:${mutant}`, 'init-before-main')).toBe(1);
    expect(differenceOfCase(view, 'model', 'init-then-main-OnFailure')).toBe(0);
    expect(differenceOfGuarantee(view, 'model', 'init-before-main')).toBe(0);
  });

  it('has what differs first', () => {
    expect(view.matrix.cases[0]?.cells).toEqual(['pass', 'fail']);
    expect(view.matrix.cases.at(-1)?.cells).toEqual(['pass', 'pass']);
    expect(view.matrix.guarantees[0]?.cells[1]).toBe('broken');
  });

  it('puts several runs side by side, and tells targets of one name apart', async () => {
    const twice = conformView([report, await run('model')]);
    expect(twice?.matrix.targets).toEqual(['model', `mutant:${mutant}`, 'model (2)']);
    expect(twice?.matrix.cases[0]).toEqual({ id: 'init-then-main-Never', cells: ['pass', 'fail', 'pass'] });
    for (const { cells } of twice?.matrix.guarantees ?? []) expect(cells).toHaveLength(3);
    expect(conformView([])).toBeUndefined();
  });
});

describe('the view as Markdown', () => {
  it('has the matrix, and every difference with manifest, diagram and rule', () => {
    const text = conformMarkdown(view);
    expect(text).toContain(`| case | model | mutant:${mutant} |`);
    expect(text).toContain('| `init-then-main-Never` | ✓ pass | ✗ fail |');
    for (const part of ['```yaml\napiVersion: v1', '```mermaid\nsequenceDiagram', '* **rule** ', '* **also** '])
      expect(text).toContain(part);
  });

  it('draws the tester and whom it talks to, and says where nothing explains any more', () => {
    const [difference] = view.differences;
    if (difference === undefined) throw new Error('no difference');
    const lines = seenLines(difference);
    expect(lines).toContain('  participant tester');
    expect(lines.filter((line) => line.startsWith('  participant p')).map((line) => line.split(' as ')[1])).toEqual([
      'web',
      'web app',
      'web init',
    ]);
    expect(lines.some((line) => /^ {2}tester->>p0: 0\.00 s create web#35;1$/.test(line))).toBe(true);
    expect(lines.findIndex((line) => line.includes('✗ nothing explains'))).toBe(
      lines.findIndex((line) => line.includes('container app starts')) - 1,
    );
    expect(seenLines({ ...difference, unexplained: difference.trace.length }).at(-1)).toContain('nothing more came');
  });

  it('has a line for each target where there are too many for columns', () => {
    const many = Array.from({ length: 9 }, (_, index) => `target ${index}`);
    const wide = {
      ...view,
      matrix: {
        targets: many,
        guarantees: [],
        cases: [{ id: 'a', cells: many.map((_, index) => (index === 3 ? ('fail' as const) : ('pass' as const))) }],
      },
    };
    expect(conformMarkdown(wide)).toContain('| target 3 |  |  | `a` |');
  });
});
