import { allContainers, type PodSpec, type ResourceList } from './spec.ts';

/** The three classes the kubelet ranks pods by. */
export type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort';

const counted = ['cpu', 'memory'] as const;

/**
 * The class the API server writes into `status.qosClass` when a pod is created: only cpu and memory count, and amounts of
 * zero count as absent. As `ComputePodQOS`, `pkg/apis/core/v1/helper/qos/qos.go`, 1.36.
 */
export function qosClass(spec: PodSpec): QosClass {
  const ofPod = spec.requests !== undefined || spec.limits !== undefined;
  const parts = ofPod ? [{ requests: spec.requests ?? {}, limits: spec.limits ?? {} }] : allContainers(spec);
  const requests = sum(parts.map((part) => part.requests));
  const limits = sum(parts.map((part) => part.limits));
  if (Object.keys(requests).length === 0 && Object.keys(limits).length === 0) return 'BestEffort';
  const limited = parts.every((part) => counted.every((name) => (part.limits[name] ?? 0) > 0));
  const equal = counted.every((name) => requests[name] === limits[name]);
  return limited && equal ? 'Guaranteed' : 'Burstable';
}

function sum(lists: readonly ResourceList[]): ResourceList {
  const total: Record<string, number> = {};
  for (const list of lists) {
    for (const name of counted) {
      const amount = list[name] ?? 0;
      if (amount > 0) total[name] = (total[name] ?? 0) + amount;
    }
  }
  return total;
}
