/** What there is to know of findings while manifests are mended. */
import type { Answered, Folded, Solved } from '../../generators/findings/index.ts';
import { neverRuns } from '../../model/neverRuns.ts';
import type { Place } from '../../model/workload/index.ts';
import { findingKind } from '../../reports/check/findings.ts';
import type { Reading } from './reading.ts';

/** What the manifest's owner can change, and has not decided to leave. */
export const isChange = ({ remedy, lead: { ignored } }: Solved): boolean =>
  findingKind(remedy) === 'change' && ignored === undefined;

/** A finding by what it is about: it stays the same while other things are mended. */
export const keyOf = ({ object, lead: { guarantee, remedy } }: Folded): string => {
  const what = remedy.who === 'manifest' && 'edits' in remedy ? (remedy.tunes ?? 'edits') : remedy.who;
  return `${object} ${guarantee.id} ${what}`;
};

/** A workload in its surroundings, by its name in reports. */
export const placeOf = ({ places }: Reading, object: string): Place | undefined =>
  places.places.find(({ whole }) => whole.name === object);

/** What to do about a Pod that never runs. */
export const waysOut = 'mend the Pod, or give the Nodes that it is meant for (--nodes FILE)';

/** Why the pods of a workload never run, if they do not: nothing that is shown of them would mean anything. */
export const stuckIn = ({ tasks }: Reading, object: string): string | undefined => {
  const task = tasks.tasks.find((one) => one.object === object && one.slice === 'pod');
  return task === undefined ? undefined : neverRuns(task.scenario);
};

/** Everything that a finding is about, by workload and guarantee. */
export const violated = (folded: Folded): readonly string[] => [...idsOf(folded)].map((id) => `${folded.object} ${id}`);

/** The guarantees of a finding that hold now: with delays as they are assumed, where they are asked so. */
export const heldIn = (answers: readonly Answered[], folded: Folded): ReadonlySet<string> => {
  const own = answers.filter((one) => one.object === folded.object);
  const held = [...idsOf(folded)].filter((id) => resultsIn(own, id).every(({ verdict }) => verdict === 'holds'));
  return new Set(held.length === 0 ? [folded.lead.guarantee.id] : held);
};

/** What was answered about a guarantee: of endless delays only where nothing else was asked. */
export const resultsIn = (
  answers: readonly Answered[],
  id: string,
): readonly Answered['result']['results'][number][] => {
  const inTime = (timed: boolean) =>
    answers
      .filter(({ result }) => (result.scenario.assumptions !== undefined) === timed)
      .flatMap(({ result }) => result.results)
      .filter(({ guarantee }) => guarantee.id === id);
  const timed = inTime(true);
  return timed.length > 0 ? timed : inTime(false);
};

/** The guarantees that a finding is about. */
export const idsOf = ({ lead, also }: Folded): ReadonlySet<string> =>
  new Set([lead, ...also].map(({ guarantee }) => guarantee.id));
