/** The image all containers run: nothing but a static busybox. There is no registry to get one from. */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, symlink } from 'node:fs/promises';
import { promisify } from 'node:util';
import { podman } from './answer.ts';
import type { Store } from './command.ts';

const run = promisify(execFile);

/** Its name in the store. */
export const image = 'localhost/podproof/busybox:1';

const applets = ['sh', 'test'];

/** Makes the image in this store. */
export const importImage = async (store: Store): Promise<void> => {
  const rootfs = `${store.directory}/rootfs`;
  const archive = `${store.directory}/rootfs.tar`;
  await mkdir(`${rootfs}/bin`, { recursive: true });
  await mkdir(`${rootfs}/podproof`);
  const { stdout } = await run('sh', ['-c', 'command -v busybox']);
  await copyFile(stdout.trim(), `${rootfs}/bin/busybox`);
  for (const applet of applets) await symlink('busybox', `${rootfs}/bin/${applet}`);
  await run('tar', ['-C', rootfs, '-cf', archive, '.']);
  await podman(store, ['import', archive, image]);
};
