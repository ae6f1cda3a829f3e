/** The position in the URL fragment: a link to it shows the same thing to somebody else. */
import { type View, views } from './data.ts';

/** What is looked at: a view, in the explorer one step of one run of a scenario, among divergences one of them. */
export interface Position {
  readonly view: View;
  /** The scenario by its name. */
  readonly scenario: string;
  readonly schedule: string;
  /** How many of its steps have been taken. */
  readonly at: number;
  /** The guarantee the run is shown for, or none. */
  readonly about: string;
  /** The number of a difference, from 1; 0 for none. */
  readonly difference: number;
}

/** The fragment of a position, without `#`. What is plain stays out of it. */
export const fragmentOf = ({ view, scenario, schedule, at, about, difference }: Position): string => {
  if (view === 'divergences' && difference > 0) return `${view}?difference=${difference}`;
  if (view !== 'explorer') return view;
  const parts = new URLSearchParams({ scenario, run: schedule, at: String(at), ...(about === '' ? {} : { about }) });
  return `explorer?${parts.toString()}`;
};

/** The position a fragment stands for; undefined if it stands for none. */
export const positionIn = (fragment: string): Position | undefined => {
  const [name, query = ''] = fragment.replace(/^#/, '').split(/\?(.*)/s);
  const view = views.find((one) => one === name);
  if (view === undefined) return undefined;
  const parts = new URLSearchParams(query);
  return {
    view,
    scenario: parts.get('scenario') ?? '',
    schedule: parts.get('run') ?? '-',
    at: countIn(parts.get('at')),
    about: parts.get('about') ?? '',
    difference: countIn(parts.get('difference')),
  };
};

const countIn = (text: string | null): number => {
  const count = Number(text ?? '0');
  return Number.isSafeInteger(count) && count >= 0 ? count : 0;
};
