/** The door of this room: suites, their writers, the mutation score. */
export type * from './case.ts';
export { profileNames } from './case.ts';
export { leftOutOf, situationsOf } from './from-manifest.ts';
export { goalKinds, type SuiteRequest, suiteOf, suiteSteps } from './generate.ts';
export { type Judged, judge, type Session } from './judge.ts';
export { observationsOf, visibleOn } from './observe.ts';
export { bothSuiteSteps, type MutantResult, type Suites, scoreSteps, scoresOf, sharesOf, suitesOf } from './score.ts';
export { situations } from './situations.ts';
export { chainsawFiles } from './write/chainsaw.ts';
export { type SuiteFile, suiteText } from './write/json.ts';
export { vitestFiles } from './write/vitest.ts';
