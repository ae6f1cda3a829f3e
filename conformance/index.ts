/**
 * The door of this room: what is needed to write a driver, and to run a suite on it.
 *
 * @module podproof/conformance
 *
 * @example
 * ```ts
 * // mine.mjs, for: podproof conform suite.json --driver ./mine.mjs
 * import { type Driver, type DriverFactory, Queue, type Seen } from 'podproof/conformance';
 *
 * const factory: DriverFactory = ({ profile }): Driver => {
 *   const observations = new Queue<Seen>();
 *   const now = () => ({ earliest: Date.now(), latest: Date.now() });
 *   return {
 *     capabilities: { target: 'nothing 0.1', profile, skew: 0, lateness: 0, haste: 1 },
 *     observations,
 *     reset: async () => observations.clear(),
 *     stimulate: async (stimulus) => {
 *       if (stimulus.do !== 'create') throw new Error(`cannot ${stimulus.do}`);
 *       observations.push({ observation: { see: 'pod stored', uid: stimulus.uid }, source: 'me', ...now() });
 *       return now();
 *     },
 *     pass: (seconds, signal) =>
 *       new Promise((resolve) => {
 *         const timer = setTimeout(resolve, seconds * 1000);
 *         signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
 *       }),
 *     close: async () => observations.end(),
 *   };
 * };
 * export default factory;
 *
 * const driver = await factory({ profile: 'podman', kubernetesVersion: '1.36' });
 * await driver.stimulate({ do: 'create', uid: 'web#1' });
 * for await (const { observation } of driver.observations) {
 *   console.log(driver.capabilities.target, observation);
 *   await driver.close();
 * }
 * //→ nothing 0.1 { see: 'pod stored', uid: 'web#1' }
 * ```
 */
export type {
  Case,
  CaseManifest,
  Observation,
  ProfileName,
  Program,
  Stimulus,
  Suite,
} from '../generators/suite/case.ts';
export { type Conformance, type ConformOptions, conform } from './conform.ts';
export { type Capabilities, type Driver, type Moment, type Seen, type Target, Unusable } from './driver.ts';
export { type DriverFactory, type DriverRequest, moduleTarget } from './drivers/foreign/module.ts';
export { Queue } from './drivers/queue.ts';
export type { CaseResult, Divergence, Verdict } from './verdict.ts';
