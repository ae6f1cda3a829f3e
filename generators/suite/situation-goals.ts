/** Where the situations come up that guarantees speak of: `witness:` goals of states and of steps. */
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { GuaranteePromise, StepPromise } from '../../model/guarantees/guarantee.ts';
import { guarantees } from '../../model/guarantees/index.ts';
import type { Scenario } from '../../model/scenario.ts';
import { goalId } from './goals.ts';

/** Which situations come up; one question for each guarantee that looks at states. */
export interface Situations {
  readonly inStates: readonly ((cluster: Cluster) => readonly string[])[];
  readonly onStep: (before: Cluster, event: Event, after: Cluster) => readonly string[];
}

const comesUp = (promise: GuaranteePromise, cluster: Cluster): boolean => {
  if (promise.kind === 'leads-to') return promise.from(cluster);
  return promise.kind === 'state' && promise.judge(cluster) !== 'silent';
};

const isOfStep = (promise: GuaranteePromise): promise is StepPromise => promise.kind === 'step';

/** The situations of every guarantee that applies to a scenario. */
export const situationsIn = (scenario: Scenario): Situations => {
  const asked = guarantees
    .filter(({ applies }) => applies(scenario))
    .map(({ id, promises }) => ({ goal: goalId({ kind: 'witness', guarantee: id }), promises: promises(scenario) }));
  const ofSteps = asked.flatMap(({ goal, promises }) =>
    promises.filter(isOfStep).map((promise) => ({ goal, promise })),
  );
  const ofStates = asked.filter(({ promises }) => !promises.every(isOfStep));
  return {
    inStates: ofStates.map(
      ({ goal, promises }) =>
        (cluster) =>
          promises.some((promise) => comesUp(promise, cluster)) ? [goal] : [],
    ),
    onStep: (before, event, after) => {
      const about = ofSteps.filter(({ promise }) => promise.concerns(event));
      return about.flatMap(({ goal, promise }) => (promise.judge(before, event, after) === 'silent' ? [] : [goal]));
    },
  };
};
