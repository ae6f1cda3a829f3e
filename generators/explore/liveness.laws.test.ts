import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  explore,
  exploreNaively,
  type LeadsToProperty,
  type Machine,
  replay,
  scheduleOf,
  type Trace,
} from './index.ts';
import { canonical } from './plain.ts';
import { type Fire, machineOf, type Recipe, type Registers, recipes } from './toys/random.ts';

const seed = 42;
const MOST_STATES = 11;

const properties: fc.Arbitrary<LeadsToProperty<Registers>> = fc
  .record({ owed: fc.nat(3), paid: fc.nat(3), initially: fc.boolean() })
  .map(({ owed, paid, initially }) => ({
    id: `a is ${owed} leads to b is ${paid}`,
    kind: 'leads-to',
    initially,
    from: ({ registers }) => registers['a']?.value === owed,
    to: ({ registers }) => registers['b']?.value === paid,
  }));

interface Edge {
  readonly from: number;
  readonly by: number;
  readonly to: number;
}

/** The state graph of a machine, made without the engine. */
function graphOf(machine: Machine<Registers, Fire>): Graph {
  const { found } = exploreNaively(machine);
  const numbers = new Map(found.map((state, i) => [canonical(state), i]));
  const edges = found.flatMap((state, from) =>
    machine.components.flatMap(({ enabled }, by) =>
      enabled(state).map(
        (event): Edge => ({ from, by, to: numbers.get(canonical(machine.reduce(state, event))) ?? -1 }),
      ),
    ),
  );
  return { found, edges };
}

function reachable(from: number, edges: readonly Edge[], allowed: (state: number) => boolean): Set<number> {
  const seen = new Set([from]);
  for (const state of seen) {
    for (const edge of edges) if (edge.from === state && allowed(edge.to)) seen.add(edge.to);
  }
  return seen;
}

interface Graph {
  readonly found: readonly Registers[];
  readonly edges: readonly Edge[];
}

/**
 * The states in which a fair run can stay owing, by trying every set of states: can a fair run visit all of it again and
 * again, and nothing else? It knows nothing of Tarjan.
 */
function doomed({ found, edges }: Graph, fair: readonly boolean[], property: LeadsToProperty<Registers>): Set<number> {
  const open = [...found.keys()].filter((state) => !property.to(found[state] as Registers));
  const ends = open.filter((state) => !edges.some((edge) => edge.from === state && fair[edge.by] === true));
  const result = new Set(ends);
  for (let subset = 1; subset < 2 ** open.length; subset++) {
    const members = new Set(open.filter((_, i) => (subset >>> i) & 1));
    if (fairlyInhabitable(members, edges, fair)) for (const member of members) result.add(member);
  }
  return result;
}

/** The length of a shortest run that comes to owe and, before it has paid, to a goal. */
function shortestOwing({ found, edges }: Graph, property: LeadsToProperty<Registers>, goal: ReadonlySet<number>) {
  const owes = (state: number, owed: boolean) => {
    const asked = property.initially !== true || state === 0;
    const registers = found[state] as Registers;
    return (owed || (asked && property.from(registers))) && !property.to(registers);
  };
  const places = new Map([[`0 ${owes(0, false)}`, 0]]);
  for (const [place, length] of places) {
    const [state, owed] = [Number.parseInt(place, 10), place.endsWith('true')];
    if (owed && goal.has(state)) return length;
    for (const { from, to } of edges) {
      const next = `${to} ${owes(to, owed)}`;
      if (from === state && !places.has(next)) places.set(next, length + 1);
    }
  }
  return undefined;
}

function fairlyInhabitable(members: ReadonlySet<number>, edges: readonly Edge[], fair: readonly boolean[]): boolean {
  const inside = edges.filter((edge) => members.has(edge.from) && members.has(edge.to));
  if (inside.length === 0) return false;
  const connected = [...members].every((state) => reachable(state, inside, () => true).size === members.size);
  if (!connected) return false;
  return fair.every((isFair, by) => {
    const idles = [...members].some((state) => !edges.some((edge) => edge.from === state && edge.by === by));
    return !isFair || idles || inside.some((edge) => edge.by === by);
  });
}

/** Checks a counterexample by itself: it runs, owes, never pays, and is fair. */
function expectFairLasso(
  machine: Machine<Registers, Fire>,
  property: LeadsToProperty<Registers>,
  trace: Trace<Registers, Fire>,
): void {
  expect(canonical(replay(machine, scheduleOf(machine, trace)).steps)).toBe(canonical(trace.steps));
  const states = [trace.initial, ...trace.steps.map(({ state }) => state)];
  const paid = states.findLastIndex((state) => property.to(state));
  const owes = (i: number) => property.from(states[i] as Registers) && (property.initially !== true || i === 0);
  expect([...states.keys()].some((i) => i > paid && owes(i))).toBe(true);
  const last = states.at(-1) as Registers;
  const fair = machine.components.filter((component) => component.fair);
  const { loopsTo } = trace;
  const able = fair.flatMap(({ enabled }) => enabled(last));
  expect(loopsTo === undefined ? able : []).toEqual([]);
  expect(canonical(states[loopsTo ?? trace.steps.length])).toBe(canonical(last));
  expect(loopsTo ?? -1).toBeLessThan(trace.steps.length);
  const loop = trace.steps.slice(loopsTo ?? trace.steps.length);
  for (const { name, enabled } of loopsTo === undefined ? [] : fair) {
    expect(loop.some(({ by, state }) => by === name || enabled(state).length === 0)).toBe(true);
  }
}

function small(recipe: Recipe): boolean {
  return exploreNaively(machineOf(recipe)).states <= MOST_STATES;
}

describe(`leads-to (laws, seed ${seed})`, () => {
  it('is decided, and its way into debt is as short, as trying every set of states says', () => {
    const seen = { holds: 0, violated: 0, lasso: 0 };
    fc.assert(
      fc.property(recipes.filter(small), properties, (recipe, property) => {
        const machine = machineOf(recipe);
        const [finding] = explore(machine, [property], { doubleCheck: true }).findings;
        const graph = graphOf(machine);
        const asked = property.initially ? graph.found.slice(0, 1) : graph.found;
        expect(finding?.reached).toBe(asked.filter(property.from).length);
        const prefix = shortestOwing(graph, property, doomed(graph, recipe.fair, property));
        expect(finding?.verdict).toBe(prefix === undefined ? 'holds' : 'violated');
        expect(finding?.trace?.loopsTo ?? finding?.trace?.steps.length).toBe(prefix);
        seen[finding?.verdict === 'violated' ? 'violated' : 'holds'] += finding?.reached ? 1 : 0;
        seen.lasso += finding?.trace?.loopsTo === undefined ? 0 : 1;
      }),
      { seed, numRuns: 500 },
    );
    expect(Math.min(seen.holds, seen.violated, seen.lasso)).toBeGreaterThan(20);
  });

  it('is refuted by runs that are fair and never pay', () => {
    fc.assert(
      fc.property(recipes, properties, (recipe, property) => {
        const machine = machineOf(recipe);
        const refutations = explore(machine, [property]).findings.flatMap(({ trace }) => trace ?? []);
        expect(refutations.length).toBeLessThanOrEqual(1);
        for (const trace of refutations) expectFairLasso(machine, property, trace);
      }),
      { seed, numRuns: 300 },
    );
  });
});
