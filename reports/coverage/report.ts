/**
 * Which lifecycle paths were seen, as data: goals, and for each of them who reached it. Merged from explorations, suites,
 * conformance runs and traces; they all name goals alike (`event:kubelet/podAdmitted`, `transition:phase: Pending —…→ Running`).
 */
import { guaranteeOf } from '../../model/guarantees/index.ts';

/** What a goal is about. */
export const goalKinds = [
  'event',
  'state',
  'transition',
  'pair',
  'sequence',
  'stop',
  'witness',
  'fact',
  'near-miss',
] as const;

/** One of them. */
export type GoalKind = (typeof goalKinds)[number];

/** Who went some way. */
export interface CoverageSource {
  readonly name: string;
  /** `exploration` every path of a scenario; `suite` what its cases aim at; `conformance` what a target was seen to do; `trace` one run. */
  readonly kind: 'exploration' | 'suite' | 'conformance' | 'trace';
}

/** One goal. */
export interface CoverageGoal {
  readonly id: string;
  readonly kind: GoalKind;
  /** Which sources reached it, by their place in `sources`; empty: nobody did. */
  readonly by: readonly number[];
}

/** What `podproof report -o json` prints, and `check --report coverage=FILE` writes. */
export interface CoverageReport {
  readonly apiVersion: 'podproof.dev/v1';
  readonly kind: 'CoverageReport';
  readonly podproofVersion: string;
  readonly sources: readonly CoverageSource[];
  /** In alphabetical order of their ids. */
  readonly goals: readonly CoverageGoal[];
}

/** What one source reached, and what it knows there to be. */
export interface Sighting {
  readonly source: CoverageSource;
  readonly reached: readonly string[];
  readonly known?: readonly string[];
}

const kindOf = (id: string): GoalKind | undefined => goalKinds.find((kind) => id.startsWith(`${kind}:`));

/** A transition as goals name it, taken apart; undefined for other goals. */
export const transitionIn = (id: string) => {
  const [, chart, from, label, to] = /^transition:([^:]+): (.*) —(.*)→ (.*)$/.exec(id) ?? [];
  return chart === undefined || from === undefined || label === undefined || to === undefined
    ? undefined
    : { chart, from, label, to };
};

/** What follows from reaching a goal: a transition visits two states, a guarantee's situation exercises its facts. */
const implied = (id: string): readonly string[] => {
  const edge = transitionIn(id);
  if (edge !== undefined) return [`state:${edge.chart}: ${edge.from}`, `state:${edge.chart}: ${edge.to}`];
  if (!id.startsWith('witness:')) return [];
  return (guaranteeOf(id.slice('witness:'.length))?.facts ?? []).map((fact) => `fact:${fact}`);
};

/** The coverage of what these saw, over all goals that anybody knows. */
export const coverageOf = (
  podproofVersion: string,
  universe: readonly string[],
  sightings: readonly Sighting[],
): CoverageReport => {
  const reached = new Map<string, Set<number>>();
  const note = (id: string, source?: number): void => {
    for (const goal of [id, ...implied(id)]) {
      const by = reached.get(goal) ?? new Set();
      if (source !== undefined) by.add(source);
      reached.set(goal, by);
    }
  };
  for (const id of universe) note(id);
  for (const [index, { reached: ids, known = [] }] of sightings.entries()) {
    for (const id of known) note(id);
    for (const id of ids) note(id, index);
  }
  return {
    apiVersion: 'podproof.dev/v1',
    kind: 'CoverageReport',
    podproofVersion,
    sources: sightings.map(({ source }) => source),
    goals: [...reached]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([id, by]) => {
        const kind = kindOf(id);
        return kind === undefined ? [] : [{ id, kind, by: [...by].sort((a, b) => a - b) }];
      }),
  };
};

/** A coverage that was written down, as what its sources saw. */
export const sightingsIn = ({ sources, goals }: CoverageReport): readonly Sighting[] =>
  sources.map((source, index) => ({
    source,
    reached: goals.filter(({ by }) => by.includes(index)).map(({ id }) => id),
    known: goals.map(({ id }) => id),
  }));

/** How much of a kind was reached. */
export interface Share {
  readonly kind: GoalKind;
  readonly covered: number;
  readonly all: number;
}

/** The share of every kind there are goals of; of one source alone if `source` names its place. */
export const sharesOf = ({ goals }: CoverageReport, source?: number): readonly Share[] =>
  goalKinds.flatMap((kind) => {
    const ours = goals.filter((goal) => goal.kind === kind);
    const covered = ours.filter(({ by }) => (source === undefined ? by.length > 0 : by.includes(source)));
    return ours.length === 0 ? [] : [{ kind, covered: covered.length, all: ours.length }];
  });

/** What changed between two coverages. */
export interface CoverageDifference {
  /** Reached now and not before. */
  readonly gained: readonly string[];
  /** Reached before, still a goal, and not reached now. */
  readonly lost: readonly string[];
  /** Reached before and no goal any more: the model or the input is another. */
  readonly gone: readonly string[];
}

/** What the later coverage gained and lost. */
export const coverageDifference = (before: CoverageReport, after: CoverageReport): CoverageDifference => {
  const coveredIn = ({ goals }: CoverageReport) => goals.filter(({ by }) => by.length > 0).map(({ id }) => id);
  const [old, now, known] = [coveredIn(before), new Set(coveredIn(after)), new Set(after.goals.map(({ id }) => id))];
  const was = new Set(old);
  return {
    gained: [...now].filter((id) => !was.has(id)),
    lost: old.filter((id) => !now.has(id) && known.has(id)),
    gone: old.filter((id) => !known.has(id)),
  };
};
