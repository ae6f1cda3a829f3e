/** A namespace of one driver, with the ear in it. All of it is gone in the end, however it ends. */
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { type Moment, Unusable } from '../../driver.ts';
import { Log, type Opened, Watch, type WatchEvent, type World } from './follow.ts';
import { type Access, ended, isForbidden, kubectl, missingRights, started } from './kubectl.ts';
import { Clock, type EarLine, earLineIn } from './lines.ts';
import { earObject, earService, namespaceObject, scriptsObject } from './manifest.ts';
import type { StoredPod, StoredSlice } from './watch.ts';

/** What can be heard in a namespace, each with our time. */
export interface Hearing {
  readonly pod: (event: WatchEvent<StoredPod>, moment: Moment) => void;
  readonly slice: (event: WatchEvent<StoredSlice>, moment: Moment) => void;
  readonly line: (line: EarLine, time: number) => void;
}

const pause = 250;
/** Images may have to be pulled first. */
const patience = 120_000;

/** Asks until there is an answer. What is not there yet may come; who may not ask will never be answered. */
const eventually = async <T>(what: string, ask: () => Promise<T | undefined>): Promise<T> => {
  let last = '';
  for (const end = Date.now() + patience; Date.now() < end; await setTimeout(pause)) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
      if (isForbidden(error)) throw error;
    }
  }
  throw new Unusable(
    `${what} did not come about within two minutes${last === '' ? '' : `: ${last}`}`,
    'look at the namespace: kubectl describe pod podproof-ear (is busybox:1.36 pulled, does the node take it?)',
  );
};

/** The world of a namespace's streams: kubectl, and the clock. */
const worldOf = (access: Access): World => ({
  read: (path) => kubectl(access, ['get', '--raw', path]),
  follow: (path, line) => followed(access, path.startsWith('/') ? ['get', '--raw', path] : path.split(' '), line),
  pause: (milliseconds) => setTimeout(milliseconds, undefined, { ref: false }),
  now: () => Date.now(),
});

const followed = (access: Access, args: readonly string[], line: (text: string) => void): Opened => {
  const child = started(access, args);
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = text.trim().split('\n').at(-1) ?? words;
  });
  if (child.stdout !== null) createInterface({ input: child.stdout }).on('line', line);
  return { ended: ended(child).then((code) => words || `kubectl ended with ${code}`), stop: () => child.kill() };
};

/** One namespace. */
export class Room {
  readonly name: string;
  /** Address of the ear. */
  readonly ear: string;
  readonly #access: Access;
  readonly #clock = new Clock();
  readonly #pods: Watch<StoredPod>;
  readonly #slices: Watch<StoredSlice>;
  readonly #lines: Log;
  #hearing: Hearing | undefined;

  private constructor(access: Access, name: string, ear: string) {
    this.#access = access;
    this.name = name;
    this.ear = ear;
    const world = worldOf(access);
    const inside = `namespaces/${name}`;
    this.#pods = new Watch<StoredPod>(world, 'Pods', `/api/v1/${inside}/pods`, (event, moment) =>
      this.#hearing?.pod(event, moment),
    );
    const slices = `/apis/discovery.k8s.io/v1/${inside}/endpointslices`;
    this.#slices = new Watch<StoredSlice>(world, 'EndpointSlices', slices, (event, moment) =>
      this.#hearing?.slice(event, moment),
    );
    const log = `-n ${name} logs -f --timestamps podproof-ear`;
    this.#lines = new Log(world, 'what programs say', log, (text, now) => {
      const heard = earLineIn(text);
      if (heard !== undefined) this.#hearing?.line(heard, this.#clock.ours(heard.time, now));
    });
  }

  /** Makes the namespace and waits until the ear hears. */
  static async open(access: Access, name: string, run: string): Promise<Room> {
    const create = (object: unknown, ...where: readonly string[]) =>
      kubectl(access, ['create', ...where, '-f', '-'], JSON.stringify(object));
    await create(namespaceObject(name, run));
    const inside = ['-n', name];
    const missing = await missingRights(access, name);
    if (missing.length > 0) {
      throw new Unusable(
        `these credentials may not do everything a run needs in a namespace of their own: ${missing.join(', ')}`,
        'bind a role that allows it, or choose other credentials: --context NAME, --kubeconfig FILE',
      );
    }
    // Without its default service account the namespace takes no Pods.
    await eventually('the service account of the namespace', () =>
      kubectl(access, [...inside, 'get', 'serviceaccount', 'default', '-o', 'name']),
    );
    await create(scriptsObject, ...inside);
    await create(earObject, ...inside);
    await create(earService, ...inside);
    const ear = await eventually('the pod that hears the others', async () => {
      const text = await kubectl(access, [...inside, 'get', 'pod', 'podproof-ear', '-o', 'json']);
      const { status } = JSON.parse(text) as StoredPod;
      return status.phase === 'Running' && status.podIP !== '' ? status.podIP : undefined;
    });
    const room = new Room(access, name, ear);
    await room.#listen();
    return room;
  }

  /** kubectl in this namespace. */
  kubectl(args: readonly string[], input?: string): Promise<string> {
    return kubectl(this.#access, ['-n', this.name, ...args], input);
  }

  /** Creates an object through the API as it is, without asking for a schema first. */
  create(path: string, object: unknown): Promise<string> {
    return this.kubectl(['create', '--raw', path.replace('NAMESPACE', this.name), '-f', '-'], JSON.stringify(object));
  }

  /** From now on everything is told to this one. */
  hear(hearing: Hearing): void {
    this.#hearing = hearing;
  }

  /** Removes the namespace and everything in it. */
  async close(): Promise<void> {
    for (const stream of [this.#pods, this.#slices, this.#lines]) stream.stop();
    await kubectl(this.#access, ['delete', 'namespace', this.name, '--ignore-not-found', '--timeout', '60s']);
  }

  /** Why nothing can be concluded from what was and was not heard since then; empty if all was. */
  async lost(since: number): Promise<string> {
    const losses = await Promise.all([this.#pods.lost(since), this.#slices.lost(since), this.#lines.lost(since)]);
    return losses.find((one) => one !== '') ?? '';
  }

  /** Comes back when nothing that happens from now on can be missed. */
  async #listen(): Promise<void> {
    await Promise.all([this.#pods.begin(), this.#slices.begin(), this.#lines.begin()]);
  }
}
