import { type ContainerPort, type PodSpec, sidecars } from './spec.ts';

/**
 * The host ports a pod takes up: of its main containers and of its sidecars. As `GetHostPorts`,
 * `pkg/scheduler/util/utils.go`, 1.34–1.36.
 */
export const hostPortsOf = (spec: PodSpec): readonly ContainerPort[] =>
  [...spec.containers, ...sidecars(spec)].flatMap(({ ports }) => ports).filter(({ hostPort }) => hostPort > 0);

const everyAddress = (ip: string): boolean => ip === '' || ip === '0.0.0.0';

/**
 * Do two pods want the same host port? Same number, same protocol, and addresses that overlap. As
 * `HostPortInfo.CheckConflict`, `pkg/scheduler/framework/types.go`, 1.34–1.36.
 */
export const hostPortsConflict = (a: PodSpec, b: PodSpec): boolean =>
  hostPortsOf(a).some((wanted) =>
    hostPortsOf(b).some(
      (held) =>
        wanted.hostPort === held.hostPort &&
        wanted.protocol === held.protocol &&
        (wanted.hostIP === held.hostIP || everyAddress(wanted.hostIP) || everyAddress(held.hostIP)),
    ),
  );
