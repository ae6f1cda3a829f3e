/** Pods cut down to what a slice looks at. */
import { effectiveRequests } from '../kubernetes/requests.ts';
import { allContainers, type Container, isSidecar, type PodSpec } from '../kubernetes/spec.ts';
import { type PodInstance, type Scenario, unlimited } from '../scenario.ts';
import type { ShortcutId } from './shortcuts.ts';
import type { Whole } from './whole.ts';

/** What may be taken from a container without it being another container. */
export type Extra = 'startupProbe' | 'livenessProbe' | 'readinessProbe' | 'postStart';

/** With more containers than this a pod is large: each of them multiplies the states, so slices look at less of it at a time. */
const mostInFull = 3;

/** True of a pod that every slice can look at in full. */
export const isSmall = (spec: PodSpec): boolean => allContainers(spec).length <= mostInFull;

/** A container without these. */
export const without = (container: Container, extras: readonly Extra[]): Container =>
  extras.reduce<Container>((rest, extra) => {
    const { [extra]: _gone, ...others } = rest;
    return others;
  }, container);

/** What keeps a container from ever being started: it needs a ConfigMap or Secret that does not exist. */
const lacking = ({ configObjects: known }: Whole, { environment }: Container): Container['environment'] =>
  known === undefined
    ? []
    : environment.filter(({ kind, name, optional }) => !optional && !known.includes(`${kind}/${name}`));

const isLacking = (whole: Whole, container: Container): boolean => lacking(whole, container).length > 0;

/**
 * The volumes that can never be mounted: made of a ConfigMap or Secret that does not exist, or of a claim that is bound when its Pod is
 * scheduled, which a Pod that names its node never is.
 */
const unmountable = ({ configObjects: known, claims }: Whole, { volumes, nodeName }: PodSpec): PodSpec['volumes'] =>
  volumes.filter((volume) => {
    if (volume.kind === 'persistentVolumeClaim') {
      const claim = claims[volume.claim];
      return nodeName !== '' && claim?.bound === false && claim.volumeBindingMode === 'WaitForFirstConsumer';
    }
    if (known === undefined || (volume.kind !== 'configMap' && volume.kind !== 'secret')) return false;
    return !volume.optional && !known.includes(`${volume.kind === 'secret' ? 'Secret' : 'ConfigMap'}/${volume.object}`);
  });

/** True of a pod that never gets all of its containers started. */
export const isStuck = (whole: Whole, spec: PodSpec): boolean =>
  unmountable(whole, spec).length > 0 || allContainers(spec).some((container) => isLacking(whole, container));

/**
 * A pod without these extras of its containers, and without what only holds it up for a while: volumes, environment, gates, finalizers. What
 * it waits for in vain stays.
 */
export const paredPod = (whole: Whole, spec: PodSpec, extras: readonly Extra[]): PodSpec => {
  const volumes = unmountable(whole, spec);
  const pared = (container: Container): Container => ({
    ...without(container, extras),
    volumeMounts: container.volumeMounts.filter((mount) => volumes.some(({ name }) => name === mount)),
    environment: lacking(whole, container),
  });
  return {
    ...spec,
    initContainers: spec.initContainers.map(pared),
    containers: spec.containers.map(pared),
    volumes,
    finalizers: [],
    schedulingGates: [],
  };
};

/** A pod that may run as long as it likes. */
export const withoutDeadline = ({ activeDeadlineSeconds: _deadline, ...spec }: PodSpec): PodSpec => spec;

const bare = (container: Container): Container => ({
  name: container.name,
  image: container.image,
  imagePullPolicy: container.imagePullPolicy,
  restartPolicyRules: [],
  requests: container.requests,
  limits: container.limits,
  ports: container.ports,
  volumeMounts: [],
  environment: [],
});

/**
 * A pod with one plain main container that asks for as much as all of its containers together. A pod that never gets all of its containers
 * started stays as it is: which of them run then is its own.
 */
export const strippedPod = (whole: Whole, spec: PodSpec): PodSpec => {
  const { requests: _podLevel, ...rest } = spec;
  const [main] = spec.containers;
  if (main === undefined || isStuck(whole, spec)) return spec;
  const ports = allContainers(spec).flatMap((container) => container.ports);
  return {
    ...rest,
    initContainers: [],
    containers: [{ ...bare(main), requests: effectiveRequests(spec), ports }],
    volumes: [],
    overhead: {},
  };
};

/** True if users may do this so often, as far as the tool's user has not said otherwise. */
const mayAct = (
  { user }: Whole,
  action: 'remove-gates' | 'remove-finalizers' | 'set-readiness-gate',
  times: number,
): boolean => {
  const budget = user[action];
  return budget === undefined || budget === unlimited || budget >= times;
};

/**
 * A pod without the gates and finalizers that users may take away: they may do so at once, and then it is as if there had been none. With how
 * many pods there are.
 */
export const withoutHurdles = (whole: Whole, spec: PodSpec, pods: number): PodSpec => ({
  ...spec,
  schedulingGates: mayAct(whole, 'remove-gates', pods) ? [] : spec.schedulingGates,
  finalizers: mayAct(whole, 'remove-finalizers', pods) ? [] : spec.finalizers,
  readinessGates: mayAct(whole, 'set-readiness-gate', pods) ? [] : spec.readinessGates,
});

const isProbed = ({ readinessProbe }: Container): boolean => readinessProbe !== undefined;

/**
 * A pod reduced to what decides whether it is ready: without plain init containers, volumes, scheduling gates and finalizers. Of a large one
 * only the containers with a readiness probe or a Service's port (its first main container, if no main one has any). Where a Service has Pods that are not
 * ready, or the Pod never gets there, its init containers stay.
 */
export const servingPod = (whole: Whole, { name, spec }: PodInstance): PodSpec => {
  const { initContainers, containers } = spec;
  const services = Object.values(whole.servicesFor([name]));
  const early = services.some((service) => service.publishNotReadyAddresses);
  const isServed = (container: Container) => services.some((service) => service.containers?.includes(container.name));
  const withInits = early || isStuck(whole, spec);
  const kept = isSmall(spec)
    ? () => true
    : (container: Container) => isProbed(container) || isLacking(whole, container) || isServed(container);
  // One that starts stays beside those that never do: it is stopped in the end.
  const starts = (container: Container) => !isLacking(whole, container);
  const starter = containers.some((one) => kept(one) && starts(one)) ? undefined : containers.find(starts);
  const mains = containers.filter((container) => kept(container) || container === starter);
  return paredPod(
    whole,
    {
      ...spec,
      initContainers: initContainers.filter((container) => (isSidecar(container) ? kept(container) : withInits)),
      containers: mains,
    },
    [],
  );
};

/** The claims a pod uses, of those there are. */
export const claimsUsed = (whole: Whole, { volumes }: PodSpec): Scenario['claims'] => {
  const used = volumes.flatMap((volume) => (volume.kind === 'persistentVolumeClaim' ? [volume.claim] : []));
  return Object.fromEntries(Object.entries(whole.claims).filter(([claim]) => used.includes(claim)));
};

/** What a slice takes where somebody counts probe outcomes. */
export const countingLeftOut = (spec: PodSpec): readonly ShortcutId[] =>
  allContainers(spec).some((one) => one.startupProbe ?? one.livenessProbe ?? one.readinessProbe)
    ? ['thresholds-as-one']
    : [];
