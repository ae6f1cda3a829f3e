/**
 * Crash and image back-off. A timer is armed, its end can come at any later moment; what the numbers are is `crashDelays`.
 * doBackOff, pkg/kubelet/kuberuntime/kuberuntime_manager.go; newCrashLoopBackOff, pkg/kubelet/kubelet.go; client-go
 * flowcontrol/backoff.go (1.34.9, 1.35.6, 1.36.2).
 */
import { type Cluster, cell, patch } from '../../../cluster.ts';
import { containerOf, sidecars } from '../../../kubernetes/spec.ts';
import { containerKey, type Uid } from '../../../scenario.ts';
import { restartGates, specOf } from './pod.ts';
import { shouldBeRestarted } from './restart-policy.ts';

/** What a kubelet's crash back-off depends on. */
export interface CrashBackOffConfig {
  readonly reduceDefaultCrashLoopBackOffDecay: boolean;
  readonly kubeletCrashLoopBackOffMax: boolean;
  /** crashLoopBackOff.maxContainerRestartPeriod, in seconds; counts only with the gate KubeletCrashLoopBackOffMax. */
  readonly maxContainerRestartPeriod?: number;
}

/** Seconds a container waits after its exit before each restart: none before the first, then doubling up to a cap (C110). */
export const crashDelays = (config: CrashBackOffConfig, restarts: number): readonly number[] => {
  const reduced = config.reduceDefaultCrashLoopBackOffDecay;
  const configured = config.kubeletCrashLoopBackOffMax ? config.maxContainerRestartPeriod : undefined;
  const cap = configured ?? (reduced ? 60 : 300);
  const first = Math.min(reduced ? 1 : 10, cap);
  return Array.from({ length: restarts }, (_, index) => (index === 0 ? 0 : Math.min(first * 2 ** (index - 1), cap)));
};

/** Does a timer run whose end would let something start? */
export const isTimerRunning = (cluster: Cluster, uid: Uid, name: string): boolean => {
  if (cell(cluster, 'workers', uid).state !== 'sync') return false;
  const { crash, image } = cell(cluster, 'backOffs', containerKey(uid, name));
  if (image === 'armed') return true;
  if (crash === 'none') return false;
  const record = cell(cluster, 'containers', containerKey(uid, name));
  if (record.state === 'running' || (record.state === 'created' && !record.restarted)) return false;
  const spec = specOf(cluster, uid);
  // A sidecar is started again whatever the Pod's policy, also where ContainerRestartRules is off (computeInitContainerActions).
  if (sidecars(spec).some((sidecar) => sidecar.name === name)) return true;
  return shouldBeRestarted(spec, containerOf(spec, name), record, restartGates(cluster));
};

/** Both timers are out: the next pass may start the container. */
export const timerOut = (cluster: Cluster, uid: Uid, name: string): Cluster =>
  patch(cluster, 'backOffs', containerKey(uid, name), { crash: 'none', image: 'none' });
