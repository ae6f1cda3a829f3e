/** A driver of `podman kube play`: one case at a time, in pods of its own name. */
import { writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { visibleOn } from '../../../generators/observe/observations.ts';
import type { Case, Stimulus } from '../../../generators/suite/case.ts';
import type { Uid } from '../../../model/scenario.ts';
import type { Capabilities, Driver, Moment, Seen } from '../../driver.ts';
import { Queue } from '../queue.ts';
import { fifoOf, type Owner, playable } from './manifest.ts';
import { livenessFile, orderToExit } from './script.ts';
import { Stage } from './stage.ts';
import type { Workshop } from './workshop.ts';

const visible = visibleOn.podman;

/** Nobody waits more than so many times as long because the machine is busy. */
const slowest = 4;

/** How many of our seconds are one second's worth of work here: as many as processes want to run on each processor. */
const lengthOfSecond = (): number => {
  const [load = 0] = loadavg();
  return Math.min(slowest, Math.max(1, load / availableParallelism()));
};

/** podman as a target. */
export class PodmanDriver implements Driver {
  readonly capabilities: Capabilities;
  readonly observations = new Queue<Seen>();
  readonly #workshop: Workshop;
  #stage: Stage | undefined;

  constructor(workshop: Workshop, version: string) {
    this.#workshop = workshop;
    const target = `podman ${version}`;
    this.capabilities = { target, profile: 'podman', skew: 50, lateness: 2500, haste: 0.5 };
  }

  async reset(next: Case): Promise<void> {
    await this.#clear();
    this.observations.clear();
    this.#stage = await Stage.set(next, this.#workshop, (seen) => {
      if (visible.includes(seen.observation.see)) this.observations.push(seen);
    });
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

  /** A busy machine has longer seconds. Every one of ours somebody looks at the pods. */
  async pass(seconds: number, signal: AbortSignal): Promise<void> {
    for (let left = seconds; left > 0 && !signal.aborted; ) {
      const length = lengthOfSecond();
      const now = Math.min(1, left * length);
      await setTimeout(now * 1000, undefined, { signal }).catch(() => undefined);
      left = now < 1 ? 0 : left - now / length;
      if (!signal.aborted && left > 0) this.#stage?.look();
    }
  }

  async review(): Promise<string> {
    const stage = this.#ready();
    const found = await stage.lastLook();
    if (stage.brokeDown !== '') throw new Error(stage.brokeDown);
    return `podman pod inspect: ${found === '' ? 'no pod' : found}`;
  }

  async close(): Promise<void> {
    await this.#clear();
    this.observations.end();
  }

  #ready(): Stage {
    if (this.#stage === undefined) throw new Error('no case was begun');
    return this.#stage;
  }

  async #do(stimulus: Stimulus, stage: Stage): Promise<void> {
    switch (stimulus.do) {
      case 'create':
        return this.#create(stimulus.uid, stage);
      case 'delete':
        return this.#delete(stimulus.pod, stimulus.grace, stage);
      case 'force delete':
        await stage.ask(['pod', 'rm', '--force', '--time', '0', stage.owner.prefix + stimulus.pod]);
        return;
      case 'process exits':
        return stage.order(stimulus.uid, stimulus.container, orderToExit(stimulus.exitCode));
      case 'sandbox dies':
        return this.#killSandbox(stimulus.uid, stage);
      case 'probe answers':
        if (stimulus.probe !== 'liveness') throw new Error(`podman has no ${stimulus.probe} probes`);
        return stage.put(livenessFile(fifoOf(stimulus.uid, stimulus.container)), stimulus.succeeds);
      case 'remove scheduling gates':
      case 'remove finalizers':
      case 'set readiness gates':
      case 'image answers':
      case 'volumes answer':
      case 'process exceeds memory':
      case 'cordon':
      case 'taint':
      case 'relabel':
      case 'delete claim':
      case 'restart kubelet':
        throw new Error('podman has no such thing');
    }
  }

  async #create(uid: Uid, stage: Stage): Promise<void> {
    const { one, owner, sight } = stage;
    const pod = playable(uid, one.manifest, owner);
    const file = manifestFile(owner, pod.metadata.name);
    await writeFile(file, JSON.stringify(pod));
    const earliest = Date.now();
    const created = sight.ask(one.manifest.pods[uid]?.metadata.name ?? '', uid, earliest);
    const played = stage.ask(['kube', 'play', '--network', 'none', file]).catch((error: unknown) => {
      if (!isTaken(error)) throw error;
      sight.refused(uid, { earliest, latest: Date.now() });
    });
    await Promise.race([created, played]);
  }

  /** With the pod's own grace period the way back is `kube down`; with another one the pod is stopped by hand, then removed. */
  async #delete(pod: string, grace: number | null, stage: Stage): Promise<void> {
    const name = stage.owner.prefix + pod;
    if (grace === null) {
      await stage.ask(['kube', 'down', manifestFile(stage.owner, name)]);
      return;
    }
    await stage.ask(['pod', 'stop', '--time', String(grace), name]);
    await stage.ask(['pod', 'rm', name]);
  }

  async #killSandbox(uid: Uid, stage: Stage): Promise<void> {
    const id = stage.sight.infraOf(uid);
    if (id === undefined) throw new Error('there is no sandbox to kill');
    await stage.ask(['kill', '--signal', 'KILL', id]);
  }

  /** Ends every command of the case and removes its pods. */
  async #clear(): Promise<void> {
    const stage = this.#stage;
    this.#stage = undefined;
    await stage?.clear();
  }
}

const isTaken = (error: unknown): boolean => error instanceof Error && error.message.includes('pod already exists');

const manifestFile = ({ directory }: Owner, name: string): string => `${directory}/${name}.json`;
