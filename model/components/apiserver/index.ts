/**
 * kube-apiserver and the etcd it writes through: what happens to requests. A create request passes the stages of
 * `chain.ts` one event at a time; storage is a compare-and-put on a free name (`create.ts`, `etcd.ts`). Other writes
 * are one event each and stand with whoever asks for them; their rules live here: DELETE in `delete.ts`, Binding in
 * `binding.ts`, what may change in `validation.ts`, `/status` in `status.ts`.
 *
 * Left out: update requests as a chain of their own, quota charging, generated names, several API servers, and PodGC.
 */
import { match } from 'ts-pattern';
import type { Actor } from '../../actor.ts';
import { type Cluster, cell, put, type RequestStage, requestStages } from '../../cluster.ts';
import type { ApiServerEvent, Event } from '../../event.ts';
import { podNames } from '../../initial.ts';
import { instanceOf, type PodName, type Scenario, type Uid } from '../../scenario.ts';
import { nextStage, stages } from './chain.ts';
import { store } from './create.ts';
import { awaitsRemoval } from './delete.ts';
import { createError, withoutObject } from './etcd.ts';
import { createErrors } from './validation.ts';

const isStage = (stage: string): stage is RequestStage => (requestStages as readonly string[]).includes(stage);

/**
 * One stage of a create request. Other stages than validation see things outside the model, so they may pass or refuse.
 */
const request = (scenario: Scenario, uid: Uid): Actor => {
  const { name, spec } = instanceOf(scenario, uid);
  const valid = createErrors(spec).length === 0;
  return {
    name: 'kube-apiserver',
    fair: true,
    enabled: (cluster): readonly Event[] => {
      const { stage } = cell(cluster, 'requests', uid);
      if (!isStage(stage)) return [];
      if (stage === 'storage') {
        const taken = createError(cell(cluster, 'pods', name)) !== '';
        return [{ type: taken ? 'apiserver/podAlreadyExists' : 'apiserver/podStored', uid }];
      }
      const passed: Event = { type: 'apiserver/stagePassed', uid, stage };
      const refused: Event = { type: 'apiserver/stageRejected', uid, stage };
      if (stage === 'objectValidation' && !valid) return [refused];
      return stages[stage].refusal === undefined ? [passed] : [passed, refused];
    },
  };
};

/** The second storage step of a delete with grace 0 (D5). */
const removal = (pod: PodName): Actor => ({
  name: 'kube-apiserver',
  fair: true,
  enabled: (cluster) => (awaitsRemoval(cell(cluster, 'pods', pod)) ? [{ type: 'apiserver/podRemoved', pod }] : []),
});

/** One actor per create request, and one per name whose object may be on its way out. */
export const actors = (scenario: Scenario): readonly Actor[] => [
  ...Object.keys(scenario.instances).map((uid) => request(scenario, uid)),
  ...podNames(scenario).map(removal),
];

/** Writes down what the API server did. */
export const reduce = (cluster: Cluster, event: ApiServerEvent): Cluster =>
  match(event)
    .with({ type: 'apiserver/stagePassed' }, ({ uid, stage }) =>
      put(cluster, 'requests', uid, { stage: nextStage(stage) ?? 'stored', rejectedAt: '' }),
    )
    .with({ type: 'apiserver/stageRejected' }, ({ uid, stage }) =>
      put(cluster, 'requests', uid, { stage: 'rejected', rejectedAt: stage }),
    )
    .with({ type: 'apiserver/podStored' }, ({ uid }) =>
      store(put(cluster, 'requests', uid, { stage: 'stored', rejectedAt: '' }), uid),
    )
    .with({ type: 'apiserver/podAlreadyExists' }, ({ uid }) =>
      put(cluster, 'requests', uid, { stage: 'conflict', rejectedAt: 'storage' }),
    )
    .with({ type: 'apiserver/podRemoved' }, ({ pod }) => withoutObject(cluster, pod))
    .exhaustive();
