/** Pods cut down to what a slice looks at. */
import { effectiveRequests } from '../kubernetes/requests.ts';
import { allContainers, type Container, isSidecar, type PodSpec } from '../kubernetes/spec.ts';

/** What may be taken from a container without it being another container. */
export type Extra = 'startupProbe' | 'livenessProbe' | 'readinessProbe' | 'postStart';

/** A container without these. */
export const without = (container: Container, extras: readonly Extra[]): Container =>
  extras.reduce<Container>((rest, extra) => {
    const { [extra]: _gone, ...others } = rest;
    return others;
  }, container);

/** A pod without these extras of its containers, and without what could only keep it from starting: volumes, environment, gates, finalizers. */
export const paredPod = (spec: PodSpec, extras: readonly Extra[]): PodSpec => {
  const pared = (container: Container): Container => ({
    ...without(container, extras),
    volumeMounts: [],
    environment: [],
  });
  return {
    ...spec,
    initContainers: spec.initContainers.map(pared),
    containers: spec.containers.map(pared),
    volumes: [],
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

/** A pod with one plain main container that asks for as much as all of its containers together. */
export const strippedPod = (spec: PodSpec): PodSpec => {
  const { requests: _podLevel, ...rest } = spec;
  const first = spec.containers[0];
  if (first === undefined) return spec;
  const ports = allContainers(spec).flatMap((container) => container.ports);
  return {
    ...rest,
    initContainers: [],
    containers: [{ ...bare(first), requests: effectiveRequests(spec), ports }],
    volumes: [],
    overhead: {},
    schedulingGates: [],
    readinessGates: [],
    finalizers: [],
  };
};

/** What `strippedPod` leaves out, as a sentence. */
export const strippedSentence =
  'each Pod has one plain container that requests as much as all of its containers; init containers, sidecars, probes, hooks, gates, finalizers and volumes are left out';

const isProbed = ({ readinessProbe }: Container): boolean => readinessProbe !== undefined;

/**
 * A pod reduced to what decides whether it is ready: containers with a readiness probe (its first main container, if no main one has any),
 * without what is over by then or would end it: plain init containers, volumes, startup and liveness probes, gates, deadline.
 */
export const servingPod = (spec: PodSpec): PodSpec => {
  const { initContainers, containers } = spec;
  const serving = {
    ...withoutDeadline(spec),
    initContainers: initContainers.filter((container) => isSidecar(container) && isProbed(container)),
    containers: containers.some(isProbed) ? containers.filter(isProbed) : containers.slice(0, 1),
  };
  return paredPod(serving, ['startupProbe', 'livenessProbe']);
};

/** What `servingPod` leaves out, as a sentence. */
export const servingSentence =
  'containers without a readiness probe (but for one main container), volumes, startup and liveness probes, scheduling gates and deadline: what is over before a Pod is ready, or ends it';
