/** The door of this room: check a slice, get answers. */
export { checkScenario } from './check.ts';
