/** Who is who: which names and ids of podman's stand for which pods and containers of the case, and which of them live. */
import type { Uid } from '../../../model/scenario.ts';

/** A container of a pod, or its infra container, through all its restarts. */
export interface Life {
  readonly uid: Uid;
  /** The name of the container in the case; '' for the infra container. */
  readonly container: string;
  /** Its id in podman; '' as long as that is not known. */
  id: string;
  /** Moments at which it surely ran, ascending. */
  readonly alive: number[];
  starts: number;
  exits: number;
  /** Starts and exits that were found out before podman told of them. */
  owedStarts: number;
  owedExits: number;
  /** What the last sample contradicted: nothing, or so many starts and exits. */
  doubt: string;
}

/** One incarnation of a pod. */
export interface Pod {
  readonly uid: Uid;
  /** Its name in podman. */
  readonly name: string;
  /** Its id in podman; '' as long as it was not created. */
  id: string;
  removed: boolean;
  /** The last moment at which it surely existed; before that, when it was asked for. */
  present: number;
  /** The last sample did not find it. */
  doubted: boolean;
  readonly infra: Life;
  readonly containers: Map<string, Life>;
}

/** True if it was told to have started and not to have exited since. */
export const lives = ({ starts, exits }: Life): boolean => starts > exits;

/** The last moment no later than this at which it surely ran. */
export const aliveBefore = ({ alive }: Life, time: number): number => alive.findLast((word) => word <= time) ?? 0;

/** It surely ran then. */
export const sawAlive = ({ alive }: Life, time: number): void => {
  if (time > (alive.at(-1) ?? 0)) alive.push(time);
};

const lifeOf = (uid: Uid, container: string): Life => ({
  uid,
  container,
  id: '',
  alive: [],
  starts: 0,
  exits: 0,
  owedStarts: 0,
  owedExits: 0,
  doubt: '',
});

/** Every incarnation that was asked for. */
export class Roster {
  readonly #pods: Pod[] = [];

  /** From now on a pod of that name is this incarnation. */
  ask(uid: Uid, name: string, now: number): Pod {
    const infra = lifeOf(uid, '');
    const pod = { uid, name, id: '', removed: false, present: now, doubted: false, infra, containers: new Map() };
    this.#pods.push(pod);
    return pod;
  }

  /** Pods that exist as far as was told. */
  get present(): readonly Pod[] {
    return this.#pods.filter(({ id, removed }) => id !== '' && !removed);
  }

  get(uid: Uid): Pod | undefined {
    return this.#pods.find((pod) => pod.uid === uid);
  }

  /**
   * The incarnation of that name that podman created then: of those without an id, the one that was asked for last before. News may come when the next
   * of that name has been asked for already.
   */
  named(name: string, created: number): Pod | undefined {
    return this.#pods.findLast((pod) => pod.name === name && pod.id === '' && pod.present <= created);
  }

  byId(id: string): Pod | undefined {
    return this.#pods.find((pod) => pod.id === id);
  }

  /** The container of a pod, known from now on. */
  container(pod: Pod, container: string): Life {
    const life = pod.containers.get(container) ?? lifeOf(pod.uid, container);
    pod.containers.set(container, life);
    return life;
  }

  /** Whose id that is. */
  lifeById(id: string): Life | undefined {
    return this.#pods.flatMap(({ infra, containers }) => [infra, ...containers.values()]).find((one) => one.id === id);
  }
}
