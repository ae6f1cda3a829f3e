/** Mistakes in the API server's create path. */
import { cell, put } from '../../model/cluster.ts';
import { instanceOf } from '../../model/scenario.ts';
import type { Mutation } from './mutation.ts';
import { also, andThen, instead } from './ways.ts';

const storeBeforeAdmission: Mutation = {
  id: 'store-before-admission',
  mistake:
    'The create handler writes the Pod to etcd as soon as the request is authorized and lets admission look at it afterwards.',
  enabled: also(['apiserver/stagePassed'], ({ uid, stage }, cluster) => {
    if (stage !== 'mutatingAdmission') return [];
    const { name } = instanceOf(cluster.scenario, uid);
    return cell(cluster, 'pods', name).uid === '' ? [{ type: 'apiserver/podStored', uid }] : [];
  }),
};

const watchBeforeStorage: Mutation = {
  id: 'watch-before-storage',
  mistake:
    'The watch cache is fed by the create handler instead of by etcd, so watchers see Pods that are not stored yet.',
  reduce: andThen(['apiserver/stagePassed'], (after, { uid, stage }) => {
    if (stage !== 'mutatingAdmission') return after;
    const { name, spec } = instanceOf(after.scenario, uid);
    const gated = spec.schedulingGates.length > 0;
    return put(after, 'schedulerPods', name, { uid, nodeName: spec.nodeName, gated, deleting: false });
  }),
};

/** authorization → validation → mutation → validating admission. */
const swapped = {
  authorization: 'objectValidation',
  objectValidation: 'mutatingAdmission',
  mutatingAdmission: 'validatingAdmission',
} as const;

const validationBeforeMutation: Mutation = {
  id: 'validation-before-mutation',
  mistake: 'The create handler validates the object first and lets mutating admission change it afterwards.',
  reduce: andThen(['apiserver/stagePassed'], (after, { uid, stage }) =>
    stage === 'authorization' || stage === 'objectValidation' || stage === 'mutatingAdmission'
      ? put(after, 'requests', uid, { stage: swapped[stage], rejectedAt: '' })
      : after,
  ),
};

const createOverwrites: Mutation = {
  id: 'create-overwrites',
  mistake: 'A create puts its object under the key without asking whether there is one already.',
  enabled: instead(['apiserver/podAlreadyExists'], ({ uid }) => [{ type: 'apiserver/podStored', uid }]),
};

/** Mistakes in the API server's create path. */
export const admissionMutations: readonly Mutation[] = [
  storeBeforeAdmission,
  watchBeforeStorage,
  validationBeforeMutation,
  createOverwrites,
];
