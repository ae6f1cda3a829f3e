/** From events and lines to observations: which pod of the case a name of podman's stands for, and when it was. */
import type { Observation } from '../../../generators/suite/case.ts';
import type { Uid } from '../../../model/scenario.ts';
import type { Seen } from '../../driver.ts';
import type { PodmanEvent } from './events.ts';
import type { TimedLine } from './lines.ts';

/** A line or an event is written when it is over; it may have begun so much earlier. */
const slack = 500;
/** podman's own clean-up notices an exit this much later at worst; then it is asked when exactly that was. */
const noticed = 2000;

type Owner = { readonly uid: Uid; readonly container: string };

/** Which pods of the case exist under which names and ids. */
export class Sight {
  readonly #prefix: string;
  readonly #tell: (seen: Seen) => void;
  readonly #finishedAt: (id: string) => Promise<number | undefined>;
  /** By the name of a pod, the incarnation that was asked for last. */
  readonly #asked = new Map<string, Uid>();
  readonly #pods = new Map<string, Uid>();
  readonly #containers = new Map<string, Owner>();
  readonly #infra = new Map<string, string>();
  /** When each program last said something, by `<uid>/<container>`. */
  readonly #lastWord = new Map<string, number>();
  readonly #created = new Map<Uid, () => void>();
  #telling: Promise<void> = Promise.resolve();

  constructor(prefix: string, tell: (seen: Seen) => void, finishedAt: (id: string) => Promise<number | undefined>) {
    this.#prefix = prefix;
    this.#tell = tell;
    this.#finishedAt = finishedAt;
  }

  /** From now on a pod of that name is this incarnation. Comes back when it was created. */
  ask(pod: string, uid: Uid): Promise<void> {
    this.#asked.set(this.#prefix + pod, uid);
    return new Promise((resolve) => this.#created.set(uid, resolve));
  }

  /** Takes in a line of a program. */
  line({ name, what, time }: TimedLine): void {
    const [uid = '', container = ''] = name.split('/');
    this.#lastWord.set(name, time);
    const at = { earliest: time - slack, latest: time, source: `lines of ${name}` };
    if (what === 'started') this.#later({ ...at, observation: { see: 'container started', uid, container } });
    if (what === 'SIGTERM') {
      this.#later({ ...at, observation: { see: 'signal received', uid, container, signal: 'SIGTERM' } });
    }
  }

  /** Takes in an event. */
  event(event: PodmanEvent): void {
    if (event.type === 'pod') this.#podEvent(event);
    else if (event.type === 'container' && event.name.endsWith('-infra')) this.#infraEvent(event);
    else if (event.type === 'container') this.#containerEvent(event);
  }

  /** The container of an id, for whoever wants to reach it. */
  infraOf(uid: Uid): string | undefined {
    return [...this.#infra].find(([, owner]) => owner === uid)?.[0];
  }

  #podEvent({ status, id, name, time }: PodmanEvent): void {
    if (status === 'create') {
      const uid = this.#asked.get(name);
      if (uid !== undefined) this.#pods.set(id, uid);
      if (uid !== undefined) {
        this.#created.get(uid)?.();
        this.#later({
          observation: { see: 'pod stored', uid },
          source: 'podman events',
          earliest: time - slack,
          latest: time,
        });
      }
    }
    const uid = this.#pods.get(id);
    if (uid === undefined || status !== 'remove') return;
    this.#pods.delete(id);
    this.#later({
      observation: { see: 'pod removed', uid },
      source: 'podman events',
      earliest: time - slack,
      latest: time,
    });
  }

  #containerEvent(event: PodmanEvent): void {
    const { status, id, name, podId, time } = event;
    const uid = this.#pods.get(podId);
    if (status === 'create' && uid !== undefined) {
      const pod = [...this.#asked].find(([, asked]) => asked === uid)?.[0] ?? '';
      this.#containers.set(id, { uid, container: name.slice(pod.length + 1) });
    }
    const owner = this.#containers.get(id);
    if (owner === undefined || status !== 'died') return;
    const observation: Observation = { see: 'container exited', ...owner, exitCode: event.exitCode };
    this.#exited(observation, id, time, this.#lastWord.get(`${owner.uid}/${owner.container}`) ?? 0);
  }

  #infraEvent({ status, id, podId, time }: PodmanEvent): void {
    if (status === 'start') {
      const uid = this.#pods.get(podId);
      if (uid === undefined) return;
      this.#infra.set(id, uid);
      const observation: Observation = { see: 'sandbox ready', uid };
      this.#later({ observation, source: 'podman events', earliest: time - slack, latest: time });
    }
    const uid = this.#infra.get(id);
    if (status === 'died' && uid !== undefined) this.#exited({ see: 'sandbox stopped', uid }, id, time, 0);
  }

  /** An exit is told when somebody notices; podman inspect knows when it was. */
  #exited(observation: Observation, id: string, time: number, lastWord: number): void {
    const asked = this.#finishedAt(id);
    this.#telling = this.#telling.then(async () => {
      const finished = await asked;
      const known = finished !== undefined && finished <= time && finished >= time - noticed;
      const latest = known ? finished : time;
      const earliest = Math.min(latest, Math.max(lastWord, known ? finished - slack / 10 : time - noticed));
      this.#tell({ observation, source: `podman inspect ${id.slice(0, 12)}`, earliest, latest });
    });
  }

  #later(seen: Seen): void {
    this.#telling = this.#telling.then(() => this.#tell(seen));
  }
}
