import { describe, expect, it } from 'vitest';
import { storeOf } from './store.ts';
import { exploreSample } from './testing/page.ts';

const { data, run } = await exploreSample();
const [report] = data.report.scenarios;
const sample = report === undefined ? [] : [report];
/** The same page with a scenario before it in which everything holds. */
const later = {
  ...data,
  report: {
    ...data.report,
    scenarios: [
      ...sample.map((one) => ({
        ...one,
        name: 'calm',
        guarantees: one.guarantees.map((found) => ({ ...found, verdict: 'holds' as const })),
      })),
      ...sample,
    ],
  },
  scenarios: [{ runs: [{ ...run, kind: 'witness' as const }] }, ...data.scenarios],
};

describe('where a page begins', () => {
  it('is the first counterexample, not the first scenario', () => {
    const store = storeOf(later);
    expect(store.scene.value.report.name).toBe(report?.name);
    expect(store.about.value?.found.id).toBe(run.guarantee);
    expect(store.at.value).toBe(report?.guarantees[0]?.setting?.steps);
  });

  it('is before anything has happened where nothing is violated', () => {
    const store = storeOf({ ...later, report: { ...later.report, scenarios: later.report.scenarios.slice(0, 1) } });
    expect([store.run.value.steps, store.about.value]).toEqual([[], undefined]);
  });

  it('leaves the view as the page wants it', () => {
    expect(storeOf({ ...data, opens: 'report' }).view.value).toBe('report');
  });
});
