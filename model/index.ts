/** The model: what a cluster is, what may happen in it, what must hold. */
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
