import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fragmentOf, type Position, positionIn } from './fragment.ts';

describe('the position in the URL', () => {
  it('is short and can be read', () => {
    const position: Position = {
      view: 'explorer',
      scenario: 'Pod/web one pod',
      schedule: '0.1.a',
      at: 2,
      about: '',
      difference: 0,
    };
    expect(fragmentOf(position)).toBe('explorer?scenario=Pod%2Fweb+one+pod&run=0.1.a&at=2');
    expect(fragmentOf({ ...position, view: 'report' })).toBe('report');
  });

  it('comes back as it went, whatever the scenario is called (law, seed 42)', () => {
    const position = fc.record({
      view: fc.constant('explorer' as const),
      scenario: fc.string(),
      schedule: fc.constantFrom('-', '0', '0.1.2.z'),
      at: fc.nat(),
      about: fc.constantFrom('', 'bind-once'),
      difference: fc.constant(0),
    });
    fc.assert(
      fc.property(position, (one) => {
        expect(positionIn(`#${fragmentOf(one)}`)).toEqual(one);
      }),
      { seed: 42 },
    );
  });

  it('is nothing where the fragment is none, and the beginning where it says nonsense', () => {
    expect(positionIn('')).toBeUndefined();
    expect(positionIn('#elsewhere')).toBeUndefined();
    expect(positionIn('#explorer?at=-3')).toMatchObject({ at: 0, schedule: '-' });
  });
});
