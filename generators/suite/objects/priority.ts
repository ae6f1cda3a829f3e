/** Priorities: a Pod names a class, and the class has the number (`plugin/pkg/admission/priority`, 1.36). */
import type { PodSpec } from '../../../model/kubernetes/spec.ts';
import type { KubernetesObject } from '../case.ts';

/** The two classes every cluster has, by their values. */
const systemClasses: ReadonlyMap<number, string> = new Map([
  [2_000_000_000, 'system-cluster-critical'],
  [2_000_001_000, 'system-node-critical'],
]);

type Priority = Pick<PodSpec, 'priority' | 'preemptionPolicy'>;

const ownName = ({ priority, preemptionPolicy }: Priority): string =>
  `podproof${priority < 0 ? '-minus' : ''}-${Math.abs(priority)}${preemptionPolicy === 'Never' ? '-never' : ''}`;

/** The class a Pod of this priority names; undefined: it needs none. */
export const classNameOf = (spec: Priority): string | undefined =>
  spec.priority === 0 ? undefined : (systemClasses.get(spec.priority) ?? ownName(spec));

/** The classes these Pods name, except those every cluster has. */
export const priorityClasses = (specs: readonly Priority[]): readonly KubernetesObject[] => {
  const needed = specs.filter(({ priority }) => priority !== 0 && !systemClasses.has(priority));
  return [...new Map(needed.map((spec) => [ownName(spec), spec]))].map(([name, { priority, preemptionPolicy }]) => ({
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name },
    value: priority,
    preemptionPolicy,
  }));
};
