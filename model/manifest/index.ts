/** The door of this room: manifests in, workloads and what surrounds them out. */
export { type Companions, companionsOf } from './companions.ts';
export { joinManifests, locate, type Manifest, readManifest } from './parse.ts';
export { type Problem, problemText } from './problem.ts';
export { locateInPod, podTemplates, referenceProblems, type Workload } from './workload.ts';
