/** Which objects two reports have in common: what is new, what is gone, and what only has another name. */
import { answerOf } from '../check/answer.ts';
import type { RecordedReport } from '../check/toldOnce.ts';

/** An object that has another name now. */
export interface Renamed {
  readonly from: string;
  readonly to: string;
}

const objectsIn = ({ workloads, scenarios }: RecordedReport): readonly string[] => [
  ...new Set([...workloads, ...scenarios].map(({ object }) => object)),
];

/** What two objects must share to be taken for one: the kind, the file, every answer and every finding. */
const likenessOf = ({ workloads, scenarios, findings }: RecordedReport, object: string): string => {
  const file = workloads.find((one) => one.object === object)?.file ?? '';
  const answers = scenarios
    .filter((one) => one.object === object)
    .map(({ slice, states, guarantees }) => [slice, states, guarantees.map((found) => [found.id, answerOf(found)])]);
  const told = findings.filter((one) => one.object === object).map(({ guarantee, kind }) => `${kind} ${guarantee}`);
  return JSON.stringify([object.split('/').at(-2), file, answers, told.sort()]);
};

/** Pairs of names; where several would do none is taken, for a new object must not hide behind one that is gone. */
export const renamedIn = (before: RecordedReport, now: RecordedReport) => {
  const [old, here] = [objectsIn(before), objectsIn(now)];
  const gone = old.filter((object) => !here.includes(object));
  const fresh = here.filter((object) => !old.includes(object));
  const likenesses = (report: RecordedReport, objects: readonly string[]) =>
    objects.map((object) => ({ object, likeness: likenessOf(report, object) }));
  const [goneOnes, freshOnes] = [likenesses(before, gone), likenesses(now, fresh)];
  const renamed = goneOnes.flatMap(({ object: from, likeness }): readonly Renamed[] => {
    const [to, ...others] = freshOnes.filter((one) => one.likeness === likeness);
    const twins = goneOnes.filter((one) => one.likeness === likeness).length > 1;
    return to === undefined || others.length > 0 || twins ? [] : [{ from, to: to.object }];
  });
  return {
    added: fresh.filter((object) => !renamed.some(({ to }) => to === object)),
    removed: gone.filter((object) => !renamed.some(({ from }) => from === object)),
    renamed,
  };
};
