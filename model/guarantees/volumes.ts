/** What is promised about a pod’s volumes: attached, mounted, and taken away again, in this order. */
import { cell } from '../cluster.ts';
import { allContainers, type PodSpec } from '../kubernetes/spec.ts';
import { everywhere, isRunning, somePod, stepOf, subjects } from './build.ts';
import type { Guarantee } from './guarantee.ts';
import { byNobody } from './remedies.ts';

/** Some container mounts a volume; volumes nobody mounts are not waited for (C89). */
const mountsVolumes = (spec: PodSpec): boolean =>
  allContainers(spec).some(({ volumeMounts }) => volumeMounts.length > 0);

const mountsClaims = (spec: PodSpec): boolean =>
  spec.volumes.some(
    ({ kind, name }) =>
      kind === 'persistentVolumeClaim' && allContainers(spec).some(({ volumeMounts }) => volumeMounts.includes(name)),
  );

/** C88, C89. */
const volumesBeforeContainers: Guarantee = {
  id: 'volumes-before-containers',
  sentence: 'No container starts before every volume some container of the Pod mounts is mounted.',
  broken: 'a container starts before its volumes are mounted',
  facts: ['C88', 'C89'],
  standing: 'always',
  textbook: 'The kubelet creates the sandbox and then mounts the volumes.',
  slices: ['pod', 'deadline', 'claims'],
  applies: somePod(mountsVolumes),
  why: 'Every sync pass waits for attach and mount before it calls the container runtime.',
  advice: 'Nothing to change: no manifest can break this.',
  remedy: byNobody,
  mutant: 'start-without-volumes',
  promises: (scenario) =>
    subjects(scenario)
      .filter(({ spec }) => mountsVolumes(spec))
      .map((subject) =>
        stepOf(subject, ['runtime/containerStarted'], (before, { uid }) => cell(before, 'volumes', uid).mounted),
      ),
};

/** C89, D60, D61: before the first container, and until after the last. */
const mountedWhileRunning: Guarantee = {
  id: 'volumes-mounted-while-containers-run',
  sentence: 'As long as a container runs that mounts a volume, the volumes of its Pod stay mounted.',
  broken: 'volumes are unmounted while containers use them',
  facts: ['C89', 'D60', 'D61'],
  standing: 'always',
  slices: ['pod', 'deadline', 'claims'],
  applies: somePod(mountsVolumes),
  why: 'Mounting comes before the first container of a pass; unmounting is a step of the worker after it has confirmed that nothing runs.',
  advice: 'Nothing to change: no manifest can break this.',
  remedy: byNobody,
  mutant: 'start-without-volumes',
  promises: (scenario) =>
    subjects(scenario).flatMap(({ uid, spec, label }) => {
      const mounting = allContainers(spec).filter(({ volumeMounts }) => volumeMounts.length > 0);
      return mounting.length === 0
        ? []
        : everywhere(label, (cluster) =>
            mounting.some((container) => isRunning(cluster, uid, container))
              ? cell(cluster, 'volumes', uid).mounted
              : undefined,
          );
    }),
};

/** C89: also before the sandbox. */
const volumesBeforeSandbox: Guarantee = {
  id: 'volumes-before-sandbox',
  sentence: 'The Pod sandbox is set up only after its volumes are mounted.',
  broken: 'the sandbox is set up before the volumes are mounted',
  facts: ['C88', 'C89', 'C93'],
  standing: 'always',
  textbook: 'The kubelet creates the sandbox and then mounts the volumes.',
  slices: ['pod', 'deadline'],
  applies: somePod(mountsVolumes),
  why: 'Mounting is step 9 of a sync, the runtime with its sandbox step 12.',
  advice: 'Nothing to change: no manifest can break this.',
  remedy: byNobody,
  mutant: 'sandbox-before-volumes',
  promises: (scenario) =>
    subjects(scenario)
      .filter(({ spec }) => mountsVolumes(spec))
      .map((subject) =>
        stepOf(
          subject,
          ['cni/networkAdded', 'runtime/sandboxReady'],
          (before, { uid }) => cell(before, 'volumes', uid).mounted,
        ),
      ),
};

/** C91. */
const attachedBeforeMounted: Guarantee = {
  id: 'volumes-attached-before-mounted',
  sentence: 'The kubelet mounts the volume of a claim only when it is attached to the node.',
  broken: 'a volume is mounted before it is attached',
  facts: ['C91'],
  standing: 'always',
  slices: ['claims'],
  applies: somePod(mountsClaims),
  why: 'The kubelet’s volume manager waits until the node status lists the volume as attached.',
  advice: 'Nothing to change: no manifest can break this.',
  remedy: byNobody,
  mutant: 'mounted-before-attached',
  promises: (scenario) =>
    subjects(scenario)
      .filter(({ spec }) => mountsClaims(spec))
      .map((subject) =>
        stepOf(subject, ['kubelet/volumesMounted'], (before, { uid }) => cell(before, 'volumes', uid).attached),
      ),
};

/** C91, and D99 for the exception. */
const unmountedBeforeDetached: Guarantee = {
  id: 'volumes-unmounted-before-detached',
  sentence: 'The volume of a claim is detached from a node only after the kubelet has unmounted it.',
  broken: 'a volume is detached while it is still mounted',
  facts: ['C91'],
  standing: 'conditional',
  condition: 'the node is healthy: what a node does not unmount for six minutes is detached by force',
  slices: ['claims'],
  applies: somePod(mountsClaims),
  why: 'The controller does not detach what the node status lists as in use; a node that stays silent for long is not asked any more.',
  advice: 'Nothing in the manifest changes this.',
  remedy: byNobody,
  mutant: 'detached-while-mounted',
  promises: (scenario) =>
    subjects(scenario)
      .filter(({ spec }) => mountsClaims(spec))
      .map((subject) =>
        stepOf(subject, ['attachdetach/volumesDetached'], (before, { uid }) => !cell(before, 'volumes', uid).mounted),
      ),
};

/** The guarantees about volumes. */
export const volumeGuarantees: readonly Guarantee[] = [
  volumesBeforeContainers,
  mountedWhileRunning,
  volumesBeforeSandbox,
  attachedBeforeMounted,
  unmountedBeforeDetached,
];
