/** A Kubernetes cluster as a target. */
import { randomBytes } from 'node:crypto';
import { type Target, Unusable } from '../../driver.ts';
import { KubernetesDriver } from './driver.ts';
import { type Access, isForbidden, kubectl, kubectlNow } from './kubectl.ts';
import { runLabel } from './manifest.ts';
import type { StoredNode } from './nodes.ts';
import { Room } from './room.ts';

export { type Access, clusterVersion } from './kubectl.ts';

/** Whoever lacks a right has no bug to report. */
const asRights = (error: unknown): never => {
  if (!isForbidden(error)) throw error;
  throw new Unusable(
    error.message,
    'use credentials that may do that, or choose others: --context NAME, --kubeconfig FILE',
  );
};

/** The cluster that kubectl reaches so, of this version. Nothing is made before the first driver is opened. */
export const kubernetesTarget = (version: string, access: Access): Target => {
  const run = randomBytes(4).toString('hex');
  const drivers: Promise<KubernetesDriver>[] = [];
  const lastMoment = () => kubectlNow(access, ['delete', 'namespace', '-l', `${runLabel}=${run}`, '--wait=false']);
  const opened = async (name: string): Promise<KubernetesDriver> => {
    const { items } = JSON.parse(await kubectl(access, ['get', 'nodes', '-o', 'json'])) as {
      readonly items: readonly StoredNode[];
    };
    return new KubernetesDriver(await Room.open(access, name, run), items, version);
  };
  return {
    name: `kubernetes ${version}`,
    attempts: 1,
    open: () => {
      if (drivers.length === 0) process.once('exit', lastMoment);
      const driver = opened(`podproof-${run}-${drivers.length + 1}`).catch(asRights);
      drivers.push(driver);
      return driver;
    },
    close: async () => {
      const open = await Promise.allSettled(drivers.splice(0));
      await Promise.all(open.flatMap((one) => (one.status === 'fulfilled' ? [one.value.close()] : [])));
      // A room that was not finished has no driver that closes it.
      if (open.some(({ status }) => status === 'rejected')) {
        await kubectl(access, ['delete', 'namespace', '-l', `${runLabel}=${run}`, '--wait=false']).catch(() => '');
      }
      process.off('exit', lastMoment);
    },
  };
};
