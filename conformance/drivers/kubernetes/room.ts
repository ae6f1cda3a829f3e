/** A namespace of one driver, with the ear in it. All of it is gone in the end, however it ends. */
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { type Access, ended, kubectl, started } from './kubectl.ts';
import { Clock, type EarLine, earLineIn } from './lines.ts';
import { earObject, namespaceObject, scriptsObject } from './manifest.ts';
import { type StoredPod, type StoredSlice, type WatchEvent, watchEventIn } from './watch.ts';

/** What can be heard in a namespace, each with our time. */
export interface Hearing {
  readonly pod: (event: WatchEvent<StoredPod>, time: number) => void;
  readonly slice: (event: WatchEvent<StoredSlice>, time: number) => void;
  readonly line: (line: EarLine, time: number) => void;
}

const pause = 250;
const patience = 60_000;

/** Asks until there is an answer. */
const eventually = async <T>(what: string, ask: () => Promise<T | undefined>): Promise<T> => {
  for (const end = Date.now() + patience; Date.now() < end; await setTimeout(pause)) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
  }
  throw new Error(`${what} did not come about within a minute`);
};

/** One namespace. */
export class Room {
  readonly name: string;
  /** Address of the ear. */
  readonly ear: string;
  readonly #access: Access;
  readonly #followed = new Set<ChildProcess>();
  #open = true;

  private constructor(access: Access, name: string, ear: string) {
    this.#access = access;
    this.name = name;
    this.ear = ear;
  }

  /** Makes the namespace and waits until the ear hears. */
  static async open(access: Access, name: string, run: string): Promise<Room> {
    const create = (object: unknown, ...where: readonly string[]) =>
      kubectl(access, ['create', ...where, '-f', '-'], JSON.stringify(object));
    await create(namespaceObject(name, run));
    const inside = ['-n', name];
    // Without its default service account the namespace takes no Pods.
    await eventually('the service account of the namespace', () =>
      kubectl(access, [...inside, 'get', 'serviceaccount', 'default', '-o', 'name']),
    );
    await create(scriptsObject, ...inside);
    await create(earObject, ...inside);
    const ear = await eventually('the pod that hears the others', async () => {
      const pod = JSON.parse(await kubectl(access, [...inside, 'get', 'pod', 'podproof-ear', '-o', 'json']));
      const { status } = pod as StoredPod;
      return status.phase === 'Running' && status.podIP !== '' ? status.podIP : undefined;
    });
    return new Room(access, name, ear);
  }

  /** kubectl in this namespace. */
  kubectl(args: readonly string[], input?: string): Promise<string> {
    return kubectl(this.#access, ['-n', this.name, ...args], input);
  }

  /** Creates an object through the API as it is, without asking for a schema first. */
  create(path: string, object: unknown): Promise<string> {
    return this.kubectl(['create', '--raw', path.replace('NAMESPACE', this.name), '-f', '-'], JSON.stringify(object));
  }

  /** Tells of everything from now on, until the room is closed. */
  hear({ pod, slice, line }: Hearing): void {
    const clock = new Clock();
    this.#follow(['get', '--raw', `/api/v1/namespaces/${this.name}/pods?watch=1`], (text, now) => {
      const event = watchEventIn<StoredPod>(text);
      if (event !== undefined) pod(event, now);
    });
    const slices = `/apis/discovery.k8s.io/v1/namespaces/${this.name}/endpointslices?watch=1`;
    this.#follow(['get', '--raw', slices], (text, now) => {
      const event = watchEventIn<StoredSlice>(text);
      if (event !== undefined) slice(event, now);
    });
    this.#follow(['-n', this.name, 'logs', '-f', '--timestamps', 'podproof-ear'], (text, now) => {
      const heard = earLineIn(text);
      if (heard !== undefined) line(heard, clock.ours(heard.time, now));
    });
  }

  /** Removes the namespace and everything in it. */
  async close(): Promise<void> {
    this.#open = false;
    for (const child of this.#followed) child.kill();
    await kubectl(this.#access, ['delete', 'namespace', this.name, '--ignore-not-found', '--timeout', '60s']);
  }

  /** The server ends a watch after half an hour or so; then it is begun anew. */
  #follow(args: readonly string[], tell: (line: string, now: number) => void): void {
    const child = started(this.#access, args);
    this.#followed.add(child);
    child.stderr?.resume();
    if (child.stdout !== null) createInterface({ input: child.stdout }).on('line', (line) => tell(line, Date.now()));
    void ended(child).then(async () => {
      this.#followed.delete(child);
      await setTimeout(pause, undefined, { ref: false });
      if (this.#open) this.#follow(args, tell);
    });
  }
}
