/** What is measured: the toys of known size, and which engines can bear them. */

import { explore, type Machine, type Property } from '../generators/explore/index.ts';
import { exploreNaively } from '../generators/explore/naive.ts';
import { exploreViaXState } from '../generators/explore/testing/viaXState.ts';
import { levelCrossing, neverOpenForTrains } from '../generators/explore/timed/testing/crossing.ts';
import { podRace, stoppedOnlyWhenDeleted } from '../generators/explore/toys/pod-race.ts';
import { consistent, twoPhaseCommit } from '../generators/explore/toys/two-phase-commit.ts';
import { type PromelaModel, podRaceInPromela, twoPhaseCommitInPromela } from './promela.ts';

/** The engines compared, ours first. */
export const ENGINES = ['podproof', 'spin', 'naive', 'xstate'] as const;

/** One of them. */
export type Engine = (typeof ENGINES)[number];

/** One model at one size. */
export interface Case {
  readonly model: 'two-phase commit' | 'pod race' | 'level crossing';
  readonly parameters: readonly number[];
  /** Of a timed model, state classes. */
  readonly states: number;
  readonly engines: readonly Engine[];
  /** Part of `--quick`. */
  readonly quick: boolean;
}

/** What an engine counted. */
export interface Counts {
  readonly states: number;
  readonly transitions: number;
}

const ALL = ENGINES;
const FAST: readonly Engine[] = ['podproof', 'spin'];
/** None of the others knows time. */
const TIMED: readonly Engine[] = ['podproof'];

/** Everything that is measured. */
export const CASES: readonly Case[] = [
  { model: 'two-phase commit', parameters: [5], states: 8_832, engines: ALL, quick: true },
  { model: 'two-phase commit', parameters: [7], states: 296_448, engines: FAST, quick: true },
  { model: 'two-phase commit', parameters: [8], states: 1_745_408, engines: FAST, quick: false },
  { model: 'two-phase commit', parameters: [9], states: 10_340_352, engines: FAST, quick: false },
  { model: 'pod race', parameters: [2, 1], states: 4_356, engines: ALL, quick: true },
  { model: 'pod race', parameters: [3, 1], states: 138_619, engines: ['podproof', 'spin', 'naive'], quick: false },
  { model: 'pod race', parameters: [3, 2], states: 1_799_398, engines: FAST, quick: false },
  { model: 'pod race', parameters: [4, 1], states: 3_342_651, engines: FAST, quick: false },
  { model: 'level crossing', parameters: [3], states: 3_101, engines: TIMED, quick: true },
  { model: 'level crossing', parameters: [4], states: 134_501, engines: TIMED, quick: true },
];

/** A case by its name on the command line of a worker, `pod race/3/2`. */
export function caseNamed(name: string): Case | undefined {
  return CASES.find((candidate) => nameOf(candidate) === name);
}

/** The inverse of `caseNamed`. */
export function nameOf({ model, parameters }: Case): string {
  return [model, ...parameters].join('/');
}

/** The model in Spin's language. */
export function promelaOf({ model, parameters: [first = 1, second = 1] }: Case): PromelaModel {
  switch (model) {
    case 'pod race':
      return podRaceInPromela(first, second);
    case 'two-phase commit':
      return twoPhaseCommitInPromela(first);
    case 'level crossing':
      throw new Error('Promela has no time');
  }
}

/** Runs one of the engines written in JavaScript. Ours checks one invariant and keeps parent links meanwhile. */
export function runHere(engine: Exclude<Engine, 'spin'>, { model, parameters: [first = 1, second = 1] }: Case): Counts {
  switch (model) {
    case 'pod race':
      return runOn(engine, podRace(first, second), stoppedOnlyWhenDeleted);
    case 'two-phase commit':
      return runOn(engine, twoPhaseCommit(first), consistent());
    case 'level crossing':
      return runOn(engine, levelCrossing(first), neverOpenForTrains(first));
  }
}

function runOn<S extends object, E extends { readonly type: string }>(
  engine: Exclude<Engine, 'spin'>,
  machine: Machine<S, E>,
  invariant: Property<S, E>,
): Counts {
  switch (engine) {
    case 'podproof':
      return explore(machine, [invariant], { inclusion: false }).statistics;
    case 'naive':
      return exploreNaively(machine);
    case 'xstate':
      return exploreViaXState(machine);
  }
}
