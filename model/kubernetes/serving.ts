import { allContainers, type Container, type PodSpec, type ServiceSpec } from './spec.ts';

/** The Services that kube-proxy sends to a pod from. */
export const proxiedServices = (
  services: Readonly<Record<string, ServiceSpec>>,
  pod: string,
): readonly (readonly [string, ServiceSpec])[] =>
  Object.entries(services).filter(([, { pods, unproxied }]) => unproxied === undefined && pods.includes(pod));

/** The containers of a pod that connections through its Services go to. */
export const servingContainers = (
  services: Readonly<Record<string, ServiceSpec>>,
  pod: string,
  spec: PodSpec,
): readonly Container[] => {
  const mains = spec.containers.map(({ name }) => name);
  const names = proxiedServices(services, pod).flatMap(([, { containers }]) => containers ?? mains);
  return allContainers(spec).filter(({ name }) => names.includes(name));
};
