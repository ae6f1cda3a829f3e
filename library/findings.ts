/** What the answers about a workload come to: findings, each with the number that mends it or that would still do. */

import { shapeOf } from '../generators/check/shapes/shape.ts';
import { type Around, type Folded, fold, type Solved, solve } from '../generators/findings/index.ts';
import type { Place, Task } from '../model/workload/index.ts';
import type { Finding } from '../reports/check/findings.ts';
import type { Checked } from '../reports/check/report.ts';
import { quietLimits, type SearchWay } from './way.ts';

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

type Outcome = Pick<Solved, 'remedy' | 'found'>;

/** Finds what can be done about findings of workloads; those of one shape are looked into once. */
export const solving = (way: SearchWay) => {
  const known = new Map<string, Outcome>();
  return async (folded: Folded, { workload, whole }: Place): Promise<Outcome> => {
    // Most findings are about what no manifest changes: nothing is looked for.
    if (folded.lead.remedy.who !== 'manifest') return { remedy: folded.lead.remedy };
    await way.breathe();
    const around = { whole, mayMultiply: mayMultiply(workload) };
    const key = keyOf(folded, around);
    const before = key === undefined ? undefined : known.get(key);
    if (before !== undefined) return before;
    const { remedy, found } = await solve(folded, around, quietLimits(way));
    const outcome = { remedy, ...(found === undefined ? {} : { found }) };
    if (key !== undefined) known.set(key, outcome);
    return outcome;
  };
};

/** The findings of a check, workload by workload. */
export const findingsIn = async (
  places: readonly Place[],
  answers: readonly AnsweredTask[],
  way: SearchWay,
): Promise<readonly Finding[]> => {
  const solved = solving(way);
  const findings: Finding[] = [];
  for (const place of places) {
    const own = answers.filter(({ task }) => task.workload === place.workload).map(({ checked }) => checked);
    const origin = own[0]?.origin;
    for (const folded of fold(own)) {
      const outcome = await solved(folded, place);
      findings.push({ solved: { ...folded, ...outcome }, ...(origin === undefined ? {} : { origin }) });
    }
  }
  return findings;
};
