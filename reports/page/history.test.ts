import { describe, expect, it } from 'vitest';
import { keepHistory } from './history.ts';
import { storeOf } from './store.ts';
import { exploreSample } from './testing/page.ts';

const { data, run } = await exploreSample();

/** A browser's history as far as a page writes it: each entry an address, the last the one that is shown. */
const browser = () => {
  const entries = [''];
  const location = { hash: '' };
  const write = (count: number) => (_data: unknown, _unused: string, url?: string | URL | null) => {
    entries.splice(entries.length - count, count, String(url));
    location.hash = String(url);
  };
  return { entries, location, history: { pushState: write(0), replaceState: write(1) } };
};

describe('the history of the page', () => {
  it('has an entry for each thing that is opened, and none for steps along it', () => {
    const store = storeOf(data);
    const place = browser();
    keepHistory(store, place);
    expect(place.entries).toHaveLength(1);
    store.goTo(2);
    store.goTo(3);
    expect(place.entries).toEqual([`#${store.fragment.value}`]);
    store.beginAnew();
    store.turnTo('report');
    store.turnTo('report');
    store.openRun(data.report.scenarios[0]?.name ?? '', run);
    store.goTo(1);
    expect(place.entries).toHaveLength(4);
    expect(place.entries.map((entry) => entry.split('?')[0])).toEqual([
      '#explorer',
      '#explorer',
      '#report',
      '#explorer',
    ]);
    expect(place.entries.at(-1)).toMatch(/at=1&/);
  });

  it('gets no entry by following an address', () => {
    const store = storeOf(data);
    const place = browser();
    keepHistory(store, place);
    place.location.hash = '#report';
    store.openFragment('#report');
    expect(place.entries).toHaveLength(1);
    store.goTo(1);
    expect(place.entries).toHaveLength(1);
  });

  it('is left alone once the page is done with it', () => {
    const store = storeOf(data);
    const place = browser();
    keepHistory(store, place)();
    store.beginAnew();
    expect(place.entries).toHaveLength(1);
  });
});
