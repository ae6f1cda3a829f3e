/** Transcriptions: volumes, sandbox, init containers, main containers. */
import type { Cluster } from '../../../../model/cluster.ts';
import { also, always, type Facts, forget, remembering, type Step, type Transcription } from './transcription.ts';
import {
  at,
  containers,
  created,
  everyContainer,
  exited,
  isMain,
  isSidecarOf,
  newSandboxes,
  type Pod,
  plainInits,
  pods,
  runs,
  sidecarsOf,
  started,
} from './words.ts';

const mountsSomething = (pod: Pod): boolean =>
  containers(pod).some(({ volumeMounts }) =>
    volumeMounts.some((name) => pod.spec.volumes.some((one) => one.name === name)),
  );

const usesClaim = ({ spec }: Pod): boolean => spec.volumes.some(({ kind }) => kind === 'persistentVolumeClaim');

/** What has happened in the present sandbox: who has started, who has exited 0. */
const inThisSandbox = (known: Facts, step: Step): Facts => {
  const kept = newSandboxes(step).reduce((facts, { uid }) => forget(facts, `${uid}/`), known);
  const start = started(step);
  return also(
    kept,
    ...(start === undefined ? [] : [`${start.key} started`]),
    ...exited(step)
      .filter(({ exitCode }) => exitCode === 0)
      .map(({ key }) => `${key} exited 0`),
  );
};

/** The same, and whose postStart hook has failed since it last started. */
const withFailedHooks = (known: Facts, step: Step): Facts => {
  const { event } = step;
  const start = started(step);
  const now = inThisSandbox(start === undefined ? known : forget(known, `${start.key} hook failed`), step);
  return event.type === 'kubelet/postStartFailed' ? also(now, `${event.uid}/${event.container} hook failed`) : now;
};

/** Whether this init container or sidecar has done what those after it wait for. */
const done = (known: Facts, pod: Pod, name: string): boolean =>
  known.has(`${pod.uid}/${name} ${isSidecarOf(pod, name) ? 'started' : 'exited 0'}`);

/** Where CNI ADD has given an address to the sandbox there is. */
const addressed = (known: Facts, { event, after }: Step): Facts => {
  const now = event.type === 'cni/networkAdded' ? also(known, `${event.uid} has an address`) : known;
  return pods(after)
    .filter(({ uid }) => !['network', 'ready'].includes(at(after.sandboxes, uid).state))
    .reduce((facts, { uid }) => forget(facts, `${uid} `), now);
};

const hasAddressAlone = (cluster: Cluster, pod: Pod): boolean => {
  const { podIP } = at(cluster.sandboxes, pod.uid);
  return (
    podIP === '' ||
    pods(cluster).every((other) => other.uid === pod.uid || at(cluster.sandboxes, other.uid).podIP !== podIP)
  );
};

/** postStart hooks that have begun and not returned. */
const hooksUnderWay = (known: Facts, step: Step): Facts => {
  const { event } = step;
  if (event.type === 'kubelet/postStartCompleted' || event.type === 'kubelet/postStartFailed')
    return forget(known, `${event.uid}/${event.container} `);
  const start = started(step);
  const now = start?.container.postStart === undefined ? known : also(known, `${start.key} hook`);
  return now;
};

