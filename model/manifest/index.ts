/** The door of this room: manifests in, workloads and what surrounds them out. */
export { type Companions, companionsOf, configReferencesOf, selects } from './companions.ts';
export { defaultNodes, nodesOf } from './nodes.ts';
export type { ManifestObject } from './objects.ts';
export { joinManifests, locate, type Manifest, type ReadOptions, readManifest } from './parse.ts';
export { type Position, type Problem, problemText } from './problem.ts';
export type { Kind } from './schema/index.ts';
export {
  locateInPod,
  mostPods,
  podTemplates,
  referenceProblems,
  type Workload,
  type WorkloadKind,
} from './workload.ts';
