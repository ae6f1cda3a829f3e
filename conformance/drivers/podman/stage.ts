/** Everything of one case: its directory, its FIFOs, its commands, what is seen of its pods; and the end of all that. */
import { type ChildProcess, execFile } from 'node:child_process';
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Case } from '../../../generators/suite/case.ts';
import type { Uid } from '../../../model/scenario.ts';
import type { Seen } from '../../driver.ts';
import { answerOf, PodmanError } from './answer.ts';
import { ended, started } from './command.ts';
import type { PodmanEvent } from './events.ts';
import { periodsOf, Timers } from './healthcheck.ts';
import { type Sample, sampleOf, stateWords } from './inspect.ts';
import { Lines } from './lines.ts';
import { containersOf, fifoOf, type Owner } from './manifest.ts';
import { Sight } from './sight.ts';
import type { Workshop } from './workshop.ts';

const run = promisify(execFile);

/** podman answers at once, or it waits for the lock of the pod: then so many milliseconds are long enough. */
const longestAnswer = 5000;

/** One case on podman. */
export class Stage {
  readonly one: Case;
  readonly owner: Owner;
  readonly sight: Sight;
  /** Why the machine, or podman itself, broke down; empty if it did not. */
  brokeDown = '';
  readonly #workshop: Workshop;
  readonly #lines: Lines;
  readonly #fifos: ReadonlyMap<string, number>;
  readonly #timers: Timers;
  readonly #deaf: () => void;
  readonly #running = new Set<ChildProcess>();
  #looking: Promise<unknown> | undefined;
  readonly #asked = new Map<string, Promise<Sample | undefined>>();
  #over = false;

