/** What the drivers of one run share: a store, its image, its events. All of it is gone in the end, however it ends. */
import { type FSWatcher, rmSync, statSync, watch } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { podman } from './answer.ts';
import { containersConf, type Store, started, storeIn } from './command.ts';
import { eventIn, type PodmanEvent } from './events.ts';
import { guarded, signed, sweptBelow } from './guardian.ts';
import { importImage } from './image.ts';
import { removeEverything, removeEverythingNow } from './removal.ts';

/** Hears every event of the store. */
export type Listener = (event: PodmanEvent) => void;

const prefix = 'podproof-';
const allEvents = ['events', '--format', 'json', '--since', '1970-01-01T00:00:00Z'];

/** Everything podman makes in this run lies in one directory, known to no other podman. */
export class Workshop {
  readonly store: Store;
  /** The value of the label everything of this run carries. */
  readonly run: string;
  readonly #listeners = new Set<Listener>();
  readonly #lastMoment = () => {
    removeEverythingNow(this.store);
    rmSync(this.store.directory, { recursive: true, force: true });
  };
  readonly #exits = new Map<string, number>();
  #watcher: FSWatcher | undefined;
  #guardian: (() => Promise<void>) | undefined;
  /** So many events were heard. */
  #heard = 0;
  #drivers = 0;

  private constructor(directory: string) {
    this.store = storeIn(directory);
    this.run = basename(directory).slice(prefix.length).toLowerCase();
  }

  /** Makes the store in a directory of its own below this one. */
  static async open(parent: string): Promise<Workshop> {
    sweptBelow(parent, prefix);
    const workshop = new Workshop(await mkdtemp(join(parent, prefix)));
    signed(workshop.store.directory);
    workshop.#guardian = guarded(workshop.store);
    process.once('exit', workshop.#lastMoment);
    try {
      await writeFile(`${workshop.store.directory}/containers.conf`, containersConf);
      await importImage(workshop.store);
      workshop.#listen();
      workshop.#watchExits();
      return workshop;
    } catch (error) {
      await workshop.close();
      throw error;
    }
  }

  /** A number nobody else in this run has. */
  number(): number {
    this.#drivers += 1;
    return this.#drivers;
  }

  /** From now on the listener hears every event; call the answer to stop. */
  hear(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Comes back when every event that podman has written by now was heard. */
  async catchUp(): Promise<void> {
    const written = await podman(this.store, [...allEvents, '--stream=false']).catch(() => '');
    let read = 0;
    for (const line of written.split('\n')) read += this.#hearLine(line, read);
  }

  /** When the container last exited, if that is known: conmon writes a file at that moment, long before podman tells. */
  exitOf(id: string): number | undefined {
    return this.#exits.get(id);
  }

  /** Removes every pod of the store, and the store. */
  async close(): Promise<void> {
    process.off('exit', this.#lastMoment);
    this.#watcher?.close();
    await removeEverything(this.store);
    await rm(this.store.directory, { recursive: true, force: true, maxRetries: 5 });
    await this.#guardian?.();
  }

  #watchExits(): void {
    const directory = `${this.store.directory}/tmp/exits`;
    this.#watcher = watch(directory, (_kind, id) => {
      const time = id === null ? undefined : modified(`${directory}/${id}`);
      if (id !== null && time !== undefined) this.#exits.set(id, Math.round(time));
    });
  }

  #listen(): void {
    const events = started(this.store, [...allEvents, '--stream']);
    if (events.stdout === null) return;
    let read = 0;
    createInterface({ input: events.stdout }).on('line', (line) => {
      read += this.#hearLine(line, read);
    });
  }

  /** Takes a line that is so far behind the first event; answers how many events it is. Those that were heard already are not heard again. */
  #hearLine(line: string, index: number): 0 | 1 {
    const event = eventIn(line);
    if (event === undefined) return 0;
    if (index >= this.#heard) {
      this.#heard = index + 1;
      for (const listener of this.#listeners) listener(event);
    }
    return 1;
  }
}

const modified = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.mtimeMs;
