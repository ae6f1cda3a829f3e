/** What every page remembers, with or without runs in it: which view is shown, and which difference is looked at. */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { PageData, View } from './data.ts';
import { fragmentOf, type Position, positionIn } from './fragment.ts';

/** The memory of any page. */
export interface Frame {
  readonly data: PageData;
  readonly view: Signal<View>;
  /** The number of the difference that is looked at, from 1; 0 for none. */
  readonly difference: Signal<number>;
  /** How often something else was opened: each time the browser's Back button can lead back from there. */
  readonly visits: Signal<number>;
  /** Turns to another view. */
  readonly turnTo: (view: View) => void;
  /** The fragment of this position. */
  readonly fragment: ReadonlySignal<string>;
  /** Shows a view that has no runs; says what could not be followed. */
  readonly openView: (position: Position) => string;
  /** Goes where a fragment says, as far as it can be followed; says what could not be. */
  readonly openFragment: (fragment: string) => string;
}

/** The views there is something for, with their names. */
export const viewsOf = ({
  scenarios,
  coverage,
  conform,
}: PageData): readonly (readonly [view: View, name: string])[] => [
  ...(scenarios.length === 0 ? [] : ([['report', 'Report'] as const, ['explorer', 'Explorer'] as const] as const)),
  ...(conform === undefined ? [] : [['divergences', 'Divergences'] as const]),
  ...(coverage === undefined ? [] : [['coverage', 'Coverage'] as const]),
];

const nothing: Omit<Position, 'view' | 'difference'> = { scenario: '', schedule: '-', at: 0, about: '' };

/** The frame of a page about this data. */
export const frameOf = (data: PageData): Frame => {
  const view = signal(data.opens);
  const difference = signal(0);
  const visits = signal(0);
  const turnTo = (to: View): void =>
    batch(() => {
      if (to !== view.value) visits.value += 1;
      view.value = to;
    });
  const openView = (position: Position): string => {
    if (!viewsOf(data).some(([one]) => one === position.view)) return `This page has no view '${position.view}'.`;
    const count = data.conform?.differences.length ?? 0;
    view.value = position.view;
    difference.value = Math.min(position.difference, count);
    return position.difference > count ? `This page has no difference ${position.difference}.` : '';
  };
  const openFragment = (fragment: string): string => {
    const position = positionIn(fragment);
    return position === undefined ? '' : openView(position);
  };
  const fragment = computed(() => fragmentOf({ ...nothing, view: view.value, difference: difference.value }));
  return { data, view, difference, visits, turnTo, fragment, openView, openFragment };
};
