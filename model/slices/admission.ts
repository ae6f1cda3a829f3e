/** What of the kubelet's admission a scenario leaves out although it could matter there. */
import type { Scenario } from '../scenario.ts';
import type { ShortcutId } from './shortcuts.ts';

/** `SystemCriticalPriority`, pkg/apis/scheduling/types.go: from here on IsCriticalPod, pkg/kubelet/types/pod_update.go, is true. */
const systemCriticalPriority = 2_000_000_000;

/**
 * The shortcuts of this scenario: CriticalPodAdmissionHandler, pkg/kubelet/preemption/preemption.go (C76), and
 * predicateAdmitHandler, pkg/kubelet/lifecycle/predicate.go: a fresh GET of the Node only where node affinity alone fails.
 */
export const admissionLeftOut = ({ instances, user, faults }: Scenario): readonly ShortcutId[] => {
  const pods = Object.values(instances);
  const several = new Set(pods.map(({ name }) => name)).size > 1;
  const critical = pods.some(({ spec }) => spec.priority >= systemCriticalPriority);
  const lags = faults['watch-lag'] !== 0 && (user.relabel !== 0 || user.taint !== 0);
  return [
    ...(several && critical ? (['no-critical-preemption'] as const) : []),
    ...(lags ? (['node-never-late'] as const) : []),
  ];
};
