import type { Tables } from './types.ts';

/** Metadata and references, from `k8s.io/apimachinery/pkg/apis/meta/v1` and `core/v1`. */
export const metaTables: Tables = {
  ObjectMeta: `
    name string, generateName string, namespace string, selfLink string, uid string, resourceVersion string,
    generation int64, creationTimestamp string, deletionTimestamp string, deletionGracePeriodSeconds int64,
    labels map[string]string, annotations map[string]string, ownerReferences []OwnerReference, finalizers []string,
    managedFields []any`,
  OwnerReference: 'apiVersion string, kind string, name string, uid string, controller bool, blockOwnerDeletion bool',
  LabelSelector: 'matchLabels map[string]string, matchExpressions []LabelSelectorRequirement',
  LabelSelectorRequirement: 'key string, operator LabelSelectorOperator, values []string',
  LocalObjectReference: 'name string',
  ObjectReference: `
    kind string, namespace string, name string, uid string, apiVersion string, resourceVersion string,
    fieldPath string`,
  SecretReference: 'name string, namespace string',
  TypedLocalObjectReference: 'apiGroup string, kind string, name string',
  TypedObjectReference: 'apiGroup string, kind string, name string, namespace string',
};
