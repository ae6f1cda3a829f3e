/** The door of this room: which numbers can be tuned, and their tuning. */
export { type Parameter, parameterOf, parameters, servingNames, sleepsOf } from './parameter.ts';
export { inRollout } from './rollout.ts';
export { isTunable, type Shown, type Tuned, tune, type Unreached } from './tune.ts';
