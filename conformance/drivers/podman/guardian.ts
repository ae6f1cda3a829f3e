/** Cleans up after a run that could not do so itself: a process that was killed outright has no last moment. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ended, type Store, storeIn } from './command.ts';

/**
 * Waits until its standard input ends, which the kernel sees to however a process ends. If the directory is still there then: ends our own
 * podman commands, for `kube play` holds the lock of its pod and what listens to events never ends; removes pods if there are containers; removes
 * the directory.
 */
const script = `
read -r word
directory=$1
shift
[ -d "$directory" ] || exit 0
busy=
commands() {
  for process in /proc/[0-9]*; do
    case "$(tr '\\0' ' ' 2>/dev/null <"$process/cmdline")" in
      *conmon*"$directory/"*) busy=yes ;;
      "podman "*"$directory/"*) kill -9 "\${process#/proc/}" 2>/dev/null ;;
    esac
  done
}
commands
if [ -n "$busy" ]; then
  podman "$@" pod rm --all --force --time 0 >/dev/null 2>&1
  busy=
  commands
fi
if [ -n "$busy" ]; then podman "$@" rm --all --force --time 0 >/dev/null 2>&1; fi
rm -rf "$directory"
`;

const argumentsFor = ({ directory, args }: Store): readonly string[] => ['-c', script, 'podproof', directory, ...args];

/** Looks after a store from now on; call the answer when it is gone. */
export const guarded = ({ env, ...store }: Store): (() => Promise<void>) => {
  // A session of its own: what ends our process group must not end it.
  const child = spawn('sh', argumentsFor({ env, ...store }), {
    env,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const over = ended(child);
  child.stdin.on('error', () => undefined);
  child.unref();
  return async () => {
    child.ref();
    child.stdin.end();
    await over;
  };
};

const pidFile = 'pid';

/** When a process started, in ticks since boot: a number that is given again belongs to another process. */
const startOf = (pid: string): string | undefined => {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces; the start is the 20th field after it.
    return status.slice(status.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
};

/** Writes down whose directory it is. */
export const signed = (directory: string): void =>
  writeFileSync(join(directory, pidFile), `${process.pid} ${startOf(String(process.pid)) ?? ''}\n`);

const isDead = (directory: string): boolean => {
  const file = join(directory, pidFile);
  if (!existsSync(file)) return false;
  const [pid = '', start = ''] = readFileSync(file, 'utf8').trim().split(' ');
  return /^\d+$/.test(pid) && startOf(pid) !== start;
};

/** Removes what runs left below this directory whose process is dead, and whose guardian was killed with it. Answers which. */
export const sweptBelow = (parent: string, prefix: string): readonly string[] => {
  const left = readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.startsWith(prefix))
    .map(({ name }) => join(parent, name))
    .filter(isDead);
  for (const directory of left) {
    const store = storeIn(directory);
    spawnSync('sh', argumentsFor(store), { env: store.env, stdio: 'ignore', timeout: 60_000 });
  }
  return left;
};
