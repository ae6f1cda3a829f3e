import { type Cluster, cell, type Process, patch, put } from '../../../cluster.ts';
import { containerKey, type Uid } from '../../../scenario.ts';
import { endKill } from '../../kubelet/termination/kill.ts';

/** A process nobody has signalled and that serves nothing; also the cell of a container without one. */
export const freshProcess: Process = { signal: 'none', serving: false };

/** The cluster after a container's main process ended, for whatever reason: the runtime keeps the exit code, a kill under way returns. */
export const containerExited = (
  cluster: Cluster,
  uid: Uid,
  container: string,
  exitCode: number,
  oomKilled = false,
): Cluster => {
  const key = containerKey(uid, container);
  const exited = patch(cluster, 'containers', key, { state: 'exited', exitCode, oomKilled });
  return endKill(put(exited, 'processes', key, freshProcess), uid, container);
};

/** The cluster after every running container of the pod was killed from outside, as with its sandbox: exit code 137 each. */
export const allKilled = (cluster: Cluster, uid: Uid, names: readonly string[]): Cluster =>
  names.reduce(
    (now, name) =>
      cell(now, 'containers', containerKey(uid, name)).state === 'running' ? containerExited(now, uid, name, 137) : now,
    cluster,
  );
