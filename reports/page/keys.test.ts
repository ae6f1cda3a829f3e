import { describe, expect, it } from 'vitest';
import { keyHelp, keysOf } from './keys.ts';
import { storeOf } from './store.ts';
import { exploreSample } from './testing/page.ts';

const { data, run } = await exploreSample();
const length = run.schedule.split('.').length;

/** A page under the fingers; answers whether a key was taken. */
const keyboard = () => {
  const store = storeOf(data);
  let helped = 0;
  const press = keysOf(store, store, () => {
    helped += 1;
  });
  const type = (key: string, fields: Partial<KeyboardEvent> = {}): boolean => {
    let taken = false;
    const event = { key, ctrlKey: false, altKey: false, metaKey: false, target: null, ...fields };
    press({ ...event, preventDefault: () => (taken = true) } as KeyboardEvent);
    return taken;
  };
  return { store, type, helped: () => helped };
};

describe('the keys', () => {
  it('go through a counterexample', () => {
    const { store, type } = keyboard();
    type('n');
    expect(store.about.value?.found.id).toBe(run.guarantee);
    const places = ['Home', 'ArrowRight', 'j', 'ArrowLeft', 'k', 'End', 'j'].map((key) => {
      type(key);
      return store.at.value;
    });
    expect(places).toEqual([0, 1, 2, 1, 0, length, length]);
  });

  it('go round the counterexamples in both directions', () => {
    const { store, type } = keyboard();
    type('p');
    expect(store.about.value?.found.id).toBe(run.guarantee);
    type('n');
    expect(store.about.value?.found.id).toBe(run.guarantee);
  });

  it('let the event of a number happen, if there is one', () => {
    const { store, type } = keyboard();
    store.beginAnew();
    expect(type('1')).toBe(true);
    expect(store.run.value.steps).toHaveLength(1);
    expect(type('9')).toBe(false);
  });

  it('leave alone what belongs to the browser, to a field, or to nobody', () => {
    const { type } = keyboard();
    expect(type('j', { ctrlKey: true })).toBe(false);
    expect(type('j', { target: { tagName: 'SELECT' } as unknown as EventTarget })).toBe(false);
    expect(type('j', { target: { tagName: 'BUTTON' } as unknown as EventTarget })).toBe(true);
    expect(type('q')).toBe(false);
  });

  it('only explain themselves where no run is shown', () => {
    const { store, type, helped } = keyboard();
    store.view.value = 'report';
    expect([type('j'), type('?'), helped()]).toEqual([false, true, 1]);
  });

  it('are all explained', () => {
    expect(keyHelp.map(([keys]) => keys).join(' ')).toBe('→ or j ← or k Home, End 1 to 9 n, p ?');
  });
});
