import { describe, expect, it } from 'vitest';
import type { LifecycleMap } from '../coverage/maps.ts';
import { drawingOf } from './layout.ts';

const way = (from: string, to: string) => ({ from, to, events: [{ label: 'x', covered: true }] });
const map: LifecycleMap = {
  chart: 'phase',
  states: ['absent', 'Pending', 'Running'].map((name) => ({ name, covered: true })),
  ways: [way('absent', 'Pending'), way('Pending', 'Running'), way('Running', 'absent'), way('Pending', 'absent')],
};

describe('a lifecycle on paper', () => {
  it('has every state inside, none over another, the beginning first', () => {
    const { width, height, states } = drawingOf(map, 'LR');
    for (const one of states) {
      expect(one.x - one.width / 2).toBeGreaterThanOrEqual(0);
      expect(one.x + one.width / 2).toBeLessThanOrEqual(width);
      expect(one.y + one.height / 2).toBeLessThanOrEqual(height);
    }
    const places = states.map(({ x }) => x);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(new Set(places).size).toBe(3);
  });

  it('has every way with its bends and a place for its label, also there and back', () => {
    const { ways } = drawingOf(map, 'LR');
    expect(ways.map(({ from, to }) => `${from} ${to}`)).toEqual(map.ways.map(({ from, to }) => `${from} ${to}`));
    expect(ways.every(({ points, x, y }) => points.length > 1 && Number.isFinite(x) && Number.isFinite(y))).toBe(true);
  });

  it('goes downwards where there is no width', () => {
    const [wide, tall] = [drawingOf(map, 'LR'), drawingOf(map, 'TB')];
    expect(tall.width).toBeLessThan(wide.width);
    expect(tall.height).toBeGreaterThan(wide.height);
  });

  it('is the same every time', () => {
    expect(drawingOf(map, 'LR')).toEqual(drawingOf(map, 'LR'));
  });
});
