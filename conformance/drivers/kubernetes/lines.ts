/** From what the ear wrote to observations. */
import type { Observation } from '../../../generators/suite/case.ts';
import type { Uid } from '../../../model/scenario.ts';
import type { Seen } from '../../driver.ts';

/** One line of the ear, with the node's time. */
export interface EarLine {
  readonly time: number;
  /** `<case>/<uid>/<container>`; empty for a tick. */
  readonly name: string;
  readonly words: readonly string[];
}

/** Reads a line of `kubectl logs --timestamps`; undefined if it is none. */
export const earLineIn = (line: string): EarLine | undefined => {
  const [stamp = '', name = '', ...words] = line.split(' ');
  const time = Date.parse(stamp);
  if (!Number.isFinite(time)) return undefined;
  return name === 'tick' ? { time, name: '', words: [] } : { time, name, words };
};

/** How much later our clock is than the node's: the quickest of all lines is taken to have needed no time. */
export class Clock {
  #offset = Number.POSITIVE_INFINITY;

  /** Our time of what happened at this time of the node. */
  ours(time: number, arrived: number): number {
    this.#offset = Math.min(this.#offset, arrived - time);
    return Math.round(time + this.#offset);
  }
}

/** What may pass before a program comes to say what happened: processes are started, connections made. */
const slack = 1000;

interface Life {
  readonly began: number;
  readonly tied: boolean;
  readonly asked: boolean;
  readonly exits: number | undefined;
}

const unborn: Life = { began: 0, tied: false, asked: false, exits: undefined };

/** SIGTERM was sent before the program heard anything, SIGKILL a grace period later: its life was so much shorter, or longer, than that. */
const [shorter, longer] = [1000, 700];

/** What is an observation as it is said. */
const told: Readonly<Record<string, (uid: Uid, container: string) => Observation>> = {
  started: (uid, container) => ({ see: 'container started', uid, container }),
  SIGTERM: (uid, container) => ({ see: 'signal received', uid, container, signal: 'SIGTERM' }),
  'postStart ended': (uid, container) => ({ see: 'postStart ended', uid, container }),
  'preStop started': (uid, container) => ({ see: 'preStop started', uid, container }),
  'preStop ended': (uid, container) => ({ see: 'preStop ended', uid, container }),
};

/** Hooks run beside the program: only what one of the two says is in order. */
const sourceOf = (said: string): string => (said.includes(' ') ? 'hooks' : 'lines');

const fits = (lived: number, grace: number): boolean =>
  lived >= grace * 1000 - shorter && lived <= grace * 1000 + longer;

/** Turns the lines of one case into observations. */
export class Listener {
  readonly #tell: (seen: Seen) => void;
  readonly #prefix: string;
  readonly #graces: readonly number[];
  readonly #lives = new Map<string, Life>();
  #deaf = '';

  /** `graces` are the grace periods that may be given in the case, in seconds. */
  constructor(number: number, graces: readonly number[], tell: (seen: Seen) => void) {
    this.#prefix = `${number}/`;
    this.#graces = graces;
    this.#tell = tell;
  }

  /** Who may have been sent a SIGTERM before it could hear: to the first process of a container that does nothing. Empty if nobody. */
  get deaf(): string {
    return this.#deaf;
  }

  /** Takes in a line, at our time. */
  line({ name, words }: EarLine, time: number): void {
    if (!name.startsWith(this.#prefix)) return;
    const owner = name.slice(this.#prefix.length);
    const said = words.join(' ');
    if (said === 'started') this.#lives.set(owner, { ...unborn, began: time });
    if (said === 'SIGTERM') this.#note(owner, { asked: true });
    const tells = told[said];
    const [uid = '', container = ''] = owner.split('/');
    if (tells !== undefined) this.#say(tells(uid, container), `${sourceOf(said)} of ${owner}`, time);
    else if (said === 'lifeline') this.#note(owner, { tied: true });
    else if (said === 'gone') this.#gone(owner, time);
    else if (words[0] === 'exits') this.#exits(owner, Number(words[1]), time);
  }

  /** A program that ends before its lifeline was tied has said so before it ended. */
  #exits(owner: string, exits: number, time: number): void {
    const { tied } = this.#lives.get(owner) ?? unborn;
    this.#note(owner, { exits });
    if (!tied) this.#gone(owner, time);
  }

  /** Who ends without a word was killed. */
  #gone(owner: string, time: number): void {
    const life = this.#lives.get(owner);
    if (life === undefined) return;
    this.#lives.delete(owner);
    const unasked = life.exits === undefined && !life.asked;
    if (unasked && this.#graces.some((grace) => fits(time - life.began, grace))) this.#deaf = owner;
    const [uid = '', container = ''] = owner.split('/');
    this.#say({ see: 'container exited', uid, container, exitCode: life.exits ?? 137 }, `lines of ${owner}`, time);
  }

  #note(owner: string, more: Partial<Life>): void {
    const life = this.#lives.get(owner);
    if (life !== undefined) this.#lives.set(owner, { ...life, ...more });
  }

  #say(observation: Observation, source: string, time: number): void {
    this.#tell({ observation, source, earliest: time - slack, latest: time });
  }
}
