import { describe, expect, it } from 'vitest';
import { sampleResult } from '../testing/run.ts';
import { schemaErrors } from '../testing/schema.ts';
import { type Checked, type CheckReport, checkReport } from './report.ts';
import { type BriefReport, toldInFull, toldOnce, untold } from './toldOnce.ts';

const like = { object: 'Pod/web', scenario: '' };

const reportOf = (checked: readonly Checked[]): CheckReport =>
  checkReport('0.1.0', checked, { problems: [], dropped: [], skipped: [] });

/** An answer, and the same one told of so many copies. */
const copies = (count: number, change: (checked: Checked) => Checked = (checked) => checked): readonly Checked[] => {
  const first: Checked = { result: sampleResult(), object: 'Pod/web', slice: 'pod', replay: () => 'podproof replay' };
  const { scenario } = first.result;
  const copy = (index: number): Checked => ({
    ...first,
    object: `Pod/web-${index}`,
    result: { ...first.result, scenario: { ...scenario, name: `${scenario.name} ${index}` } },
    like: { ...like, scenario: scenario.name },
  });
  return [first, ...Array.from({ length: count }, (_, index) => change(copy(index)))];
};

const asFile = (checked: readonly Checked[]): BriefReport =>
  JSON.parse(JSON.stringify(toldOnce(reportOf(checked), checked))) as BriefReport;

/** What a file does not say of a copy. */
const withoutRuns = (report: CheckReport): unknown =>
  JSON.parse(
    JSON.stringify(
      report.scenarios.map(({ scenario, guarantees, ...rest }, index) => ({
        ...rest,
        ...(index === 0 ? { scenario } : {}),
        guarantees: guarantees.map(({ trace, ...found }) => ({ ...found, ...(index === 0 ? { trace } : {}) })),
      })),
    ),
  );

describe('a report that tells each thing once', () => {
  it('follows the schema, and is read again with everything but set-ups and runs of the copies', () => {
    const checked = copies(3);
    const file = asFile(checked);
    expect(schemaErrors(file)).toEqual([]);
    expect(untold(file)).toBeUndefined();
    const read = toldInFull(file).scenarios.map(({ sameAs: _sameAs, ...scenario }) => scenario);
    expect(read).toEqual(withoutRuns(reportOf(checked)));
  });

  it('is small', () => {
    const lettersOf = (count: number): number => JSON.stringify(asFile(copies(count))).length;
    const [one, two] = [lettersOf(0), lettersOf(1)];
    expect(two - one).toBeLessThan(one / 4);
  });

  it('says of a copy what differs', () => {
    const checked = copies(1, (copy) => ({ ...copy, notes: ['only of this one'] }));
    const [, copy] = asFile(checked).scenarios;
    expect(copy?.leftOut).toContain('only of this one');
    expect(copy).not.toHaveProperty('assumptions');
  });

  it('tells in full what its example does not tell', () => {
    const other = (copy: Checked): Checked => ({
      ...copy,
      result: {
        ...copy.result,
        results: copy.result.results.map((found) => ({ ...found, verdict: 'undecided' as const })),
      },
    });
    const file = asFile(copies(1, other));
    expect(file.scenarios[1]).not.toHaveProperty('sameAs');
    expect(file.scenarios[1]).toHaveProperty('scenario');
    expect(schemaErrors(file)).toEqual([]);
  });

  it('is refused if the example is not there, tells it otherwise, or is none itself', () => {
    const file = asFile(copies(2));
    const [first, second, third] = file.scenarios;
    const complaint = (index: number) => `scenarios[${index}].sameAs: names a scenario that does not tell it`;
    expect(untold({ ...file, scenarios: [second, third].flatMap((one) => one ?? []) })).toBe(complaint(0));
    const like = { object: 'Pod/web-0', scenario: second?.name ?? '' };
    const chained = [first, second, third === undefined ? undefined : { ...third, sameAs: like }];
    expect(untold({ ...file, scenarios: chained.flatMap((one) => one ?? []) })).toBe(complaint(2));
    const short = first === undefined ? [] : [{ ...first, guarantees: first.guarantees.slice(1) }];
    expect(untold({ ...file, scenarios: [...short, second].flatMap((one) => one ?? []) })).toBe(complaint(1));
  });

  it('has no copy that sets anything up, and no other scenario that says less', () => {
    const file = asFile(copies(1));
    const [first, copy] = file.scenarios;
    const scenarios = (...list: readonly unknown[]): readonly unknown[] => schemaErrors({ ...file, scenarios: list });
    expect(scenarios(first, { ...copy, scenario: first?.scenario })).not.toEqual([]);
    expect(scenarios({ ...first, scenario: undefined })).not.toEqual([]);
    expect(scenarios({ ...first, guarantees: copy?.guarantees })).not.toEqual([]);
  });
});
