/** The door of this room: which numbers can be tuned, and their tuning. */
export { type Parameter, parameterOf, parameters, servingNames, sleepsOf } from './parameter.ts';
export { type Shown, slicedFor, type Tuned, tune, type Unreached } from './tune.ts';
