import { describe, expect, it } from 'vitest';
import { patch } from '../../model/cluster.ts';
import { initialCluster } from '../../model/initial.ts';
import { differences } from '../run/difference.ts';
import { sampleScenario } from '../testing/run.ts';
import { componentsOf } from './cells.ts';

const initial = initialCluster(sampleScenario);
const before = patch(initial, 'pods', 'web', { uid: 'web#1' });
const now = patch(before, 'pods', 'web', { nodeName: 'n1' });
const cellNamed = (name: string) =>
  componentsOf(initial, before, now)
    .flatMap(({ cells }) => cells)
    .find((cell) => cell.name === name);

describe('the state beside a run', () => {
  it('marks what the step changed and says what it was', () => {
    expect(cellNamed('pods/web')).toMatchObject({ changed: true, untouched: false });
    expect(cellNamed('pods/web')?.fields.slice(0, 3)).toEqual([
      { name: 'uid', value: 'web#1' },
      { name: 'nodeName', value: 'n1', before: 'none' },
      { name: 'gated', value: 'false' },
    ]);
  });

  it('knows what is as it was in the beginning', () => {
    expect(cellNamed('sandboxes/web#1')).toMatchObject({ changed: false, untouched: true });
  });

  it('has every cell once, under its component', () => {
    const cells = componentsOf(initial, before, now).flatMap((one) => one.cells.map(({ name }) => name));
    const groups = Object.entries(initial).filter(([group]) => group !== 'scenario');
    const names = groups.flatMap(([group, keys]) => Object.keys(keys as object).map((key) => `${group}/${key}`));
    expect([...cells].sort()).toEqual([...names].sort());
  });

  it('changes the cells that replay --verbose says changed', () => {
    const changed = componentsOf(initial, before, now).flatMap(({ cells }) => cells.filter((cell) => cell.changed));
    expect(changed.map(({ name }) => name)).toEqual(differences(before, now).map((line) => line.split(':')[0]));
  });
});
