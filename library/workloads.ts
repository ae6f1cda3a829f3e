/** What the workloads of the input are, for whoever reads the answers about them. */
import type { Cursor } from '../model/manifest/index.ts';
import type { Place } from '../model/workload/index.ts';
import type { WorkloadReport } from '../reports/check/workloads.ts';

/** Where each kind keeps how it is rolled out, and what it does if nothing is written (`SetDefaults_*`, pkg/apis/apps/v1/defaults.go). */
const strategies: Readonly<Record<string, string>> = {
  Deployment: 'strategy',
  StatefulSet: 'updateStrategy',
  DaemonSet: 'updateStrategy',
};

const numbers = ['maxSurge', 'maxUnavailable', 'partition'] as const;

const written = (rolling: Cursor): readonly string[] =>
  numbers.flatMap((name) => {
    const field = rolling.at(name);
    const value = field.text ?? field.whole;
    return value === undefined ? [] : [`${name} ${value}`];
  });

const strategyOf = ({ workload: { kind, origin } }: Place): string | undefined => {
  const name = strategies[kind];
  if (name === undefined) return undefined;
  const strategy = origin.root.at('spec', name);
  const type = strategy.at('type').text ?? 'RollingUpdate';
  const values = type === 'RollingUpdate' ? written(strategy.at('rollingUpdate')) : [];
  return values.length === 0 ? type : `${type} (${values.join(', ')})`;
};

/** One workload of the input as reports tell of it. */
export const workloadReport = (place: Place): WorkloadReport => {
  const { workload, whole, services } = place;
  const { file, line, column } = workload.origin.root.position;
  const strategy = strategyOf(place);
  return {
    object: whole.name,
    file,
    line,
    column,
    services,
    replicas: workload.replicas,
    ...(strategy === undefined ? {} : { strategy }),
    kubernetesVersion: whole.kubernetesVersion,
  };
};
