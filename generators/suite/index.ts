/**
 * The door of this room: suites, their writers, the mutation score.
 *
 * @module podproof/suite
 *
 * @example
 * ```ts
 * import { situations, suiteOf, vitestFiles } from 'podproof/suite';
 *
 * const suite = suiteOf({ profile: 'podman', goals: ['event'], situations: situations.slice(0, 1) });
 * console.log(suite.kind, suite.cases.length > 0, vitestFiles(suite).map(({ path }) => path)[0]);
 * //→ ConformanceSuite true README.md
 * ```
 */

export { observationsOf, visibleOn } from '../observe/observations.ts';
export type * from './case.ts';
export { profileNames } from './case.ts';
export { leftOutOf, situationsOf } from './from-manifest.ts';
export { goalKinds, type SuiteRequest, suiteOf, suiteSteps } from './generate.ts';
export { type Judged, judge, type Session } from './judge.ts';
export { bothSuiteSteps, type MutantResult, type Suites, scoreSteps, scoresOf, sharesOf, suitesOf } from './score.ts';
export { inRelease, situations } from './situations.ts';
export { type ChainsawSuite, chainsawSuite, notForChainsaw } from './write/chainsaw.ts';
export { type SuiteFile, suiteText } from './write/json.ts';
export { vitestFiles } from './write/vitest.ts';
