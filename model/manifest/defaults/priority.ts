import type { PodSpec } from '../../kubernetes/spec.ts';
import type { Cursor } from '../cursor.ts';

/** A PriorityClass, as the admission plugin reads it. */
export interface PriorityClass {
  readonly name: string;
  readonly value: number;
  readonly preemptionPolicy: PodSpec['preemptionPolicy'];
  readonly globalDefault: boolean;
}

/** The classes every cluster has. */
export const systemClasses: readonly PriorityClass[] = [
  {
    name: 'system-cluster-critical',
    value: 2_000_000_000,
    preemptionPolicy: 'PreemptLowerPriority',
    globalDefault: false,
  },
  {
    name: 'system-node-critical',
    value: 2_000_001_000,
    preemptionPolicy: 'PreemptLowerPriority',
    globalDefault: false,
  },
];

/** A PriorityClass object. */
export const priorityClassOf = (name: string, root: Cursor): PriorityClass => ({
  name,
  value: root.at('value').whole ?? 0,
  preemptionPolicy: root.at('preemptionPolicy').text === 'Never' ? 'Never' : 'PreemptLowerPriority',
  globalDefault: root.at('globalDefault').isTrue,
});

/** The class a pod gets: the one it names, else the lowest global default, else none. `plugin/pkg/admission/priority`, 1.36. */
export function classFor(spec: Cursor, classes: readonly PriorityClass[]): PriorityClass | undefined {
  const name = spec.at('priorityClassName').text ?? '';
  if (name !== '') return [...systemClasses, ...classes].find((one) => one.name === name);
  return classes
    .filter((one) => one.globalDefault)
    .reduce<PriorityClass | undefined>(
      (best, one) => (best === undefined || one.value < best.value ? one : best),
      undefined,
    );
}

/**
 * `priority` and `preemptionPolicy` as the Priority admission plugin sets them. Of a class that is not in the input only the
 * name is known; the pod then keeps what is written, or the values of no class. The pods of a scenario come from one template,
 * so they are equal whatever the value is, and priority is only ever compared between pods.
 */
export function priorityOf(
  spec: Cursor,
  classes: readonly PriorityClass[],
): Pick<PodSpec, 'priority' | 'preemptionPolicy'> {
  const found = classFor(spec, classes);
  const written = spec.at('preemptionPolicy').text === 'Never' ? 'Never' : 'PreemptLowerPriority';
  return {
    priority: found?.value ?? spec.at('priority').whole ?? 0,
    preemptionPolicy: found?.preemptionPolicy ?? written,
  };
}
