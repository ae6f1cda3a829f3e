/** A driver of `podman kube play`: one case at a time, in pods of its own name. */
import type { ChildProcess } from 'node:child_process';
import { execFile } from 'node:child_process';
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Case, Stimulus } from '../../../generators/suite/case.ts';
import { visibleOn } from '../../../generators/suite/observe.ts';
import type { Uid } from '../../../model/scenario.ts';
import type { Capabilities, Driver, Moment, Seen } from '../../driver.ts';
import { Queue } from '../queue.ts';
import { ended, podman, started } from './command.ts';
import { Lines } from './lines.ts';
import { containerNames, fifoOf, type Owner, playable } from './manifest.ts';
import { orderToExit } from './script.ts';
import { Sight } from './sight.ts';
import type { Workshop } from './workshop.ts';

const run = promisify(execFile);
const visible = visibleOn.podman;

/** Everything of one case. */
interface Stage {
  readonly one: Case;
  readonly owner: Owner;
  readonly lines: Lines;
  readonly sight: Sight;
  readonly fifos: Map<string, number>;
  readonly deaf: () => void;
  /** podman commands that may not come back by themselves. */
  readonly running: Set<ChildProcess>;
}

/** podman as a target. */
export class PodmanDriver implements Driver {
  readonly capabilities: Capabilities;
  readonly observations = new Queue<Seen>();
  readonly #workshop: Workshop;
  #stage: Stage | undefined;

  constructor(workshop: Workshop, version: string) {
    this.#workshop = workshop;
    const target = `podman ${version}`;
    this.capabilities = { target, profile: 'podman', skew: 50, lateness: 2500, haste: 0.5, mayMiss: [] };
  }

  async reset(next: Case): Promise<void> {
    await this.#clear();
    this.observations.clear();
    const { run: label, store } = this.#workshop;
    const number = this.#workshop.number();
    const directory = `${store.directory}/case-${number}`;
    const owner: Owner = { run: label, prefix: `podproof-${label}-${number}-`, directory };
    await mkdir(directory);
    const fifos = await fifosFor(next, directory);
    const tell = (seen: Seen): void => {
      // What the case before still had to tell is no news any more.
      if (this.#stage?.owner === owner && visible.includes(seen.observation.see)) this.observations.push(seen);
    };
    const sight = new Sight(owner.prefix, tell, (id) => this.#finishedAt(id));
    const lines = new Lines(`${directory}/lines`, (line) => sight.line(line));
    const deaf = this.#workshop.hear((event) => {
      // What a program said before it exited comes before its exit.
      lines.drain();
      sight.event(event);
    });
    this.#stage = { one: next, owner, lines, sight, fifos, deaf, running: new Set() };
  }

  async stimulate(stimulus: Stimulus): Promise<Moment> {
    const earliest = Date.now();
    // A command that was begun shows what it does; it may well fail, say because its pod has gone meanwhile.
    const done = this.#do(stimulus, this.#ready());
    done.catch(() => undefined);
    if (stimulus.do === 'delete' || stimulus.do === 'force delete') return { earliest, latest: earliest };
    await done;
    return { earliest, latest: earliest };
  }

  async pass(seconds: number, signal: AbortSignal): Promise<void> {
    await setTimeout(seconds * 1000, undefined, { signal }).catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.#clear();
    this.observations.end();
  }

  #ready(): Stage {
    if (this.#stage === undefined) throw new Error('no case was begun');
    return this.#stage;
  }

