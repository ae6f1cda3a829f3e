/** The lifecycles as maps: every state and transition, with whether somebody went there. */
import { type CoverageReport, transitionIn } from './report.ts';

/** A way between two states; several events may lead it. */
export interface Way {
  readonly from: string;
  readonly to: string;
  readonly events: readonly { readonly label: string; readonly covered: boolean }[];
}

/** One lifecycle. */
export interface LifecycleMap {
  readonly chart: string;
  readonly states: readonly { readonly name: string; readonly covered: boolean }[];
  readonly ways: readonly Way[];
}

/** Where lifecycles begin, for what is drawn from the beginning on. */
const beginnings = ['absent', 'none', 'waiting'];

/** Every lifecycle there are transitions of, in alphabetical order. */
export const mapsOf = ({ goals }: CoverageReport): readonly LifecycleMap[] => {
  const edges = goals.flatMap(({ id, by }) => {
    const edge = transitionIn(id);
    return edge === undefined ? [] : [{ ...edge, covered: by.length > 0 }];
  });
  return [...new Set(edges.map(({ chart }) => chart))].sort().map((chart) => {
    const ours = edges.filter((edge) => edge.chart === chart);
    const visited = new Set(ours.flatMap(({ from, to }) => [from, to]));
    const names = [...visited].sort((a, b) => beginnings.indexOf(b) - beginnings.indexOf(a));
    const covered = new Set(ours.filter((edge) => edge.covered).flatMap(({ from, to }) => [from, to]));
    const ways = new Map<string, Way>();
    for (const { from, to, ...event } of [...ours].sort((a, b) => names.indexOf(a.from) - names.indexOf(b.from))) {
      const way = ways.get(`${from}→${to}`);
      ways.set(`${from}→${to}`, {
        from,
        to,
        events: [...(way?.events ?? []), { label: event.label, covered: event.covered }],
      });
    }
    return { chart, states: names.map((name) => ({ name, covered: covered.has(name) })), ways: [...ways.values()] };
  });
};
