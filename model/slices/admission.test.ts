import { describe, expect, it } from 'vitest';
import { podSpec, scenario } from '../testing/scenario.ts';
import { admissionLeftOut } from './admission.ts';
import { linesOf } from './shortcuts.ts';

const pods = (priority: number, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [`${name}#1`, { name, spec: podSpec({ priority }) }]));

describe('what is said of admission', () => {
  it('nothing where nothing is left out that could matter', () => {
    expect(admissionLeftOut(scenario())).toEqual([]);
    expect(admissionLeftOut(scenario({ instances: pods(1000, ['a', 'b']) }))).toEqual([]);
    expect(admissionLeftOut(scenario({ instances: pods(2_000_001_000, ['a']) }))).toEqual([]);
    expect(admissionLeftOut(scenario({ user: { relabel: 1 }, faults: { 'watch-lag': 0 } }))).toEqual([]);
  });

  it('that critical Pods make room for themselves, where there is another Pod (C76)', () => {
    const [sentence, ...others] = linesOf(admissionLeftOut(scenario({ instances: pods(2_000_000_000, ['a', 'b']) })));
    expect(sentence).toContain('critical Pod');
    expect(others).toEqual([]);
  });

  it('that the kubelet may see the Node late, where users change it', () => {
    const lagging = { 'watch-lag': -1 };
    expect(admissionLeftOut(scenario({ user: { relabel: 1 }, faults: lagging }))).toHaveLength(1);
    expect(admissionLeftOut(scenario({ user: { taint: 1 }, faults: lagging }))).toHaveLength(1);
  });
});