  #do(stimulus: Stimulus, stage: Stage): Promise<void> {
    switch (stimulus.do) {
      case 'create':
        return this.#create(stimulus.uid, stage);
      case 'delete':
        return this.#delete(stimulus.pod, stimulus.grace, stage);
      case 'force delete':
        return this.#launch(['pod', 'rm', '--force', '--time', '0', stage.owner.prefix + stimulus.pod], stage);
      case 'process exits':
        return exits(stage.fifos.get(fifoOf(stimulus.uid, stimulus.container)), stimulus.exitCode);
      case 'sandbox dies':
        return this.#killSandbox(stimulus.uid, stage);
      case 'remove scheduling gates':
      case 'remove finalizers':
      case 'set readiness gates':
      case 'probe answers':
      case 'image answers':
      case 'volumes answer':
      case 'process exceeds memory':
      case 'cordon':
      case 'taint':
      case 'relabel':
      case 'delete claim':
      case 'restart kubelet':
        return Promise.reject(new Error('podman has no such thing'));
    }
  }

  async #create(uid: Uid, stage: Stage): Promise<void> {
    const { one, owner, sight } = stage;
    const pod = playable(uid, one.manifest, owner);
    const file = manifestFile(owner, pod.metadata.name);
    await writeFile(file, JSON.stringify(pod));
    const created = sight.ask(one.manifest.pods[uid]?.metadata.name ?? '', uid);
    const played = this.#launch(['kube', 'play', '--network', 'none', file], stage);
    await Promise.race([created, played]);
  }

  /** With the pod's own grace period the way back is `kube down`; with another one the pod is stopped by hand, then removed. */
  async #delete(pod: string, grace: number | null, stage: Stage): Promise<void> {
    const name = stage.owner.prefix + pod;
    if (grace === null) return this.#launch(['kube', 'down', manifestFile(stage.owner, name)], stage);
    await this.#launch(['pod', 'stop', '--time', String(grace), name], stage);
    await this.#launch(['pod', 'rm', name], stage);
  }

  async #killSandbox(uid: Uid, { sight }: Stage): Promise<void> {
    const id = sight.infraOf(uid);
    if (id === undefined) throw new Error('there is no sandbox to kill');
    await podman(this.#workshop.store, ['kill', '--signal', 'KILL', id]);
  }

  /** Runs a command that may take its time, or for ever; then it ends with the case. */
  async #launch(args: readonly string[], { running }: Stage): Promise<void> {
    const child = started(this.#workshop.store, args);
    let words = '';
    child.stdout?.resume();
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      words += text;
    });
    running.add(child);
    const code = await ended(child);
    if (!running.delete(child) || code === 0) return;
    throw new Error(words.trim().split('\n').at(-1) ?? `exit code ${code}`);
  }

  async #finishedAt(id: string): Promise<number | undefined> {
    const written = this.#workshop.exitOf(id);
    if (written !== undefined) return written;
    const format = '{{.State.FinishedAt.UnixMilli}}';
    const asked = podman(this.#workshop.store, ['container', 'inspect', '--format', format, id]);
    const answer = await asked.catch(() => '');
    const time = Number(answer.trim());
    return answer === '' || !Number.isFinite(time) ? undefined : time;
  }

  /** Ends every command of the case and removes its pods. */
  async #clear(): Promise<void> {
    const stage = this.#stage;
    this.#stage = undefined;
    if (stage === undefined) return;
    const { running, deaf, lines, fifos, one, owner } = stage;
    const children = [...running];
    running.clear();
    const over = children.map(ended);
    for (const child of children) child.kill('SIGKILL');
    await Promise.all(over);
    const names = new Set(Object.values(one.manifest.pods).map(({ metadata }) => owner.prefix + metadata.name));
    for (const name of names) {
      await podman(this.#workshop.store, ['pod', 'rm', '--force', '--ignore', '--time', '0', name]).catch(
        () => undefined,
      );
    }
    deaf();
    lines.close();
    for (const fifo of fifos.values()) closeSync(fifo);
    await rm(owner.directory, { recursive: true, force: true });
  }
}

const manifestFile = ({ directory }: Owner, name: string): string => `${directory}/${name}.json`;

/** One FIFO for each container, held open so that an order waits for its reader. */
const fifosFor = async ({ manifest }: Case, directory: string): Promise<Map<string, number>> => {
  const names = Object.entries(manifest.pods).flatMap(([uid, pod]) =>
    containerNames(pod).map((container) => fifoOf(uid, container)),
  );
  await run(
    'mkfifo',
    names.map((name) => `${directory}/${name}`),
  );
  const { O_RDWR, O_NONBLOCK } = constants;
  return new Map(names.map((name) => [name, openSync(`${directory}/${name}`, O_RDWR | O_NONBLOCK)]));
};

const exits = (fifo: number | undefined, exitCode: number): Promise<void> => {
  if (fifo === undefined) return Promise.reject(new Error('the case has no such container'));
  writeSync(fifo, orderToExit(exitCode));
  return Promise.resolve();
};
