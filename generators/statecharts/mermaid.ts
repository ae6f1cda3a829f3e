/** Charts as Mermaid state diagrams. */
import type { ChartConfig } from './machines.ts';

const idOf = (state: string): string => state.replace(/[^A-Za-z0-9]+/g, '_');

/** A `stateDiagram-v2`; events that go the same way share an arrow. */
export const mermaidOf = ({ description, initial, states }: ChartConfig): string => {
  const arrows = Object.entries(states).flatMap(([from, { on }]) => {
    const targets = [...new Set(Object.values(on))];
    return targets.map((to) => {
      const events = Object.entries(on).flatMap(([event, target]) =>
        target === to ? [event.replace(` (${to})`, '')] : [],
      );
      return `  ${idOf(from)} --> ${idOf(to)} : ${events.join('<br/>')}`;
    });
  });
  return [
    `%% ${description}`,
    'stateDiagram-v2',
    ...Object.keys(states).map((state) => `  state ${JSON.stringify(state)} as ${idOf(state)}`),
    `  [*] --> ${idOf(initial)}`,
    ...arrows,
    '',
  ].join('\n');
};
