import { isSidecar, type PodSpec, type ResourceList } from './spec.ts';

const sum = (a: ResourceList, b: ResourceList): ResourceList => combine(a, b, (x, y) => x + y);
const greatest = (a: ResourceList, b: ResourceList): ResourceList => combine(a, b, Math.max);

function combine(a: ResourceList, b: ResourceList, of: (x: number, y: number) => number): ResourceList {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...names].map((name) => [name, of(a[name] ?? 0, b[name] ?? 0)]));
}

/** Resources that spec.resources may set for the pod as a whole (KEP-2837). */
const podLevel = (resource: string): boolean =>
  resource === 'cpu' || resource === 'memory' || resource.startsWith('hugepages-');

/**
 * What the containers together need: either all mains and sidecars run, or one plain init container beside the
 * sidecars listed before it; whichever needs more, resource by resource.
 */
function aggregateContainerRequests(spec: PodSpec): ResourceList {
  let sidecarsSoFar: ResourceList = {};
  let whileInitializing: ResourceList = {};
  for (const container of spec.initContainers) {
    if (isSidecar(container)) sidecarsSoFar = sum(sidecarsSoFar, container.requests);
    else whileInitializing = greatest(whileInitializing, sum(container.requests, sidecarsSoFar));
  }
  const whileRunning = spec.containers.reduce((total, { requests }) => sum(total, requests), sidecarsSoFar);
  return greatest(whileInitializing, whileRunning);
}

/**
 * What the scheduler and the kubelet reckon a pod needs: its containers' requests, the pod-level requests in place of
 * them where set, and the overhead on top. As `PodRequests`, component-helpers `resource/helpers.go`, 1.34–1.36.
 */
export function effectiveRequests(spec: PodSpec): ResourceList {
  const ofPod = Object.fromEntries(Object.entries(spec.requests ?? {}).filter(([resource]) => podLevel(resource)));
  return sum({ ...aggregateContainerRequests(spec), ...ofPod }, spec.overhead);
}

/** The sum of the effective requests of several pods. */
export const totalRequests = (specs: readonly PodSpec[]): ResourceList =>
  specs.reduce<ResourceList>((total, spec) => sum(total, effectiveRequests(spec)), {});

/**
 * The resources a node lacks for one more pod beside those it holds, in Kubernetes' order (`pods`, `cpu`, `memory`,
 * `ephemeral-storage`, then the others by name); empty if the pod fits. A resource the pod does not ask for never
 * counts. As `fitsRequest`, `pkg/scheduler/framework/plugins/noderesources/fit.go`, 1.34–1.36.
 */
export function insufficientResources(
  spec: PodSpec,
  others: readonly PodSpec[],
  allocatable: ResourceList,
): readonly string[] {
  const wanted = effectiveRequests(spec);
  const used = totalRequests(others);
  const lacks = (name: string) => {
    const amount = wanted[name] ?? 0;
    return amount > 0 && amount > (allocatable[name] ?? 0) - (used[name] ?? 0);
  };
  const first = ['cpu', 'memory', 'ephemeral-storage'];
  const rest = Object.keys(wanted)
    .filter((name) => !first.includes(name) && name !== 'pods')
    .sort();
  const tooMany = others.length + 1 > (allocatable.pods ?? 0) ? ['pods'] : [];
  return [...tooMany, ...[...first, ...rest].filter(lacks)];
}
