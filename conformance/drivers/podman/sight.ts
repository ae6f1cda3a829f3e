/**
 * From events, lines and samples to observations. Every moment is sound: `earliest` is the last moment at which it surely had not happened yet,
 * `latest` the first one at which it surely had, however long anybody took to say so.
 */
import type { Observation } from '../../../generators/suite/case.ts';
import type { Uid } from '../../../model/scenario.ts';
import type { Moment, Seen } from '../../driver.ts';
import type { PodmanEvent } from './events.ts';
import type { ContainerState, Sample } from './inspect.ts';
import type { TimedLine } from './lines.ts';
import { aliveBefore, type Life, lives, type Pod, Roster, sawAlive } from './roster.ts';

/** What podman knows of how a container last ended, if it still knows the container. */
export interface Endings {
  readonly finishedAt: (id: string) => Promise<number | undefined>;
  readonly exitCode: (id: string) => Promise<number | undefined>;
}

/** A process is still called running so long after its end at worst: conmon has to notice, then podman. */
const unnoticed = 2000;

const eventSource = 'podman events';
const sampleSource = 'podman pod inspect';

/** What podman shows of the pods of one case. */
export class Sight {
  readonly #prefix: string;
  readonly #tell: (seen: Seen) => void;
  readonly #endings: Endings;
  readonly #roster = new Roster();
  readonly #created = new Map<Uid, () => void>();
  #telling: Promise<void> = Promise.resolve();

  constructor(prefix: string, tell: (seen: Seen) => void, endings: Endings) {
    this.#prefix = prefix;
    this.#tell = tell;
    this.#endings = endings;
  }

  /** From now on a pod of that name is this incarnation. Comes back when it was created. */
  ask(pod: string, uid: Uid, now: number): Promise<void> {
    this.#roster.ask(uid, this.#prefix + pod, now);
    return new Promise((resolve) => this.#created.set(uid, resolve));
  }

  /** The incarnation was refused, as podman itself said. */
  refused(uid: Uid, moment: Moment): void {
    this.#later({ see: 'pod refused', uid }, 'podman kube play', moment);
  }

  /** The pods that exist as far as is known. */
  get present(): readonly Pod[] {
    return this.#roster.present;
  }

  /** The infra container of an incarnation. */
  infraOf(uid: Uid): string | undefined {
    const id = this.#roster.get(uid)?.infra.id ?? '';
    return id === '' ? undefined : id;
  }

  /** The container of that id. */
  lifeOf(id: string): Life | undefined {
    return this.#roster.lifeById(id);
  }

  /** Comes back when everything taken in so far was told. */
  async told(): Promise<void> {
    for (let telling: Promise<void> | undefined; telling !== this.#telling; ) {
      telling = this.#telling;
      await telling;
    }
  }

  /** Takes in a line of a program. */
  line({ name, what, time, bornAt }: TimedLine): void {
    const [uid = '', container = ''] = name.split('/');
    const pod = this.#roster.get(uid);
    if (pod === undefined) return;
    const life = this.#roster.container(pod, container);
    const source = `lines of ${name}`;
    if (what === 'started') {
      life.starts += 1;
      this.#later({ see: 'container started', uid, container }, source, { earliest: bornAt, latest: time });
    }
    if (what === 'SIGTERM') {
      const moment = { earliest: aliveBefore(life, time), latest: time };
      this.#later({ see: 'signal received', uid, container, signal: 'SIGTERM' }, source, moment);
    }
    sawAlive(life, time);
  }

  /** Takes in an event. */
  event(event: PodmanEvent): void {
    if (event.type === 'pod') this.#podEvent(event);
    if (event.type === 'container') this.#containerEvent(event);
  }

  /**
   * Takes in a sample of a pod. What it contradicts is on its way, as a rule: only what the next sample contradicts again was missed. `last`:
   * there will be no next sample, and nothing is on its way.
   */
  async sample(uid: Uid, sample: Sample, last: boolean): Promise<void> {
    const pod = this.#roster.get(uid);
    if (pod === undefined || pod.id === '' || pod.removed) return;
    const { pod: state } = sample;
    if (state === undefined) {
      if (last || pod.doubted) this.#removed(pod, sampleSource, sample.ended);
      pod.doubted = true;
      return;
    }
    pod.present = Math.max(pod.present, sample.began);
    pod.doubted = false;
    for (const life of [pod.infra, ...pod.containers.values()]) {
      const found = state.containers.find(({ id }) => id === life.id);
      await this.#compare(life, found, sample, last);
    }
  }

  async #compare(life: Life, found: ContainerState | undefined, sample: Sample, last: boolean): Promise<void> {
    const runs = found?.state === 'running';
    const over = found === undefined || found.state === 'exited' || found.state === 'stopped';
    if (life.id === '' || sample.began < (life.alive.at(-1) ?? 0)) return;
    if (runs && lives(life)) sawAlive(life, sample.began - unnoticed);
    const missed = lives(life) ? over : runs && life.container === '';
    const doubt = missed ? `${life.starts} ${life.exits}` : '';
    const sure = missed && (last || life.doubt === doubt);
    life.doubt = doubt;
    if (sure) await this.#missed(life, sample);
  }

