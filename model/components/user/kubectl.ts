/** What kubectl makes of its flags: `pkg/cmd/delete/delete.go` and `pkg/cmd/wait/delete.go`, kubectl 1.34–1.36. */
import { type Cluster, cell } from '../../cluster.ts';
import type { PodName, Uid } from '../../scenario.ts';

/** The flags of `kubectl delete` that choose a grace period. */
export interface DeleteFlags {
  readonly now?: boolean;
  readonly force?: boolean;
  /** `--grace-period`; left out or negative = none given. */
  readonly gracePeriod?: number;
}

/**
 * The grace period kubectl asks the API server for (null: none, the pod's own applies), or why it refuses to ask (D17).
 */
export function graceOf({ now = false, force = false, gracePeriod = -1 }: DeleteFlags): number | null | Error {
  if (now && gracePeriod !== -1) return new Error('--now and --grace-period cannot be specified together');
  const given = now ? 1 : gracePeriod;
  if (force && given > 0) return new Error('--force and --grace-period greater than 0 cannot be specified together');
  if (force) return 0;
  if (given === 0) return 1;
  return given < 0 ? null : given;
}

/**
 * Has `kubectl delete --wait` seen enough? The name is free or another incarnation has it; what still runs is not asked
 * (D18).
 */
export const deleteIsOver = (cluster: Cluster, pod: PodName, uid: Uid): boolean =>
  cell(cluster, 'pods', pod).uid !== uid;
