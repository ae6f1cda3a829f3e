import { describe, expect, it } from 'vitest';
import type { FindingReport } from '../check/findings.ts';
import { chosen, type Filter, filters } from './entries.ts';
import { storeOf } from './store.ts';
import { exploreSample } from './testing/page.ts';

const { data, run } = await exploreSample();
const [report] = data.report.scenarios;
if (report === undefined) throw new Error('the sample has no scenario');
const [violated] = report.guarantees;
if (violated === undefined) throw new Error('the sample has no guarantee');

const finding = (fields: Partial<FindingReport>): FindingReport => ({
  guarantee: violated.id,
  object: 'Pod/web',
  kind: 'known',
  who: 'nobody',
  title: 'something is wrong',
  happens: [],
  scenario: report.name,
  also: [],
  ...fields,
});

/** Three scenarios: in `calm` all holds, in `first` and the sample's own it is violated; the findings are as given. */
const storeWith = (findings: readonly FindingReport[]) =>
  storeOf({
    ...data,
    report: {
      ...data.report,
      findings,
      scenarios: [
        { ...report, name: 'calm', guarantees: [{ ...violated, verdict: 'holds' }] },
        { ...report, name: 'first' },
        report,
      ],
    },
    scenarios: [{ runs: [] }, { runs: [run] }, { runs: [run] }],
  });

const names = (store: ReturnType<typeof storeWith>, filter: Filter = 'all', query = '') =>
  chosen(store.entries, filter, query).map(({ scene }) => scene.report.name);

describe('the answers as one list', () => {
  it('has what is violated first, in the order of the scenarios, where nobody says what is worse', () => {
    expect(names(storeWith([]))).toEqual(['first', report.name, 'calm']);
  });

  it('has the findings in their order, each with its own kind behind it', () => {
    const folded = finding({ kind: 'change', who: 'manifest', also: [{ guarantee: violated.id, scenario: 'first' }] });
    const store = storeWith([folded]);
    expect(names(store)).toEqual([report.name, 'first', 'calm']);
    expect(store.entries.map(({ leads }) => leads)).toEqual([true, false, false]);
    expect(store.scene.value.report.name).toBe(report.name);
    expect(names(store, 'to change')).toEqual([report.name]);
    expect(store.finding.value?.title).toBe('something is wrong');
  });

  it('has what was known before behind the news, and not among what is to change', () => {
    const known = finding({ kind: 'change', who: 'manifest', baseline: true, baselineReason: 'until the move' });
    const news = finding({ kind: 'question', who: 'manifest', scenario: 'first' });
    const store = storeWith([known, news]);
    expect(names(store)).toEqual(['first', report.name, 'calm']);
    expect(store.scene.value.report.name).toBe('first');
    expect(names(store, 'to change')).toEqual([]);
    expect(names(store, 'questions')).toEqual(['first']);
    expect(names(store, 'known before')).toEqual([report.name]);
    expect(names(store, 'all', 'until the move')).toEqual([report.name]);
  });

  it('lets through what is asked for', () => {
    const store = storeWith([
      finding({ kind: 'question', who: 'manifest', scenario: 'first' }),
      finding({ kind: 'change', who: 'manifest' }),
    ]);
    const counts = Object.fromEntries(filters.map((filter) => [filter, names(store, filter).length]));
    expect(counts).toEqual({
      all: 3,
      violated: 2,
      'to change': 1,
      questions: 1,
      'known before': 0,
      undecided: 0,
      hold: 1,
    });
    expect(names(store, 'questions')).toEqual(['first']);
  });

  it('is searched by all words at once, in what is said as in names', () => {
    const store = storeWith([finding({ happens: ['0 s  kubelet sends SIGTERM'] })]);
    expect(names(store, 'all', 'CALM endpoint')).toEqual(['calm']);
    expect(names(store, 'all', 'kubelet sends sigterm')).toEqual([report.name]);
    expect(names(store, 'hold', 'kubelet sends sigterm')).toEqual([]);
    expect(names(store, 'all', '  ')).toHaveLength(3);
  });
});
