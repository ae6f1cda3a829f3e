/** Runs kubectl, the only way in which this driver touches a cluster. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';

/** Which cluster, as users of kubectl say it; what is left out is kubectl's own default. */
export interface Access {
  readonly context?: string;
  readonly kubeconfig?: string;
}

const flags = ({ context, kubeconfig }: Access): readonly string[] => [
  ...(kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]),
  ...(context === undefined ? [] : ['--context', context]),
];

/** Starts kubectl and leaves it running. It is of its own process group: Ctrl-C is for us, who then call kubectl to clean up. */
export const started = (access: Access, args: readonly string[], input?: string): ChildProcess => {
  const child = spawn('kubectl', [...flags(access), ...args], { detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin?.on('error', () => undefined).end(input);
  return child;
};

/** Comes back with the exit code, -1 for a process that could not be started or was killed. */
export const ended = (child: ChildProcess): Promise<number> =>
  new Promise((resolve) => {
    child.once('error', () => resolve(-1));
    child.once('close', (code) => resolve(code ?? -1));
  });

/** What kubectl answers; rejects with its last words if it fails. */
export const kubectl = async (access: Access, args: readonly string[], input?: string): Promise<string> => {
  const child = started(access, args, input);
  const out: string[] = [];
  const err: string[] = [];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => out.push(text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => err.push(text));
  const code = await ended(child);
  if (code === 0) return out.join('');
  throw new Error(err.join('').trim().split('\n').at(-1) || `kubectl ${args[0]} failed (${code})`);
};

/** True if this is what kubectl says to somebody without the right. */
export const isForbidden = (error: unknown): error is Error =>
  error instanceof Error && error.message.includes('(Forbidden)');

/** The same without coming back in between, for the last moment of a process. */
export const kubectlNow = (access: Access, args: readonly string[]): void => {
  spawnSync('kubectl', [...flags(access), ...args], { stdio: 'ignore', timeout: 10_000 });
};

/** What a run does inside its namespace, as `kubectl auth can-i` asks. */
const needed: readonly (readonly [verb: string, resource: string])[] = [
  ...['get', 'list', 'watch', 'create', 'patch', 'delete'].map((verb) => [verb, 'pods'] as const),
  ['create', 'pods/exec'],
  ['get', 'pods/log'],
  ['patch', 'pods/status'],
  ['get', 'serviceaccounts'],
  ['list', 'endpointslices.discovery.k8s.io'],
  ['watch', 'endpointslices.discovery.k8s.io'],
  ...['services', 'configmaps', 'secrets', 'persistentvolumeclaims'].flatMap((resource) =>
    ['create', 'delete'].map((verb) => [verb, resource] as const),
  ),
];

/** What these credentials may not do in this namespace, as `create pods/exec`. */
export const missingRights = async (access: Access, namespace: string): Promise<readonly string[]> => {
  const asked = needed.map(async ([verb, resource]) => {
    const question = resource.includes('/')
      ? [resource.split('/')[0] ?? '', '--subresource', resource.split('/')[1] ?? '']
      : [resource];
    // A "no" ends with exit code 1.
    const answer = await kubectl(access, ['-n', namespace, 'auth', 'can-i', verb, ...question]).catch(() => 'no');
    return answer.trim().startsWith('no') ? [`${verb} ${resource}`] : [];
  });
  return (await Promise.all(asked)).flat();
};

interface Versions {
  readonly serverVersion?: { readonly gitVersion?: string };
}

const reach = ['--request-timeout', '10s'];

/** The version of the cluster, or why it cannot be used, in one line each for what is wrong and what to do. */
export const clusterVersion = async (
  access: Access,
): Promise<{ readonly version: string } | { readonly missing: string; readonly fix: string }> => {
  if (spawnSync('kubectl', ['version', '--client'], { stdio: 'ignore' }).status !== 0) {
    return { missing: 'kubectl is not installed', fix: 'put kubectl on the PATH' };
  }
  const chosen = 'choose a cluster that answers: --context NAME, --kubeconfig FILE or KUBECONFIG';
  try {
    const { serverVersion } = JSON.parse(await kubectl(access, ['version', '-o', 'json', ...reach])) as Versions;
    if (serverVersion?.gitVersion === undefined) return { missing: 'no cluster answers kubectl', fix: chosen };
    const allowed = await kubectl(access, ['auth', 'can-i', 'create', 'namespaces', ...reach]).catch(() => 'no');
    if (allowed.trim() !== 'yes') {
      return { missing: 'namespaces may not be created there', fix: 'use credentials that may create and delete them' };
    }
    return { version: serverVersion.gitVersion };
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error), fix: chosen };
  }
};
