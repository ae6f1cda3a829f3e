/** Answers about workloads as they are written now: a slice that no change concerns is not searched again. */
import type { Answered } from '../../generators/findings/index.ts';
import { type Guarantee, isAskedIn } from '../../model/guarantees/guarantee.ts';
import { reasonsIn, type Task } from '../../model/workload/index.ts';
import { searchAll } from '../searches.ts';
import type { SearchWay } from '../way.ts';

/** What is wanted of a task: nothing, or answers to these. */
export type Wanted = (task: Task) => readonly Guarantee[];

/** Searches, and remembers. */
export type Answering = (tasks: readonly Task[], wanted: Wanted) => Promise<readonly Answered[]>;

/** One memory for one command: the same scenario with the same questions has the same answer. */
export const answering = (way: SearchWay): Answering => {
  const known = new Map<string, Answered['result']>();
  return async (tasks, wanted) => {
    const asked = tasks.flatMap((task) => {
      const guarantees = wanted(task).filter((guarantee) => isAskedIn(guarantee, task));
      if (guarantees.length === 0) return [];
      const key = JSON.stringify([task.scenario, guarantees.map(({ id }) => id)]);
      return [{ task, asked: guarantees, key }];
    });
    const news = asked.filter(({ key }) => !known.has(key));
    const results = await searchAll(news, way, (_, result) => result);
    const fresh = new Map(news.map(({ key }, index) => [key, results[index]]));
    // What a limit ended may come out otherwise with more time.
    for (const [key, result] of fresh) if (result?.ending === 'complete') known.set(key, result);
    return asked.flatMap(({ task, key }) => {
      const result = known.get(key) ?? fresh.get(key);
      return result === undefined
        ? []
        : [{ object: task.object, slice: task.slice, result, ignored: reasonsIn(task.ignores) }];
    });
  };
};
