import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { GuaranteePromise } from '../../model/guarantees/guarantee.ts';
import { guarantees } from '../../model/guarantees/index.ts';
import { replay, type Trace } from '../explore/index.ts';
import { positionsOf } from './follow.ts';
import { exhibits, exhibitsOf, missing } from './index.ts';
import { modelOn, promisesOf, scenarioOn, sidesOf } from './sides.ts';
import { figures } from './testing/figures.ts';
import { reportedRun, verdictOn } from './visit.ts';

/** More would take longer than a second to look at. */
const mostStates = 300_000;

/** How a promise stands at the end of a run. */
const standing = (promise: GuaranteePromise, { initial, steps }: Trace<Cluster, Event>): string => {
  const [before, last] = [steps.at(-2)?.state ?? initial, steps.at(-1)];
  if (last === undefined) return 'nothing happened';
  if (promise.kind === 'state') return promise.judge(last.state);
  if (promise.kind === 'leads-to') return promise.from(last.state) && !promise.to(last.state) ? 'broken' : 'paid';
  return promise.concerns(last.event) ? promise.judge(before, last.event, last.state) : 'silent';
};

describe.each(exhibits.map((exhibit) => [exhibit.id, exhibit] as const))('%s', (id, exhibit) => {
  it('breaks with the bug, and the figures are as ever', () => {
    const { verdict, ending, statistics, broken } = verdictOn(exhibit, exhibit.off);
    expect([verdict, ending]).toEqual(['violated', 'complete']);
    expect({ states: statistics.states, shortest: broken?.trace.steps.length }).toEqual(figures[id]?.off);
    expect(statistics.states).toBeLessThan(mostStates);
  });

  it('holds without it, in a search that met the situation', () => {
    const { verdict, ending, statistics, reached } = verdictOn(exhibit, exhibit.on);
    expect([verdict, ending]).toEqual(['holds', 'complete']);
    expect(reached).toBeGreaterThan(0);
    expect({ states: statistics.states, reached }).toEqual(figures[id]?.on);
    expect(statistics.states).toBeLessThan(mostStates);
  });

  it('happens as it was reported, and can be replayed', () => {
    const run = reportedRun(exhibit);
    expect(run?.trace.steps.length).toBe(figures[id]?.run);
    expect(run?.positions).toHaveLength(exhibit.run.length);
    const again = replay(modelOn(exhibit, exhibit.off), run?.schedule ?? '');
    expect(again.steps.map(({ event }) => event)).toEqual(run?.trace.steps.map(({ event }) => event));
    expect(positionsOf(exhibit.run, again)).toEqual(run?.positions);
    const promise = promisesOf(exhibit.asked, scenarioOn(exhibit, exhibit.off)).find(
      ({ subject }) => subject === run?.subject,
    );
    expect(promise === undefined ? 'nobody is promised anything' : standing(promise, again)).toBe('broken');
  });

  it.each((exhibit.further ?? []).map((side) => [side.expected, side.says, side] as const))(
    'also %s: %s',
    (expected, _says, side) => {
      const { verdict, ending, reached } = verdictOn(exhibit, side);
      expect([verdict, ending]).toEqual([expected, 'complete']);
      expect(reached).toBeGreaterThan(0);
    },
  );
});

describe('the museum', () => {
  const everything = [...exhibits, ...missing];

  it('names each exhibit once, after its first public thread', () => {
    expect(new Set(everything.map(({ id }) => id)).size).toBe(everything.length);
    for (const { id, links } of everything) {
      const [, owner = '', repository = '', number = ''] = /^([\w.-]+)\/([\w.-]+)#(\d+)$/.exec(links[0] ?? '') ?? [];
      const name =
        owner === repository || owner === 'containers' || owner === 'derailed' ? repository : `${owner}-${repository}`;
      expect(id).toBe(`${name}-${number}`);
      for (const link of links) expect(link).toMatch(/^[\w.-]+\/[\w.-]+#\d+$/);
    }
  });

  it('shows at least thirty bugs', () => {
    expect(exhibits.length).toBeGreaterThanOrEqual(30);
  });

  it('asks guarantees there are, where they apply', () => {
    for (const exhibit of exhibits) {
      const { asked, id } = exhibit;
      if (!('guarantee' in asked)) continue;
      const found = guarantees.find((guarantee) => guarantee.id === asked.guarantee);
      for (const side of sidesOf(exhibit)) expect([id, found?.applies(scenarioOn(exhibit, side))]).toEqual([id, true]);
      expect(exhibitsOf(asked.guarantee)).toContain(exhibit);
    }
  });

  it('has two sides of each exhibit that differ in nothing but what the side says', () => {
    for (const { id, off, on } of exhibits) {
      expect([id, JSON.stringify([off.scenario, off.mutations?.map((one) => one.id)])]).not.toEqual([
        id,
        JSON.stringify([on.scenario, on.mutations?.map((one) => one.id)]),
      ]);
    }
  });

  it('gives each change of the model one name', () => {
    const changes = new Set(exhibits.flatMap((exhibit) => sidesOf(exhibit).flatMap(({ mutations = [] }) => mutations)));
    expect(new Set([...changes].map(({ id }) => id)).size).toBe(changes.size);
  });
});
