/** What a workload is, in one line: its kind and name, who sends it traffic, how many Pods it has, how it is rolled out. */
import { counted, listed } from '../run/names.ts';

/** One workload of the input, whether or not anything was asked of it. */
export interface WorkloadReport {
  /** As scenarios name it: `Deployment/web`. */
  readonly object: string;
  readonly file: string;
  /** Where the object begins. */
  readonly line: number;
  readonly column: number;
  /** Names of the Services that select its Pods. */
  readonly services: readonly string[];
  /** How many Pods there are to be at the same time. */
  readonly replicas: number;
  /** How a new version takes the place of the old, as far as it is written: `Recreate`, `RollingUpdate (maxSurge 1)`. Absent where the kind has none. */
  readonly strategy?: string;
  readonly kubernetesVersion: string;
}

/** Kinds of which a number says nothing: a Pod is one, a DaemonSet has one for each node. */
const counts = (object: string): boolean => !/(^|\/)(Pod|DaemonSet)\//.test(object);

/** Kinds that nobody puts a Service before. */
const serves = (object: string): boolean => !/(^|\/)(Job|CronJob)\//.test(object);

const servicesText = ({ object, services }: WorkloadReport): readonly string[] => {
  if (services.length > 0) return [`behind Service${services.length === 1 ? '' : 's'} ${listed(services)}`];
  return serves(object) ? ['no Service selects it'] : [];
};

/** What there is to say of it beside its name: `behind Service web`, `3 replicas`, `Recreate`, `Kubernetes 1.35`. */
export const workloadParts = (workload: WorkloadReport): readonly string[] => {
  const { object, replicas, strategy, kubernetesVersion } = workload;
  return [
    ...servicesText(workload),
    ...(counts(object) ? [counted(replicas, serves(object) ? 'replica' : 'Pod')] : []),
    ...(strategy === undefined ? [] : [strategy]),
    `Kubernetes ${kubernetesVersion}`,
  ];
};
