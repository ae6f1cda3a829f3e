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

/** A Pod is one, and a Job has as many as are wanted: for these kinds the number alone says nothing. */
const counts = (object: string): boolean => !/(^|\/)(Pod|DaemonSet)\//.test(object);

const servicesText = (services: readonly string[]): string =>
  services.length === 0
    ? 'no Service selects it'
    : `behind Service${services.length === 1 ? '' : 's'} ${listed(services)}`;

/** The line, without the file: `Deployment/web  behind Service web · 3 replicas · Kubernetes 1.35`. */
export const workloadText = ({ object, services, replicas, strategy, kubernetesVersion }: WorkloadReport): string => {
  const parts = [
    servicesText(services),
    ...(counts(object) ? [counted(replicas, 'replica')] : []),
    ...(strategy === undefined ? [] : [strategy]),
    `Kubernetes ${kubernetesVersion}`,
  ];
  return `${object}  ${parts.join(' · ')}`;
};
