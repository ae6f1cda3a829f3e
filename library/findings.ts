/** What the answers about a workload come to: findings, each with the number that mends it or that would still do. */

import { shapeOf } from '../generators/check/shapes/shape.ts';
import {
  type Around,
  decide,
  type Folded,
  fold,
  type Solved,
  type SolveOptions,
  solve,
} from '../generators/findings/index.ts';
import type { Place, Task } from '../model/workload/index.ts';
import type { Finding } from '../reports/check/findings.ts';
import type { Checked } from '../reports/check/report.ts';
import { quietLimits, type SearchWay, type Threads } from './way.ts';

/** An answer with the slice that was asked. */
export interface AnsweredTask {
  readonly task: Task;
  readonly checked: Checked;
}

/** Kinds whose Pods are interchangeable, so that one more is as good as any. */
const multiplied: readonly string[] = ['Deployment', 'ReplicaSet', 'ReplicationController'];

/** A second replica can be asked for, unless all old Pods are to be gone before a new one comes, or they would share a claim. */
const mayMultiply = ({ kind, origin, spec }: Place['workload']): boolean =>
  multiplied.includes(kind) &&
  origin.root.at('spec', 'strategy', 'type').text !== 'Recreate' &&
  spec.volumes.every((volume) => volume.kind !== 'persistentVolumeClaim');

/** Findings of one shape have one number. A start is asked about in a scenario for each container, so it has no single shape. */
const keyOf = ({ lead, also }: Folded, around: Around): string | undefined => {
  const { scenario, remedy } = lead;
  const shape = scenario.begins === 'starting' ? undefined : shapeOf(scenario);
  if (shape === undefined) return undefined;
  const ids = [lead, ...also].map(({ guarantee }) => guarantee.id);
  return JSON.stringify([shape.key, remedy, ids, around.mayMultiply]);
};

/** Most findings are about what no manifest changes: nothing is looked for. */
const isOpen = ({ lead }: Folded): boolean => lead.remedy.who === 'manifest';

type Outcome = Pick<Solved, 'remedy' | 'found'>;

/** Finds what can be done about findings of workloads; those of one shape are looked into once. */
export const solving = (way: SearchWay) => {
  const known = new Map<string, Promise<Outcome>>();
  const outcomeOf = async (folded: Folded, around: Around, by: SolveOptions['decide']): Promise<Outcome> => {
    await way.breathe();
    const { remedy, found } = await solve(folded, around, { ...quietLimits(way), ...(by && { decide: by }) });
    return { remedy, ...(found === undefined ? {} : { found }) };
  };
  return async (folded: Folded, { workload, whole }: Place, by?: SolveOptions['decide']): Promise<Outcome> => {
    if (!isOpen(folded)) return { remedy: folded.lead.remedy };
    const around = { whole, mayMultiply: mayMultiply(workload) };
    const key = keyOf(folded, around);
    if (key === undefined) return outcomeOf(folded, around, by);
    const outcome = known.get(key) ?? outcomeOf(folded, around, by);
    known.set(key, outcome);
    return outcome;
  };
};

/** A finding whose number is to be looked for, and its workload. */
interface Quest {
  readonly folded: Folded;
  readonly place: Place;
  readonly origin: Checked['origin'];
}

/** Whoever searches in a thread has a part of the memory; where that was not enough, this thread has all of it. */
const inThread =
  (way: SearchWay, threads: Threads): NonNullable<SolveOptions['decide']> =>
  async (slice, guarantees) => {
    const { holds, starved } = await threads.decide(slice, guarantees);
    return starved ? (await decide(slice, guarantees, quietLimits(way))).holds : holds;
  };

/** Looks for the numbers one by one, and for several at once when those so far say that threads pay. What is found does not depend on that. */
const outcomesOf = async (quests: readonly Quest[], way: SearchWay): Promise<readonly Outcome[]> => {
  const solved = solving(way);
  const outcomes: Outcome[] = [];
  const searches = quests.filter(({ folded }) => isOpen(folded)).length;
  const began = performance.now();
  let [next, made] = [0, 0];
  const work = async (by?: SolveOptions['decide'], enough: () => boolean = () => false): Promise<void> => {
    while (next < quests.length && !enough()) {
      const index = next++;
      const quest = quests[index];
      if (quest === undefined) continue;
      outcomes[index] = await solved(quest.folded, quest.place, by);
      if (isOpen(quest.folded)) made += 1;
    }
  };
  const { threads } = way;
  if (threads === undefined) await work();
  else {
    await work(undefined, () => threads.pay({ searches, made, milliseconds: performance.now() - began }));
    if (next < quests.length && (await threads.begin())) {
      const by = inThread(way, threads);
      await Promise.all(Array.from({ length: threads.jobs }, () => work(by)));
    } else await work();
  }
  return outcomes;
};

/** The findings of a check, workload by workload. */
export const findingsIn = async (
  places: readonly Place[],
  answers: readonly AnsweredTask[],
  way: SearchWay,
): Promise<readonly Finding[]> => {
  const quests = places.flatMap((place): readonly Quest[] => {
    const own = answers.filter(({ task }) => task.workload === place.workload).map(({ checked }) => checked);
    return fold(own).map((folded) => ({ folded, place, origin: own[0]?.origin }));
  });
  const outcomes = await outcomesOf(quests, way);
  return quests.flatMap(({ folded, origin }, index) => {
    const outcome = outcomes[index];
    if (outcome === undefined) return [];
    return [{ solved: { ...folded, ...outcome }, ...(origin === undefined ? {} : { origin }) }];
  });
};
