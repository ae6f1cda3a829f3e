/**
 * Steps of a pass that need never come to an end although nothing fails. Everything of a pass after the wait for volumes goes on whatever
 * becomes of the pod (`context.WithoutCancel` in SyncPod, pkg/kubelet/kubelet.go), so a step that hangs holds up its termination, too (D23).
 * Read in Kubernetes 1.35.6:
 *
 *     postStart   exec runs without a time-out (`RunInContainer(…, 0)`, pkg/kubelet/lifecycle/handlers.go); an HTTP request is made by a
 *                 client that has none (`insecureContainerLifecycleHTTPClient`, pkg/kubelet/kubelet.go)
 *     pull        the kubelet waits as long as the runtime does (PullImage, pkg/kubelet/cri/remote); containerd gives up where nothing
 *                 comes for five minutes (image_pull_progress_timeout), so a slow pull ends and only one that never does is a fault
 *     volumes     WaitForAttachAndMount gives up after two minutes and three seconds and is called again, for ever; a deletion ends it
 *
 * A preStop hook that hangs is cut short by the grace period, so it needs no word here.
 */
import { type Cluster, cell } from '../../../cluster.ts';
import { isOpenEnded } from '../../../kubernetes/sleeping.ts';
import { containerOf } from '../../../kubernetes/spec.ts';
import { allows, containerKey, type Uid } from '../../../scenario.ts';
import { specOf } from './pod.ts';

/** True if the step the pass is at may last for ever. A hook ends with its container. */
export const mayHang = (cluster: Cluster, uid: Uid): boolean => {
  const { step, starting } = cell(cluster, 'workers', uid);
  const [container] = starting;
  if (step === 'volumes') return allows(cluster.scenario, 'volume-hang');
  if (step === 'pull') return allows(cluster.scenario, 'image-pull-hang');
  if (step !== 'postStart' || container === undefined || !allows(cluster.scenario, 'hook-hang')) return false;
  if (cell(cluster, 'containers', containerKey(uid, container)).state !== 'running') return false;
  return isOpenEnded(containerOf(specOf(cluster, uid), container).postStart);
};
