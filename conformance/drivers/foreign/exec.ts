/** A driver that is a process of its own, in any language. One that dies is begun anew for the next case. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Case, ProfileName, Stimulus } from '../../../generators/suite/case.ts';
import { type Driver, type Moment, type Seen, type Target, Unusable } from '../../driver.ts';
import { Queue } from '../queue.ts';
import { type At, type Hello, type Judge, type Observed, protocolVersion } from './messages.ts';
import { Peer } from './peer.ts';

/** What to run, for which suite. */
export interface ExecOptions {
  readonly command: string;
  readonly suite: { readonly profile: ProfileName; readonly kubernetesVersion: string };
  readonly judge: Judge;
  readonly onStderr: (line: string) => void;
  /** How long an answer may take, in seconds. */
  readonly answersWithin?: number;
}

const helloSeconds = 10;
const usualSeconds = 120;

/** What a last look found: words, or nothing worth any. */
const foundIn = (result: unknown): string => (typeof result === 'string' ? result : '');

const helloOf = async (peer: Peer, { suite, judge }: ExecOptions): Promise<Hello> => {
  const params = { protocol: protocolVersion, ...suite };
  const hello = (await peer.ask('hello', params, helloSeconds)) as Hello;
  const wrong = judge({ hello });
  if (wrong !== undefined) throw new Error(`its answer to hello: ${wrong}`);
  if (hello.protocol !== protocolVersion) {
    throw new Error(`it speaks version ${hello.protocol} of the protocol, podproof ${protocolVersion}`);
  }
  return hello;
};

class ExecDriver implements Driver {
  readonly capabilities: Driver['capabilities'];
  readonly observations: AsyncIterable<Seen>;
  readonly review?: () => Promise<string>;
  readonly #heard = new Queue<Seen>();
  readonly #options: ExecOptions;
  readonly #hello: Hello;
  #peer: Peer;
  /** Nothing is heard of a case that is over. */
  #open = false;
  #began = performance.now();
  #death = new AbortController();

  constructor(peer: Peer, hello: Hello, options: ExecOptions) {
    const { target, profile, skew = 0, lateness = 0, haste = 1, reviews } = hello;
    this.capabilities = { target, profile, skew, lateness, haste };
    this.observations = this.#heard;
    this.#peer = peer;
    this.#hello = hello;
    this.#options = options;
    if (reviews === true) this.review = async () => foundIn(await this.#ask('review', {}));
  }

  async reset(next: Case): Promise<void> {
    this.#open = false;
    this.#heard.clear();
    if (this.#peer.broken !== undefined) {
      this.#death = new AbortController();
      this.#peer = peerFor(
        this.#options,
        (params) => this.show(params),
        () => this.mourn(),
      );
      await helloOf(this.#peer, this.#options);
    }
    await this.#ask('reset', next);
    this.#heard.clear();
    this.#began = performance.now();
    this.#open = true;
  }

  async stimulate(stimulus: Stimulus): Promise<Moment> {
    const earliest = this.#now();
    const answer = (await this.#ask('stimulate', stimulus)) as At | null | undefined;
    if (this.#hello.clock === 'arrival') return { earliest, latest: this.#now() };
    if (answer?.earliest === undefined) throw new Error(`the driver's clock does not say when ${stimulus.do} was`);
    return { earliest: answer.earliest, latest: answer.latest };
  }

  async pass(seconds: number, signal: AbortSignal): Promise<void> {
    const ended = AbortSignal.any([signal, this.#death.signal]);
    await sleep(seconds * (this.#hello.second ?? 1000), undefined, { signal: ended }).catch(() => undefined);
    if (this.#peer.broken !== undefined) throw this.#peer.broken;
  }

  async close(): Promise<void> {
    this.#open = false;
    this.#heard.end();
    // It is told, and ended whether it heard or not.
    if (this.#peer.broken === undefined) await this.#ask('close', {}).catch(() => undefined);
    await this.#peer.end();
  }

  /** The process is gone: nobody waits for its news any longer. */
  mourn(): void {
    this.#death.abort();
  }

  show({ observation, source = 'driver', earliest, latest }: Observed['params']): void {
    if (!this.#open) return;
    const now = this.#now();
    const arrived = { earliest: Math.max(0, now - this.capabilities.lateness), latest: now };
    if (this.#hello.clock === 'arrival') this.#heard.push({ observation, source, ...arrived });
    else if (earliest === undefined || latest === undefined) {
      throw new Error(`the driver's clock does not say when '${observation.see}' was`);
    } else this.#heard.push({ observation, source, earliest, latest });
  }

  /** Milliseconds of the target since the case began, by our clock. */
  #now(): number {
    return ((performance.now() - this.#began) * 1000) / (this.#hello.second ?? 1000);
  }

  #ask(method: 'reset' | 'stimulate' | 'review' | 'close', params: unknown): Promise<unknown> {
    return this.#peer.ask(method, params, this.#options.answersWithin ?? usualSeconds);
  }
}

const peerFor = (options: ExecOptions, onObserved: (params: Observed['params']) => void, onBroken: () => void): Peer =>
  new Peer({ ...options, onObserved, onBroken });

const connected = async (options: ExecOptions): Promise<{ driver: ExecDriver; hello: Hello }> => {
  let driver: ExecDriver | undefined;
  const peer = peerFor(
    options,
    (params) => driver?.show(params),
    () => driver?.mourn(),
  );
  try {
    const hello = await helloOf(peer, options);
    driver = new ExecDriver(peer, hello, options);
    return { driver, hello };
  } catch (error) {
    await peer.end();
    const why = error instanceof Error ? error.message : String(error);
    throw new Unusable(why, 'conformance/README.md says what a driver has to answer');
  }
};

/** A process as a target: it is asked who it is at once. Throws `Unusable` if it does not say. */
export const execTarget = async (options: ExecOptions): Promise<Target> => {
  const first = await connected(options);
  const { target: name, profile, attempts = 1 } = first.hello;
  const waiting = [first.driver];
  const opened: ExecDriver[] = [first.driver];
  return {
    name,
    profile,
    attempts,
    open: async () => {
      const ready = waiting.pop();
      if (ready !== undefined) return ready;
      const { driver } = await connected(options);
      opened.push(driver);
      return driver;
    },
    close: async () => {
      await Promise.all(opened.map((driver) => driver.close()));
    },
  };
};