  private constructor(one: Case, owner: Owner, workshop: Workshop, fifos: ReadonlyMap<string, number>, tell: Tell) {
    this.one = one;
    this.owner = owner;
    this.#workshop = workshop;
    this.#fifos = fifos;
    const news = (seen: Seen): void => {
      // What a case that is over still had to tell is no news any more.
      if (!this.#over) tell(seen);
    };
    this.sight = new Sight(owner.prefix, news, {
      finishedAt: async (id) => workshop.exitOf(id) ?? (await this.#inspected(id, 'FinishedAt.UnixMilli')),
      exitCode: (id) => this.#inspected(id, 'ExitCode'),
    });
    this.#lines = new Lines(`${owner.directory}/lines`, (line) => this.sight.line(line));
    this.#timers = new Timers((id) => this.ask(['healthcheck', 'run', id]));
    this.#deaf = workshop.hear((event) => this.#event(event));
  }

  /** Makes ready for a case. */
  static async set(one: Case, workshop: Workshop, tell: Tell): Promise<Stage> {
    const number = workshop.number();
    const directory = `${workshop.store.directory}/case-${number}`;
    const owner = { run: workshop.run, prefix: `podproof-${workshop.run}-${number}-`, directory };
    await mkdir(directory);
    return new Stage(one, owner, workshop, await fifosFor(one, directory), tell);
  }

  /** Runs a podman command. It ends with the case, however long it takes; then nobody hears of it any more. */
  ask(args: readonly string[]): Promise<string> {
    const child = started(this.#workshop.store, args);
    this.#running.add(child);
    const answer = answerOf(child, args).finally(() => this.#running.delete(child));
    answer.catch((error: unknown) => {
      if (!this.#over && error instanceof PodmanError && error.brokeDown) this.brokeDown = error.message;
    });
    return this.#over ? new Promise(() => undefined) : answer;
  }

  /** Writes an order to the program of a container. */
  order(uid: Uid, container: string, text: string): void {
    const fifo = this.#fifos.get(fifoOf(uid, container));
    if (fifo === undefined) throw new Error('the case has no such container');
    writeSync(fifo, text);
  }

  /** From now on the file is there, or not. */
  async put(name: string, there: boolean): Promise<void> {
    const path = `${this.owner.directory}/${name}`;
    await (there ? writeFile(path, '') : rm(path, { force: true }));
  }

  /** Looks at the pods, unless that is being done already. */
  look(): void {
    this.#looking ??= this.#samples(false).finally(() => {
      this.#looking = undefined;
    });
  }

  /** Looks at the pods for the last time: tells everything that was missed, and says in a line what they are. */
  async lastLook(): Promise<string> {
    await Promise.race([this.#looking, setTimeout(longestAnswer, undefined, { ref: false })]);
    // The first question makes podman notice what it had not, the second is answered after everything that was noticed was told.
    await this.#samples(false);
    await this.#workshop.catchUp();
    this.#lines.drain();
    const found = await this.#samples(true);
    await this.sight.told();
    return found.join(', ');
  }

  /** Ends every command of the case and removes its pods. */
  async clear(): Promise<void> {
    this.#over = true;
    this.#timers.close();
    const over = [...this.#running].map(ended);
    for (const child of this.#running) child.kill('SIGKILL');
    await Promise.all(over);
    const { owner, one } = this;
    const names = new Set(Object.values(one.manifest.pods).map(({ metadata }) => owner.prefix + metadata.name));
    const { store } = this.#workshop;
    for (const name of names) {
      const args = ['pod', 'rm', '--force', '--ignore', '--time', '0', name];
      await answerOf(started(store, args), args).catch(() => undefined);
    }
    this.#deaf();
    this.#lines.close();
    for (const fifo of this.#fifos.values()) closeSync(fifo);
    await rm(owner.directory, { recursive: true, force: true });
  }

  #event(event: PodmanEvent): void {
    // What a program said before it exited comes before its exit.
    this.#lines.drain();
    this.sight.event(event);
    const life = this.sight.lifeOf(event.id);
    const pod = life === undefined ? undefined : this.one.manifest.pods[life.uid];
    if (life === undefined || pod === undefined) return;
    this.#timers.event(event, periodsOf(pod).get(life.container));
  }

  async #samples(last: boolean): Promise<readonly string[]> {
    const words: string[] = [];
    for (const { uid, name } of this.sight.present) {
      const sample = await Promise.race([this.#sampleOf(name), setTimeout(longestAnswer, undefined, { ref: false })]);
      if (sample !== undefined) await this.sight.sample(uid, sample, last);
      words.push(`${uid} ${foundWords(name, sample)}`);
    }
    return words;
  }

  /** One question at a time: those that podman does not answer would pile up. */
  #sampleOf(name: string): Promise<Sample | undefined> {
    const asked = this.#asked.get(name) ?? sampleOf((args) => this.ask(args), name);
    this.#asked.set(name, asked);
    return asked.finally(() => this.#asked.delete(name));
  }

  async #inspected(id: string, field: string): Promise<number | undefined> {
    const answer = await this.ask(['container', 'inspect', '--format', `{{.State.${field}}}`, id]).catch(() => '');
    const value = Number(answer.trim());
    return answer === '' || !Number.isFinite(value) ? undefined : value;
  }
}

const foundWords = (name: string, sample: Sample | undefined): string => {
  if (sample === undefined) return 'locked by a command that goes on';
  return sample.pod === undefined ? 'gone' : stateWords(name, sample.pod);
};

/** Where news of a case go. */
type Tell = (seen: Seen) => void;

/** One FIFO for each container, held open so that an order waits for its reader. */
const fifosFor = async ({ manifest }: Case, directory: string): Promise<ReadonlyMap<string, number>> => {
  const names = Object.entries(manifest.pods).flatMap(([uid, pod]) =>
    containersOf(pod).map(({ name }) => fifoOf(uid, name)),
  );
  await run(
    'mkfifo',
    names.map((name) => `${directory}/${name}`),
  );
  const { O_RDWR, O_NONBLOCK } = constants;
  return new Map(names.map((name) => [name, openSync(`${directory}/${name}`, O_RDWR | O_NONBLOCK)]));
};
