/** What of the kubelet's admission a scenario leaves out although it could matter there. */
import type { Scenario } from '../scenario.ts';

/** `SystemCriticalPriority`, pkg/apis/scheduling/types.go: from here on IsCriticalPod, pkg/kubelet/types/pod_update.go, is true. */
const systemCriticalPriority = 2_000_000_000;

/** CriticalPodAdmissionHandler, pkg/kubelet/preemption/preemption.go (C76). */
const criticalSentence =
  'a kubelet that lacks room for a critical Pod kills less important ones to make it, and admits it even where such a kill fails; here it refuses the Pod';

/** predicateAdmitHandler, pkg/kubelet/lifecycle/predicate.go: a fresh GET of the Node only where node affinity alone fails. */
const nodeSentence =
  'the kubelet admits Pods by the Node as it is; its own view of taints and labels may lag, so that it still admits what it would refuse a moment later';

/** The sentences for this scenario. */
export const admissionLeftOut = ({ instances, user, faults }: Scenario): readonly string[] => {
  const pods = Object.values(instances);
  const several = new Set(pods.map(({ name }) => name)).size > 1;
  const critical = pods.some(({ spec }) => spec.priority >= systemCriticalPriority);
  const lags = faults['watch-lag'] !== 0 && (user.relabel !== 0 || user.taint !== 0);
  return [...(several && critical ? [criticalSentence] : []), ...(lags ? [nodeSentence] : [])];
};
