/** Runs podman in a store of its own. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where podman keeps what it makes: all below one directory. */
export interface Store {
  readonly directory: string;
  /** Arguments that every podman command of this store begins with. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Every command that has not ended. */
  readonly running: Set<ChildProcess>;
}

/**
 * The recipe for machines like CI's, where podman 4.3.1 from Debian runs as root in a container or a small VM: crun refuses hybrid cgroups,
 * rlimits cannot be raised, there is no systemd and no journal. `--root` and its likes are arguments because conmon hands them
 * on to the podman that looks after a container's exit; set in a file they are not found there, and nobody notices exits.
 */
export const containersConf = `[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
[engine]
runtime = "runc"
events_logger = "file"
cgroup_manager = "cgroupfs"
lock_type = "file"
`;

/** A store below this directory; nothing of it exists before the first command. */
export const storeIn = (directory: string): Store => ({
  directory,
  args: Object.entries({
    '--root': `${directory}/root`,
    '--runroot': `${directory}/run`,
    '--tmpdir': `${directory}/tmp`,
    '--network-config-dir': `${directory}/networks`,
    '--storage-driver': 'vfs',
  }).flat(),
  env: { ...process.env, CONTAINERS_CONF: `${directory}/containers.conf`, TMPDIR: directory },
  running: new Set(),
});

/** A podman command, started and left running. It is of its own process group: Ctrl-C is for us, who then call podman to clean up. */
export const started = (store: Store, args: readonly string[]): ChildProcess => {
  const { env, running } = store;
  const child = spawn('podman', [...store.args, ...args], { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  void ended(child).then(() => running.delete(child));
  return child;
};

/** Comes back with the exit code, -1 for a process that could not be started or was killed, when everything it printed was read. */
export const ended = (child: ChildProcess): Promise<number> =>
  new Promise((resolve) => {
    child.once('error', () => resolve(-1));
    child.once('close', (code) => resolve(code ?? -1));
  });

/** podman's version, or why it cannot be used, in one line that says how to get it. */
export const podmanVersion = async (): Promise<{ readonly version: string } | { readonly missing: string }> => {
  const get = 'apt-get install podman runc busybox-static';
  if (process.getuid?.() !== 0) return { missing: `podman is driven as root only; as root: ${get}` };
  for (const tool of ['podman', 'runc', 'busybox']) {
    const found = await run(tool, ['--help']).catch(() => undefined);
    if (found === undefined) return { missing: `${tool} is not installed: ${get}` };
  }
  const { stdout } = await run('podman', ['--version']);
  return { version: stdout.trim().split(' ').at(-1) ?? '' };
};
