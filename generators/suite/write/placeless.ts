/** Objects of a case where somebody else chooses the namespace. */
import type { KubernetesObject } from '../case.ts';

/** The same object, for whatever namespace it is created in. */
export const placeless = (object: KubernetesObject): KubernetesObject => {
  const { name, labels, ...others } = object.metadata;
  const kept = Object.entries(others).filter(([field]) => field !== 'namespace');
  return { ...object, metadata: { name, ...(labels === undefined ? {} : { labels }), ...Object.fromEntries(kept) } };
};
