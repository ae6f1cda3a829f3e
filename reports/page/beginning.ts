/** Where a page begins if its address says nothing, and a scenario when it is opened: at the run that tells most. */
import { answerOf } from '../check/answer.ts';
import type { PageRun } from './data.ts';
import type { Scene } from './store.ts';

/** A run with the scenario it is a run of. */
export interface Beginning {
  readonly scene: Scene;
  readonly run: PageRun;
}

/** The counterexample of a scenario that is seen first, if it has any. */
export const counterexampleOf = ({ verdicts }: Scene): PageRun | undefined =>
  verdicts
    .filter(({ found }) => answerOf(found) === 'violated')
    .flatMap(({ runs }) => runs.filter(({ kind }) => kind === 'violation'))[0];

/** The first counterexample there is; where nothing is violated there is none, and the page begins before anything has happened. */
export const beginningOf = (scenes: readonly Scene[]): Beginning | undefined => {
  for (const scene of scenes) {
    const run = counterexampleOf(scene);
    if (run !== undefined) return { scene, run };
  }
  return undefined;
};
