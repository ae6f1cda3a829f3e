/** Removes what podman made in a store. */
import { spawnSync } from 'node:child_process';
import { podman } from './answer.ts';
import { ended, type Store } from './command.ts';

const removePods = ['pod', 'rm', '--all', '--force', '--time', '0'];
const longestRemoval = 60_000;

/** Removes every pod of the store, those half made and waited for by a command of ours included. */
export const removeEverything = async (store: Store): Promise<void> => {
  await endCommands(store);
  await podman(store, removePods).catch(() => undefined);
  await podman(store, ['rm', '--all', '--force', '--time', '0']).catch(() => undefined);
};

/** The same without coming back in between, for the last moment of a process. */
export const removeEverythingNow = ({ args, env, running }: Store): void => {
  for (const child of running) child.kill('SIGKILL');
  spawnSync('podman', [...args, ...removePods], { env, stdio: 'ignore', timeout: longestRemoval });
};

const endCommands = async ({ running }: Store): Promise<void> => {
  const over = [...running].map(ended);
  // `kube play` holds the lock of its pod while it waits for an init container: nobody gets at the pod before it is gone.
  for (const child of running) child.kill('SIGKILL');
  await Promise.all(over);
};
