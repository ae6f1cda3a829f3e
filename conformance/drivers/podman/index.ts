/** `podman kube play` as a target. */
import { tmpdir } from 'node:os';
import type { Target } from '../../driver.ts';
import { PodmanDriver } from './driver.ts';
import { Workshop } from './workshop.ts';

export { podmanVersion } from './command.ts';

/**
 * podman of this version on this machine. Nothing is made before the first driver is opened; everything is made below `parent`, whose path is
 * short (podman refuses more than 50 characters in all).
 */
export const podmanTarget = (version: string, parent = tmpdir()): Target => {
  let workshop: Promise<Workshop> | undefined;
  const drivers: PodmanDriver[] = [];
  return {
    name: `podman ${version}`,
    attempts: 1,
    open: async () => {
      workshop ??= Workshop.open(parent);
      const driver = new PodmanDriver(await workshop, version);
      drivers.push(driver);
      return driver;
    },
    close: async () => {
      await Promise.all(drivers.map((driver) => driver.close()));
      await (await workshop)?.close();
      workshop = undefined;
    },
  };
};
