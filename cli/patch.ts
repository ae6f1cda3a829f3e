/** A tuned number as a strategic merge patch of its workload. */
import { servingNames } from '../generators/tune/index.ts';
import type { Workload } from '../model/manifest/index.ts';
import { Complaint } from './complaint.ts';

/** Where the pod template of a kind stands; kinds that cannot change it in place are missing. */
const templateOf: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  ReplicaSet: ['spec', 'template', 'spec'],
  ReplicationController: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};

const inside = (path: readonly string[], value: object): object =>
  path.reduceRight<object>((inner, key) => ({ [key]: inner }), value);

/** A sleep in the place of what is there: `null` takes a field away. */
const sleepFor = ({ containers }: Workload['spec'], name: string, seconds: number): object => {
  const hook = containers.find((container) => container.name === name)?.preStop?.handler ?? 'sleep';
  return { ...(hook === 'sleep' ? {} : { [hook]: null }), sleep: { seconds } };
};

const podPatch = ({ spec }: Workload, parameter: string, seconds: number): object =>
  parameter === 'terminationGracePeriodSeconds'
    ? { terminationGracePeriodSeconds: seconds }
    : {
        containers: servingNames(spec).map((name) => ({ name, lifecycle: { preStop: sleepFor(spec, name, seconds) } })),
      };

/** True if this kind's pods get their template from an object that can be patched. */
export const canPatch = ({ kind }: Workload): boolean => templateOf[kind] !== undefined;

/** The patch, as `kubectl patch` takes it. Containers are merged by name. */
export const patchOf = (workload: Workload, parameter: string, seconds: number): object => {
  const path = templateOf[workload.kind];
  if (path !== undefined) return inside(path, podPatch(workload, parameter, seconds));
  throw new Complaint(
    `${workload.kind}/${workload.name}: ${parameter} cannot be changed in place`,
    'change the manifest and create the object anew',
  );
};
