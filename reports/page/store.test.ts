import { describe, expect, it } from 'vitest';
import { storeOf } from './store.ts';
import { exploreSample } from './testing/page.ts';

const { data, run } = await exploreSample();
const open = () => {
  const store = storeOf(data);
  store.openRun(data.report.scenarios[0]?.name ?? '', run);
  return store;
};

describe('the memory of the page', () => {
  it('opens a counterexample where it begins to be interesting', () => {
    const store = open();
    const setting = store.about.value?.found.setting?.steps;
    expect(setting).toBeGreaterThan(0);
    expect(store.at.value).toBe(setting);
    expect(store.view.value).toBe('explorer');
  });

  it('finds out live that its last step breaks the promise, and no step before', () => {
    const breaches = open().breaches.value.map((broken) => broken.some(({ guarantee }) => guarantee === run.guarantee));
    expect(breaches.lastIndexOf(true)).toBe(breaches.length - 1);
    expect(breaches.indexOf(true)).toBe(breaches.length - 1);
  });

  it('steps back and forth without losing what is ahead', () => {
    const store = open();
    store.goTo(3);
    store.goTo(2);
    expect([store.at.value, store.run.value.steps.length]).toEqual([2, run.schedule.split('.').length]);
    store.goTo(-5);
    expect(store.at.value).toBe(0);
    store.goTo(1000);
    expect(store.at.value).toBe(store.run.value.steps.length);
  });

  it('takes an event and shows what it did', () => {
    const store = storeOf(data);
    store.beginAnew();
    const [choice] = store.choices.value;
    if (choice !== undefined) store.take(choice);
    expect(store.at.value).toBe(1);
    expect(store.cluster.value).not.toEqual(store.before.value);
    expect(store.fragment.value).toMatch(/run=0&at=1$/);
  });

  it('is found again by its fragment', () => {
    const [one, other] = [open(), storeOf(data)];
    one.goTo(5);
    expect(other.openFragment(`#${one.fragment.value}`)).toBe('');
    expect(other.cluster.value).toEqual(one.cluster.value);
    expect(other.about.value?.found.id).toBe(run.guarantee);
  });

  it('says what of a link it cannot follow', () => {
    const store = storeOf(data);
    expect(store.openFragment('#explorer?scenario=nowhere&run=0')).toMatch(/no scenario 'nowhere'/);
    const scenario = encodeURIComponent(data.report.scenarios[0]?.name ?? '');
    expect(store.openFragment(`#explorer?scenario=${scenario}&run=0.zz`)).toMatch(/beyond step 1 of 2/);
    expect(store.openFragment(`#explorer?scenario=${scenario}&run=%21`)).toMatch(/not a schedule/);
  });
});
