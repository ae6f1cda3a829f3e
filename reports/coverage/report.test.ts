import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guarantees } from '../../model/guarantees/index.ts';
import { mapsOf } from './maps.ts';
import {
  type CoverageReport,
  coverageDifference,
  coverageOf,
  goalKinds,
  type Sighting,
  sharesOf,
  sightingsIn,
} from './report.ts';

const bound = 'transition:phase: Pending —kubelet/statusPatched→ Running';
const [guarantee] = guarantees;
const sighting = (name: string, ...reached: readonly string[]): Sighting => ({
  source: { name, kind: 'exploration' },
  reached,
});
const coveredIn = ({ goals }: CoverageReport) => goals.filter(({ by }) => by.length > 0).map(({ id }) => id);

describe('coverage', () => {
  it('says of every goal who reached it, and knows those that nobody did', () => {
    const report = coverageOf('1', ['event:b', 'event:a'], [sighting('x', 'event:a'), sighting('y', 'event:a')]);
    expect(report.goals).toEqual([
      { id: 'event:a', kind: 'event', by: [0, 1] },
      { id: 'event:b', kind: 'event', by: [] },
    ]);
    expect(sharesOf(report)).toEqual([{ kind: 'event', covered: 1, all: 2 }]);
    expect(sharesOf(report, 1)).toEqual([{ kind: 'event', covered: 1, all: 2 }]);
  });

  it('counts both ends of a transition as visited', () => {
    expect(coveredIn(coverageOf('1', [], [sighting('x', bound)]))).toEqual([
      'state:phase: Pending',
      'state:phase: Running',
      bound,
    ]);
  });

  it('counts the facts a guarantee rests on as exercised once its situation came up', () => {
    const report = coverageOf('1', [], [sighting('x', `witness:${guarantee?.id}`)]);
    expect(coveredIn(report)).toEqual(expect.arrayContaining((guarantee?.facts ?? []).map((fact) => `fact:${fact}`)));
  });

  it('leaves out what is no kind of goal it knows', () => {
    expect(coverageOf('1', ['weather:fine'], []).goals).toEqual([]);
  });

  it('tells gained, lost and gone goals apart', () => {
    const before = coverageOf('1', ['event:a', 'event:b', 'event:c'], [sighting('x', 'event:a', 'event:b')]);
    const after = coverageOf('1', ['event:a', 'event:c'], [sighting('x', 'event:c')]);
    expect(coverageDifference(before, after)).toEqual({ gained: ['event:c'], lost: ['event:a'], gone: ['event:b'] });
    expect(coverageDifference(before, before)).toEqual({ gained: [], lost: [], gone: [] });
  });

  it('is the same after being written down and read again, and merging loses nothing (law, seed 42)', () => {
    const id = fc
      .tuple(
        fc.constantFrom(...goalKinds.filter((kind) => kind !== 'state' && kind !== 'fact')),
        fc.stringMatching(/^[a-z]{1,3}$/),
      )
      .map(([kind, name]) => `${kind}:${name}`);
    const seen = fc.array(fc.array(id), { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(id), seen, seen, (universe, one, other) => {
        const [a, b] = [one, other].map((all) =>
          coverageOf(
            '1',
            universe,
            all.map((reached, index) => sighting(String(index), ...reached)),
          ),
        );
        if (a === undefined || b === undefined) return;
        expect(coverageOf('1', universe, sightingsIn(a))).toEqual(a);
        const merged = coverageOf('1', universe, [...sightingsIn(a), ...sightingsIn(b)]);
        expect(new Set(coveredIn(merged))).toEqual(new Set([...coveredIn(a), ...coveredIn(b)]));
        expect(merged.sources).toHaveLength(one.length + other.length);
      }),
      { seed: 42 },
    );
  });
});

describe('the maps', () => {
  it('have every state and way of a lifecycle, with whether somebody went there', () => {
    const back = 'transition:phase: Running —kubelet/statusPatched→ Failed';
    const other = 'transition:phase: Pending —user/somethingElse→ Running';
    expect(mapsOf(coverageOf('1', [back, other], [sighting('x', bound)]))).toEqual([
      {
        chart: 'phase',
        states: [
          { name: 'Pending', covered: true },
          { name: 'Running', covered: true },
          { name: 'Failed', covered: false },
        ],
        ways: [
          {
            from: 'Pending',
            to: 'Running',
            events: [
              { label: 'kubelet/statusPatched', covered: true },
              { label: 'user/somethingElse', covered: false },
            ],
          },
          { from: 'Running', to: 'Failed', events: [{ label: 'kubelet/statusPatched', covered: false }] },
        ],
      },
    ]);
  });
});
