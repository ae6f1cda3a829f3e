/**
 * The model: what a cluster is, what may happen in it, what must hold.
 *
 * @module podproof/model
 *
 * @example
 * ```ts
 * import { enabled, guarantees, initialCluster, reduce, themes } from 'podproof/model';
 * import { readWorkloads } from 'podproof/manifest';
 *
 * const pod = '{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: app, image: nginx}]}}';
 * const scenario = readWorkloads(pod).workloads[0]?.slices[0]?.scenario;
 * if (scenario === undefined) throw new Error('no scenario');
 * const before = initialCluster(scenario);
 * const [event] = enabled(before);
 * if (event === undefined) throw new Error('nothing can happen');
 * const after = reduce(before, event);
 * console.log(event.type, before === after, guarantees.length > 80, Object.keys(themes).length > 5);
 * //→ user/createRequested false true true
 * ```
 */
export type { Actor } from './actor.ts';
export type { Cluster } from './cluster.ts';
export type { Event } from './event.ts';
export type { Fact } from './facts/fact.ts';
export { catalogue } from './facts/index.ts';
export { type Guarantee, guaranteeOf, guarantees, themes } from './guarantees/index.ts';
export { initialCluster } from './initial.ts';
export { actors, enabled, type Model, modelOf, reduce } from './reducer.ts';
export type { Scenario } from './scenario.ts';
export { type Slice, slicesOf, type Whole } from './slices/index.ts';
