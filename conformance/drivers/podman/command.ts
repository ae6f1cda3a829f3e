/** Runs podman in a store of its own. */
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
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

/** What podman answers; rejects with its last words if it fails. */
export const podman = async (store: Store, args: readonly string[]): Promise<string> => {
  const child = started(store, args);
  const out: string[] = [];
  const err: string[] = [];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => out.push(text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => err.push(text));
  const code = await ended(child);
  if (code === 0) return out.join('');
  const words = err.join('').trim().split('\n').at(-1) ?? '';
  throw new Error(`podman ${args.slice(0, 2).join(' ')} failed (${code}): ${words}`);
};

/** The same, started and left running. It is of its own process group: Ctrl-C is for us, who then call podman to clean up. */
export const started = (store: Store, args: readonly string[]): ChildProcess => {
  const { env, running } = store;
  const child = spawn('podman', [...store.args, ...args], { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  void ended(child).then(() => running.delete(child));
  return child;
};

/** Comes back with the exit code, -1 for a process that could not be started or was killed. */
export const ended = (child: ChildProcess): Promise<number> =>
  new Promise((resolve) => {
    child.once('error', () => resolve(-1));
    child.once('close', (code) => resolve(code ?? -1));
  });

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
