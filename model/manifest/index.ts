/** The door of this room: manifests in, workloads and what surrounds them out. */
export { type Balancer, balancersOf } from './balancers.ts';
export { type Companions, companionsOf } from './companions.ts';
export type { Cursor } from './cursor.ts';
export { isList, isObject, type Json, jsonOf, type ValueEdit, type ValuePath, valueAt, withEdit } from './edit/json.ts';
export { type Address, addressOf, editedText } from './edit/text.ts';
export type { ManifestObject } from './objects.ts';
export { viewsOf } from './overlays.ts';
export {
  documentsIn,
  joinManifests,
  locate,
  longestText,
  type Manifest,
  type ReadOptions,
  readDocuments,
  readManifest,
} from './parse.ts';
export { type Problem, problemText, shortened } from './problem.ts';
export { type Remark, remarksOn, schedulerText } from './remarks.ts';
export { locateInPod, podTemplates, refusals, templateSteps, type Workload } from './workload.ts';
