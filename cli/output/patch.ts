/** A tuned number as a strategic merge patch of its workload. */
import { servingNames } from '../../generators/tune/index.ts';
import type { Container } from '../../model/kubernetes/spec.ts';
import type { Workload } from '../../model/manifest/index.ts';
import type { Whole } from '../../model/slices/index.ts';
import type { Place } from '../../model/workload/index.ts';
import { Complaint } from '../complaint.ts';

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
const sleeping = ({ name, preStop }: Container, seconds: number) => {
  const hook = preStop?.handler ?? 'sleep';
  return { name, lifecycle: { preStop: { ...(hook === 'sleep' ? {} : { [hook]: null }), sleep: { seconds } } } };
};

const sleepPatch = ({ spec }: Workload, whole: Whole, seconds: number): object => {
  const names = servingNames(whole);
  const inList = (containers: readonly Container[]): readonly object[] =>
    containers.filter(({ name }) => names.includes(name)).map((container) => sleeping(container, seconds));
  const [mains, sidecars] = [inList(spec.containers), inList(spec.initContainers)];
  return {
    ...(sidecars.length === 0 ? {} : { initContainers: sidecars }),
    ...(mains.length === 0 ? {} : { containers: mains }),
  };
};

const podPatch = ({ workload, whole }: Place, parameter: string, seconds: number): object =>
  parameter === 'terminationGracePeriodSeconds'
    ? { terminationGracePeriodSeconds: seconds }
    : sleepPatch(workload, whole, seconds);

/** True if this kind's pods get their template from an object that can be patched. */
export const canPatch = ({ kind }: Workload): boolean => templateOf[kind] !== undefined;

/** True if an object of this kind can be changed where it stands. */
export const isPatchable = (kind: string): boolean => kind === 'Service' || templateOf[kind] !== undefined;

/** The patch, as `kubectl patch` takes it. Containers are merged by name. */
export const patchOf = (place: Place, parameter: string, seconds: number): object => {
  const { workload } = place;
  const path = templateOf[workload.kind];
  if (path !== undefined) return inside(path, podPatch(place, parameter, seconds));
  throw new Complaint(
    `${workload.kind}/${workload.name}: ${parameter} cannot be changed in place`,
    'change the manifest and create the object anew',
  );
};
