import { identity, irrelevant, modelled, recorded, type Treatments } from './types.ts';

const named = irrelevant('the object it names is treated where the reference stands');
const selecting = modelled('model/kubernetes/selector.ts');

/** Metadata and references. */
export const metaTreatments: Treatments = {
  ObjectMeta: [
    ['name generateName namespace', identity],
    ['labels', modelled('model/kubernetes/selector.ts')],
    ['finalizers', modelled('model/components/apiserver/delete.ts')],
    ['annotations', irrelevant('no component of the model reads annotations')],
    ['selfLink uid resourceVersion generation creationTimestamp managedFields', recorded],
    ['deletionTimestamp deletionGracePeriodSeconds', recorded],
    [
      'ownerReferences',
      irrelevant('the garbage collector deletes as a user does, and a user may delete at any moment'),
    ],
  ],
  OwnerReference: [['apiVersion kind name uid controller blockOwnerDeletion', recorded]],
  LabelSelector: [['matchLabels matchExpressions', selecting]],
  LabelSelectorRequirement: [['key operator values', selecting]],
  LocalObjectReference: [['name', named]],
  ObjectReference: [['kind namespace name uid apiVersion resourceVersion fieldPath', named]],
  SecretReference: [['name namespace', named]],
  TypedLocalObjectReference: [['apiGroup kind name', named]],
  TypedObjectReference: [['apiGroup kind name namespace', named]],
};
