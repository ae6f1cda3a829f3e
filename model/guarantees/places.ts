/** Which field of the Pod a counterexample points at: of the container that the run is about, not of the first. */
import { cell } from '../cluster.ts';
import type { Container } from '../kubernetes/spec.ts';
import { probeKey, type Scenario, type Uid } from '../scenario.ts';
import { containerAtEnd, containerPath, isRunning } from './build.ts';
import type { SpecPath, StoryEnd } from './guarantee.ts';

/** The Pod that the last step is about; the first of the scenario if it is about none. */
const uidAtEnd = (scenario: Scenario, { event }: StoryEnd): Uid =>
  'uid' in event ? event.uid : (Object.keys(scenario.instances)[0] ?? '');

const pathOr = (scenario: Scenario, test: (container: Container) => boolean, otherwise: SpecPath): SpecPath => {
  const path = containerPath(scenario, test);
  return path.length > 1 ? path : otherwise;
};

/** The main container that does not run at the end: the one of the last step, or the first. */
export const downAtEnd = (scenario: Scenario, end: StoryEnd | undefined): SpecPath => {
  const last = containerAtEnd(scenario, end);
  if (end === undefined) return last;
  const uid = uidAtEnd(scenario, end);
  const down = scenario.instances[uid]?.spec.containers.filter((one) => !isRunning(end.after, uid, one)) ?? [];
  const named = 'container' in end.event ? end.event.container : undefined;
  const told = down.find(({ name }) => name === named) ?? down[0];
  return told === undefined ? last : pathOr(scenario, ({ name }) => name === told.name, last);
};

/** Where a preStop hook would hold the container back; of one that ends without being stopped, the container itself. */
export const preStopAtEnd = (scenario: Scenario, end: StoryEnd | undefined): SpecPath => {
  const path = downAtEnd(scenario, end);
  const stopped = end === undefined || cell(end.after, 'workers', uidAtEnd(scenario, end)).state !== 'sync';
  return stopped ? [...path, 'lifecycle', 'preStop'] : path;
};

/** The readiness probe of the container of the last step; if it has none, the first there is. */
export const probeAtEnd = (scenario: Scenario, end: StoryEnd | undefined): SpecPath => {
  const named = end !== undefined && 'container' in end.event ? end.event.container : undefined;
  const first = pathOr(scenario, ({ readinessProbe }) => readinessProbe !== undefined, containerAtEnd(scenario, end));
  const own = ({ name, readinessProbe }: Container): boolean => name === named && readinessProbe !== undefined;
  return [...pathOr(scenario, own, first), 'readinessProbe'];
};

/** The first readiness probe that has not succeeded at the end. */
export const unprovenAtEnd = (scenario: Scenario, end: StoryEnd | undefined): SpecPath => {
  if (end === undefined) return probeAtEnd(scenario, end);
  const uid = uidAtEnd(scenario, end);
  const unproven = ({ name, readinessProbe }: Container): boolean =>
    readinessProbe !== undefined && cell(end.after, 'probes', probeKey(uid, name, 'readiness')).result !== 'Success';
  return [...pathOr(scenario, unproven, probeAtEnd(scenario, end).slice(0, -1)), 'readinessProbe'];
};

/** What the Pod requests: its own requests, or those of the first container that has some; the spec if none has. */
export const requestsPath = (scenario: Scenario): SpecPath => {
  const spec = Object.values(scenario.instances)[0]?.spec;
  if (Object.keys(spec?.requests ?? {}).length > 0) return ['resources'];
  const path = pathOr(scenario, ({ requests }) => Object.keys(requests).length > 0, []);
  return path.length === 0 ? [] : [...path, 'resources'];
};

/** The hook that a deleted Pod waits for; the spec if it waits for something else, as for a finalizer. */
export const hookAtEnd = (scenario: Scenario, end: StoryEnd | undefined): SpecPath => {
  if (end === undefined) return [];
  const waiting = Object.keys(scenario.instances).find((uid) => cell(end.after, 'workers', uid).step === 'postStart');
  if (waiting === undefined) return [];
  const starting = cell(end.after, 'workers', waiting).starting[0];
  const path = pathOr(scenario, ({ name }) => name === starting, []);
  return path.length === 0 ? [] : [...path, 'lifecycle', 'postStart'];
};
