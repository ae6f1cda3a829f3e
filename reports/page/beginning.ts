/** Where a page begins if its address says nothing, and a scenario when it is opened: at the run that tells most. */
import type { PageRun } from './data.ts';
import type { Entry } from './entries.ts';
import type { Scene } from './store.ts';

/** A run with the scenario it is a run of. */
export interface Beginning {
  readonly scene: Scene;
  readonly run: PageRun;
}

/** The counterexample of the worst answer that has one; where nothing is violated there is none, and a run begins before anything has happened. */
export const tellingIn = (entries: readonly Entry[]): Beginning | undefined => {
  for (const { answer, scene, verdict } of entries) {
    const run = answer === 'violated' ? verdict.runs.find(({ kind }) => kind === 'violation') : undefined;
    if (run !== undefined) return { scene, run };
  }
  return undefined;
};

/** The first run that keeps the promise of an exhibit: its cured side alone has nothing else to show. */
export const exhibitedIn = (entries: readonly Entry[]): Beginning | undefined => {
  for (const { scene, verdict } of entries) {
    const [run] = verdict.runs;
    if (scene.exhibited && run !== undefined) return { scene, run };
  }
  return undefined;
};
