/** The door of this room: check a slice, get answers. */
export { type CheckOptions, checkScenario } from './check.ts';
export type { GuaranteeResult, ScenarioResult } from './result.ts';
