/**
 * The door of this room: lifecycles as XState machines, their paths, their drawings. `xstate` and `@xstate/graph` are the caller's own.
 *
 * @module podproof/statecharts
 *
 * @example
 * ```ts
 * import { createActor } from 'xstate';
 * import { configs, machineOf, shortestPaths } from 'podproof/statecharts';
 *
 * const config = configs['phase'];
 * if (config === undefined) throw new Error(`there are ${Object.keys(configs).join(', ')}`);
 * console.log(createActor(machineOf(config)).start().getSnapshot().value, shortestPaths(config).length);
 * //→ absent 5
 * ```
 */
export type { Chart, Edge } from './chart.ts';
export { edgeKey } from './chart.ts';
export { charts } from './charts.ts';
export { type ChartConfig, configs, machineOf } from './machines.ts';
export { mermaidOf } from './mermaid.ts';
export { type ChartPath, shortestPaths, simplePaths } from './paths.ts';
export { type Quotient, quotientsOf } from './quotient.ts';
