/** The position in the URL fragment: a link to it shows the same thing to somebody else. */

/** What is looked at: the report, or one step of one run of a scenario. */
export interface Position {
  readonly view: 'report' | 'explorer' | 'coverage';
  /** The scenario by its name. */
  readonly scenario: string;
  readonly schedule: string;
  /** How many of its steps have been taken. */
  readonly at: number;
  /** The guarantee the run is shown for, or none. */
  readonly about: string;
}

/** The fragment of a position, without `#`. What is plain stays out of it. */
export const fragmentOf = ({ view, scenario, schedule, at, about }: Position): string => {
  if (view !== 'explorer') return view;
  const parts = new URLSearchParams({ scenario, run: schedule, at: String(at), ...(about === '' ? {} : { about }) });
  return `explorer?${parts.toString()}`;
};

/** The position a fragment stands for; undefined if it stands for none. */
export const positionIn = (fragment: string): Position | undefined => {
  const [view, query = ''] = fragment.replace(/^#/, '').split(/\?(.*)/s);
  if (view !== 'report' && view !== 'explorer' && view !== 'coverage') return undefined;
  const parts = new URLSearchParams(query);
  const at = Number(parts.get('at') ?? '0');
  return {
    view,
    scenario: parts.get('scenario') ?? '',
    schedule: parts.get('run') ?? '-',
    at: Number.isSafeInteger(at) && at >= 0 ? at : 0,
    about: parts.get('about') ?? '',
  };
};