/** What the sentences about starting say. */
export const startup = {
  'volumes-before-containers': always((step) => {
    const start = started(step);
    return start !== undefined && mountsSomething(start.pod) && !at(step.before.volumes, start.pod.uid).mounted;
  }),
  'volumes-mounted-while-containers-run': always(({ after }) =>
    pods(after).some(
      (pod) =>
        !at(after.volumes, pod.uid).mounted &&
        containers(pod).some(({ name, volumeMounts }) => volumeMounts.length > 0 && runs(after, pod, name)),
    ),
  ),
  'volumes-before-sandbox': always((step) =>
    newSandboxes(step).some((pod) => mountsSomething(pod) && !at(step.before.volumes, pod.uid).mounted),
  ),
  'volumes-attached-before-mounted': always(({ before, after }) =>
    pods(before).some(
      (pod) =>
        usesClaim(pod) &&
        mountsSomething(pod) &&
        !at(before.volumes, pod.uid).mounted &&
        at(after.volumes, pod.uid).mounted &&
        !at(before.volumes, pod.uid).attached,
    ),
  ),
  'volumes-unmounted-before-detached': always(({ before, after }) =>
    pods(before).some(
      (pod) =>
        usesClaim(pod) &&
        at(before.volumes, pod.uid).attached &&
        !at(after.volumes, pod.uid).attached &&
        at(before.volumes, pod.uid).mounted,
    ),
  ),
  'sandbox-before-containers': always((step) => {
    const start = started(step);
    if (start !== undefined) return at(step.before.sandboxes, start.pod.uid).state !== 'ready';
    const now = created(step);
    return now !== undefined && !['ready', 'notReady'].includes(at(step.before.sandboxes, now.pod.uid).state);
  }),
  'network-before-pause': remembering(addressed, ({ before, after }, known) =>
    pods(before).some(
      ({ uid, spec }) =>
        !spec.hostNetwork &&
        at(before.sandboxes, uid).state !== 'ready' &&
        at(after.sandboxes, uid).state === 'ready' &&
        !known.has(`${uid} has an address`),
    ),
  ),
  'pod-address-is-its-own': always(({ after }) => pods(after).some((pod) => !hasAddressAlone(after, pod))),
  'init-before-main': remembering(inThisSandbox, (step, known) => {
    const start = started(step);
    if (start === undefined || !isMain(start.pod, start.container.name)) return false;
    return start.pod.spec.initContainers.some(({ name }) => !done(known, start.pod, name));
  }),
  'init-containers-one-at-a-time': remembering(inThisSandbox, (step, known) => {
    const start = started(step);
    const index = start?.pod.spec.initContainers.findIndex(({ name }) => name === start.container.name) ?? -1;
    if (start === undefined || index < 0) return false;
    const { pod, container } = start;
    const previous = pod.spec.initContainers[index - 1];
    return (
      (previous !== undefined && !done(known, pod, previous.name)) ||
      (!isSidecarOf(pod, container.name) && plainInits(pod).some(({ name }) => runs(step.before, pod, name)))
    );
  }),
  'init-finds-sidecar': remembering(inThisSandbox, (step, known) => {
    const start = started(step);
    if (start === undefined || !plainInits(start.pod).some(({ name }) => name === start.container.name)) return false;
    return sidecarsOf(start.pod).some(({ name }) => !done(known, start.pod, name));
  }),
  'init-containers-run-once': always((step) => {
    const start = started(step);
    return (
      start !== undefined &&
      plainInits(start.pod).some(({ name }) => name === start.container.name) &&
      at(step.before.cachedStatuses, start.pod.uid).initialized
    );
  }),
  'main-containers-start-in-list-order': always((step) => {
    const now = created(step);
    if (now === undefined || !isMain(now.pod, now.container.name)) return false;
    const names = now.pod.spec.containers.map(({ name }) => name);
    const earlier = names.slice(0, names.indexOf(now.container.name));
    return at(step.before.workers, now.pod.uid).starting.some((name) => earlier.includes(name));
  }),
  'main-start-waits-for-earlier-main': remembering(withFailedHooks, (step, known) => {
    const start = started(step);
    if (start === undefined || !isMain(start.pod, start.container.name)) return false;
    const names = start.pod.spec.containers.map(({ name }) => name);
    return names
      .slice(0, names.indexOf(start.container.name))
      .map((name) => `${start.pod.uid}/${name}`)
      .some((key) => {
        const done = at(step.before.containers, key).state === 'exited';
        return (!known.has(`${key} started`) && !done) || known.has(`${key} hook failed`);
      });
  }),
  'post-start-before-next-container': remembering(hooksUnderWay, (step, known) => {
    const { before, event } = step;
    if (event.type === 'fault/kubeletRestarted')
      return everyContainer(before).some(
        ({ pod, key }) => at(before.workers, pod.uid).node === event.node && known.has(`${key} hook`),
      );
    const now = created(step);
    return (
      now !== undefined &&
      containers(now.pod).some(({ name }) => name !== now.container.name && known.has(`${now.pod.uid}/${name} hook`))
    );
  }),
  'one-instance-per-container': always((step) => {
    const now = created(step);
    return now !== undefined && runs(step.before, now.pod, now.container.name);
  }),
  'sidecar-ready-before-main-starts': remembering(
    (known, step) => {
      const start = started(step);
      return start === undefined ? known : also(known, `${start.key} started`);
    },
    (step, known) => {
      const start = started(step);
      if (start === undefined || !isMain(start.pod, start.container.name) || known.has(`${start.key} started`))
        return false;
      return sidecarsOf(start.pod).some(
        ({ name, readinessProbe }) =>
          readinessProbe !== undefined &&
          at(step.before.cachedStatuses, start.pod.uid).containers[name]?.ready !== true,
      );
    },
  ),
} satisfies Readonly<Record<string, Transcription>>;