  /** Something that podman did not tell of, and now need not any more. */
  async #missed(life: Life, { ended }: Sample): Promise<void> {
    const { uid, container } = life;
    const moment = { earliest: aliveBefore(life, ended), latest: ended };
    // What one sample shows of two containers comes in no order: each is a source of its own.
    const source = `${sampleSource}: ${container === '' ? 'infra' : container}`;
    if (!lives(life)) {
      life.owedStarts += 1;
      this.#started(life, source, moment);
      return;
    }
    const exitCode = container === '' ? 0 : await this.#endings.exitCode(life.id);
    if (exitCode === undefined || !lives(life)) return;
    life.exits += 1;
    life.owedExits += 1;
    const observation: Observation =
      container === '' ? { see: 'sandbox stopped', uid } : { see: 'container exited', uid, container, exitCode };
    this.#later(observation, source, moment);
  }

  #podEvent({ status, id, name, time }: PodmanEvent): void {
    if (status === 'create') {
      const pod = this.#roster.named(name, time);
      if (pod === undefined) return;
      pod.id = id;
      this.#later({ see: 'pod stored', uid: pod.uid }, eventSource, { earliest: pod.present, latest: time });
      pod.present = time;
      this.#created.get(pod.uid)?.();
    }
    const pod = this.#roster.byId(id);
    if (pod !== undefined && status === 'remove' && !pod.removed) this.#removed(pod, eventSource, time);
  }

  #removed(pod: Pod, source: string, latest: number): void {
    pod.removed = true;
    this.#later({ see: 'pod removed', uid: pod.uid }, source, { earliest: Math.min(pod.present, latest), latest });
  }

  #containerEvent({ status, id, name, podId, time, exitCode }: PodmanEvent): void {
    const pod = this.#roster.byId(podId);
    if (pod !== undefined && status === 'create') {
      const life = name.endsWith('-infra') ? pod.infra : this.#roster.container(pod, name.slice(pod.name.length + 1));
      life.id = id;
    }
    if (pod !== undefined && status === 'start' && name.endsWith('-infra')) {
      // The infra container is created before its pod.
      pod.infra.id = id;
      if (pod.infra.owedStarts > 0) pod.infra.owedStarts -= 1;
      else this.#started(pod.infra, eventSource, { earliest: pod.present, latest: time });
    }
    const life = this.#roster.lifeById(id);
    if (life !== undefined && status === 'died') this.#died(life, time, exitCode);
  }

  #started(infra: Life, source: string, moment: Moment): void {
    infra.starts += 1;
    sawAlive(infra, moment.latest);
    this.#later({ see: 'sandbox ready', uid: infra.uid }, source, moment);
  }

  /** An exit is told when somebody notices; conmon knows when it was. */
  #died(life: Life, time: number, exitCode: number): void {
    const { uid, container, id } = life;
    if (life.owedExits > 0) {
      life.owedExits -= 1;
      return;
    }
    // Who is killed at once has no time to say that it started.
    const unsaid = container !== '' && !lives(life);
    if (unsaid) life.starts += 1;
    life.exits += 1;
    const earliest = aliveBefore(life, time);
    const observation: Observation =
      container === '' ? { see: 'sandbox stopped', uid } : { see: 'container exited', uid, container, exitCode };
    const source = `podman inspect ${id.slice(0, 12)}`;
    const finishedAt = this.#endings.finishedAt(id);
    this.#telling = this.#telling.then(async () => {
      const at = await finishedAt;
      const latest = at !== undefined && at >= earliest && at <= time ? at : time;
      if (unsaid) this.#tell({ observation: { see: 'container started', uid, container }, source, earliest, latest });
      this.#tell({ observation, source, earliest, latest });
    });
  }

  #later(observation: Observation, source: string, moment: Moment): void {
    this.#telling = this.#telling.then(() => this.#tell({ observation, source, ...moment }));
  }
}
