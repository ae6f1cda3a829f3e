/** A namespace of one driver, with the ear in it. All of it is gone in the end, however it ends. */
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { type Access, ended, kubectl, started } from './kubectl.ts';
import { Clock, type EarLine, earLineIn } from './lines.ts';
import { earObject, earService, namespaceObject, scriptsObject } from './manifest.ts';
import { type StoredPod, type StoredSlice, type WatchEvent, watchEventIn } from './watch.ts';

/** What can be heard in a namespace, each with our time. */
export interface Hearing {
  readonly pod: (event: WatchEvent<StoredPod>, time: number) => void;
  readonly slice: (event: WatchEvent<StoredSlice>, time: number) => void;
  readonly line: (line: EarLine, time: number) => void;
}

const pause = 250;
/** Images may have to be pulled first. */
const patience = 120_000;

/** Asks until there is an answer. */
const eventually = async <T>(what: string, ask: () => Promise<T | undefined>): Promise<T> => {
  for (const end = Date.now() + patience; Date.now() < end; await setTimeout(pause)) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
  }
  throw new Error(`${what} did not come about within two minutes`);
};

/** One namespace. */
export class Room {
  readonly name: string;
  /** Address of the ear. */
  readonly ear: string;
  readonly #access: Access;
  readonly #followed = new Set<ChildProcess>();
  readonly #clock = new Clock();
  #hearing: Hearing | undefined;
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
    this.#open = false;
    for (const child of this.#followed) child.kill();
    await kubectl(this.#access, ['delete', 'namespace', this.name, '--ignore-not-found', '--timeout', '60s']);
  }

  /** Comes back when everything is heard: the ear, its Service and its ticks are the first news of each kind. */
  async #listen(): Promise<void> {
    const inside = `namespaces/${this.name}`;
    await Promise.all([
      this.#follow(['get', '--raw', `/api/v1/${inside}/pods?watch=1`], (text, now) => {
        const event = watchEventIn<StoredPod>(text);
        if (event !== undefined) this.#hearing?.pod(event, now);
      }),
      this.#follow(['get', '--raw', `/apis/discovery.k8s.io/v1/${inside}/endpointslices?watch=1`], (text, now) => {
        const event = watchEventIn<StoredSlice>(text);
        if (event !== undefined) this.#hearing?.slice(event, now);
      }),
      this.#follow(['-n', this.name, 'logs', '-f', '--timestamps', 'podproof-ear'], (text, now) => {
        const heard = earLineIn(text);
        if (heard !== undefined) this.#hearing?.line(heard, this.#clock.ours(heard.time, now));
      }),
    ]);
  }

  /** Comes back with the first line. The server ends a watch after half an hour or so; then it is begun anew. */
  #follow(args: readonly string[], tell: (line: string, now: number) => void): Promise<void> {
    const child = started(this.#access, args);
    this.#followed.add(child);
    child.stderr?.resume();
    void ended(child).then(async () => {
      this.#followed.delete(child);
      await setTimeout(pause, undefined, { ref: false });
      if (this.#open) await this.#follow(args, tell);
    });
    return new Promise((resolve) => {
      if (child.stdout === null) return;
      createInterface({ input: child.stdout }).on('line', (line) => {
        resolve();
        tell(line, Date.now());
      });
    });
  }
}
