/** The door of this room: lifecycles as XState machines, their paths, their drawings. */
export type { Chart, Edge } from './chart.ts';
export { edgeKey } from './chart.ts';
export { charts } from './charts.ts';
export { type ChartConfig, configs, machineOf } from './machines.ts';
export { mermaidOf } from './mermaid.ts';
export { type ChartPath, shortestPaths, simplePaths } from './paths.ts';
export { type Quotient, quotientsOf } from './quotient.ts';
