/** What was found in scenarios, as numbers, and scenarios by the object they are about. */
import { type Answer, answerOf } from '../check/answer.ts';
import type { Scene } from './store.ts';

/** How many guarantees have each answer. */
export type Counts = Readonly<Record<Answer, number>>;

/** The answers of a scenario, counted. */
export const countsIn = ({ report: { guarantees } }: Pick<Scene, 'report'>): Counts => {
  const counts = { violated: 0, undecided: 0, holds: 0, vacuous: 0, ignored: 0 };
  for (const found of guarantees) counts[answerOf(found)] += 1;
  return counts;
};

/** The scenarios of one object. */
export interface SceneGroup {
  readonly object: string;
  readonly scenes: readonly Scene[];
}

/** Scenarios by object, both in the order they come in. */
export const sceneGroups = (scenes: readonly Scene[]): readonly SceneGroup[] => {
  const groups = new Map<string, Scene[]>();
  for (const scene of scenes) {
    const group = groups.get(scene.report.object) ?? [];
    group.push(scene);
    groups.set(scene.report.object, group);
  }
  return [...groups].map(([object, members]) => ({ object, scenes: members }));
};
