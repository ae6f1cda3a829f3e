/** The door of this room: from the objects of a manifest to workloads in their surroundings, and to the slices that are searched. */
export { type ConfigurationEntry, configurationEntries, configurationProblems } from './configuration.ts';
export { openHookNotes } from './hookNotes.ts';
export { reasonsIn, unusedIgnores } from './ignores.ts';
export { type Place, type Task, tasksOf } from './place.ts';
export { type Setting, surrounded } from './surroundings.ts';
