/** The lifecycles as others read them: as a list, and as a module with XState machines. */
import type { ChartConfig } from '../../generators/statecharts/machines.ts';
import { padded, type Style, wrapped } from '../format/style.ts';
import { counted } from '../run/names.ts';

const transitionsOf = ({ states }: ChartConfig): readonly (readonly [from: string, event: string, to: string])[] =>
  Object.entries(states).flatMap(([from, { on }]) =>
    Object.entries(on).map(([event, to]) => [from, event, to] as const),
  );

/** One line for each lifecycle, and what it shows. */
export const chartList = (charts: readonly ChartConfig[], style: Style): readonly string[] => {
  const widest = Math.max(...charts.map(({ id }) => id.length)) + 2;
  return charts.flatMap((chart) => [
    `${style.paint('bold', padded(chart.id, widest))}${counted(Object.keys(chart.states).length, 'state')}, ${counted(transitionsOf(chart).length, 'transition')}`,
    ...wrapped(chart.description, style.width - widest).map((line) => ' '.repeat(widest) + line),
  ]);
};

/** One lifecycle: every state with the events that leave it. */
export const chartLines = (chart: ChartConfig, style: Style): readonly string[] => [
  ...wrapped(chart.description, style.width),
  ...Object.entries(chart.states).flatMap(([state, { on }]) => [
    '',
    style.paint('bold', state) + (state === chart.initial ? '  (initial)' : ''),
    ...Object.entries(on).map(([event, to]) => `  ${event} → ${to}`),
  ]),
];

const camel = (id: string): string => id.replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());

/** A module that exports each lifecycle as an XState machine: plain configurations, nothing but names in them. */
export const machineModule = (charts: readonly ChartConfig[]): string =>
  [
    "import { createMachine } from 'xstate';",
    ...charts.map(
      (chart) =>
        `/** ${chart.description} */\nexport const ${camel(chart.id)} = createMachine(${JSON.stringify(chart, null, 2)});`,
    ),
    '',
  ].join('\n\n');
